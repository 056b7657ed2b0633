//! The page that makes snippets: what other people put on their pages, chosen and seen at once.

use super::asset::Asset;
use super::document::Document;
use super::glue;
use super::policy::Kind;
use maud::{Markup, html};
use model::scenario::{Group, Lever, link};
use std::path::Path;
use std::{fs, io};

const SCRIPT: &str = include_str!("../script/builder.js");
const STYLE: &str = include_str!("../../style/builder.css");

/// Where the site is taken to stand as long as nobody has said it.
const SOMEWHERE: &str = "https://example.org/token-factory/";

/// Writes the page with its script and its own rules. `site` is the address of the site, empty where it is unknown.
///
/// # Errors
/// Where the folder cannot be written.
pub(super) fn write(folder: &Path, styles: &[String], site: &str) -> io::Result<()> {
    let script = Asset::write(folder, "builder", "js", glue::minified(SCRIPT))?;
    let own = Asset::write(folder, "builder", "css", super::stylesheet::minified(STYLE))?;
    let styles: Vec<String> = styles.iter().cloned().chain([own.name]).collect();
    let site = if site.is_empty() { SOMEWHERE } else { site };
    let page = Document {
        kind: Kind::Builder,
        title: "Put it on your page",
        about: "Choose levers and charts, see the frame, copy the lines that put Token Factory on another page.",
        class: "builder",
        styles: &styles,
    };
    fs::write(folder.join("builder.html"), page.with(&body(site, &script)).into_string())
}

/// The three ways to use the factory elsewhere: name, what it gives, the lines.
fn snippets(site: &str) -> [(&'static str, &'static str, &'static str, String); 3] {
    let frame = format!(
        "<iframe src=\"{site}embed/\" title=\"Token Factory\" loading=\"lazy\" width=\"100%\" height=\"900\"\n  \
         sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads\"></iframe>"
    );
    let element = format!(
        "<script async src=\"{site}embed.js\"></script>\n<token-factory><a href=\"{site}\">Token Factory</a></token-factory>"
    );
    let module = format!(
        "<script type=\"module\">\n  import {{ load, evaluate }} from \"{site}model/index.js\";\n  await load();\n  \
         console.log(evaluate(\"\").results[\"profit.profit\"]);\n</script>"
    );
    [
        ("frame", "A frame", "Works without a script of yours. Its height stays as you set it.", frame),
        (
            "element",
            "An element",
            "As high as its content, and it speaks with your page: set, get, subscribe.",
            element,
        ),
        ("module", "The model alone", "For an interface of your own: a scenario in, numbers out.", module),
    ]
}

fn body(site: &str, script: &Asset) -> Markup {
    html! {
        p.measure {
            "Everything here is free to put on other pages. The frame keeps nothing on the reader’s machine and asks no server "
            "but this site."
        }
        div.build {
            form.build-form data-name="form" hidden {
                fieldset {
                    legend { "Levers" }
                    (levers(|lever| lever.group == Group::Headline))
                    details.more {
                        summary { "Other levers" }
                        (levers(|lever| lever.group != Group::Headline))
                    }
                    label { input type="checkbox" name="lock"; " Shown, not movable" }
                }
                fieldset {
                    legend { "Charts" }
                    label { input type="checkbox" name="charts" value="profit" checked; " Profit over a lever" }
                    label { input type="checkbox" name="charts" value="market" checked; " The market" }
                }
                fieldset {
                    legend { "Colours" }
                    @for (theme, label) in [("auto", "The reader’s"), ("light", "Light"), ("dark", "Dark")] {
                        label { input type="radio" name="theme" value=(theme) checked[theme == "auto"]; " " (label) }
                    }
                }
                fieldset {
                    legend { "Scenario" }
                    label for="build-scenario" { "A link with values, from the address of the page" }
                    input type="text" id="build-scenario" name="scenario" autocomplete="off" spellcheck="false"
                        placeholder="?v=2&context=128k" aria-describedby="build-scenario-fault";
                    (fault("scenario", "This is no link with values. One has them after a “?”, as in “?v=2&context=128k”."))
                }
                fieldset {
                    legend { "Frame" }
                    label { input type="checkbox" name="sandbox" checked; " Sandboxed" }
                    label for="build-width" { "Width of the preview, pixels" }
                    input type="number" id="build-width" name="width" min="200" max="1600" step="any" value="720"
                        aria-describedby="build-width-fault";
                    (fault("width", "A width from 200 to 1,600 pixels; empty for 720."))
                    label for="build-height" { "Height, pixels; empty for that of the content" }
                    input type="number" id="build-height" name="height" min="100" max="20000" step="any"
                        aria-describedby="build-height-fault";
                    (fault("height", "A height from 100 to 20,000 pixels; empty for that of the content."))
                }
            }
            div.build-out {
                @for (name, title, about, lines) in snippets(site) {
                    section.snippet data-snippet=(name) {
                        h2 { (title) }
                        p { (about) }
                        pre tabindex="0" aria-label={ (title) ", lines to copy" } { code { (lines) } }
                        button.quiet type="button" data-copy hidden { "Copy" }
                    }
                }
                section.preview aria-labelledby="preview" hidden data-name="preview" {
                    h2 id="preview" { "Preview" }
                    div.preview-room {}
                }
            }
        }
        script src="embed.js" defer {}
        script src=(script.name) integrity=(script.integrity) defer {}
    }
}

/// What is said of a field whose text cannot be taken.
fn fault(name: &str, text: &str) -> Markup {
    html! { p.note.is-fault id={ "build-" (name) "-fault" } role="status" hidden { (text) } }
}

/// Boxes to tick for some of the levers; those of the first screen are ticked.
fn levers(are: impl Fn(&Lever) -> bool) -> Markup {
    html! {
        div.build-levers {
            @for lever in link::levers().into_iter().filter(|lever| are(lever)) {
                label {
                    input type="checkbox" name="levers" value=(lever.about.id)
                        checked[lever.group == Group::Headline];
                    " " (lever.about.label)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_read_without_a_script() {
        let script = Asset { name: "builder-x.js".to_owned(), integrity: String::new() };
        let html = body(SOMEWHERE, &script).into_string();
        for (_, title, _, lines) in snippets(SOMEWHERE) {
            assert!(html.contains(title) && html.contains(&html! { (lines) }.into_string()));
        }
        assert!(!html.contains("style="));
        for lever in link::levers() {
            assert!(html.contains(&format!("value=\"{}\"", lever.about.id)));
        }
    }
}
