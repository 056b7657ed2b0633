//! The page that generates snippets for use on other pages, with a live preview of the choices.

use super::asset::Asset;
use super::document::Document;
use super::glue;
use super::policy::Kind;
use super::stylesheet;
use crate::views::html;
use leptos::prelude::*;
use model::scenario::{Group, Lever, link};
use std::path::Path;
use std::{fs, io};

const SCRIPT: &str = include_str!("../script/builder.js");
const STYLE: &str = include_str!("../../style/builder.css");

/// The assumed address of the site as long as it is not known.
const SOMEWHERE: &str = "https://example.org/token-factory/";

/// Writes the page with its script and its own style sheet. `site` is the address of the site, empty if it is
/// unknown.
///
/// # Errors
/// If the folder cannot be written.
pub(super) fn write(folder: &Path, styles: &[String], site: &str) -> io::Result<()> {
    let script = Asset::write(folder, "builder", "js", glue::minified(SCRIPT))?;
    let own = stylesheet::write(folder, "builder", STYLE)?;
    let styles = [styles, &[own.name]].concat();
    let site = if site.is_empty() { SOMEWHERE } else { site };
    let body = body(site, &script);
    let page = view! {
        <Document kind=Kind::Builder title="Put it on your page" class="builder" styles
            about="Choose levers and charts, see the frame, copy the lines that put Token Factory on another page.">
            {body}
        </Document>
    };
    fs::write(folder.join("builder.html"), html(page))
}

/// The three ways to use the factory elsewhere: name, title, description and code.
fn snippets(site: &str) -> [(&'static str, &'static str, &'static str, String); 3] {
    let frame = format!(
        "<iframe src=\"{site}embed/\" title=\"Token Factory\" loading=\"lazy\" width=\"100%\" height=\"900\" style=\"border:0\"\n  \
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
        (
            "frame",
            "A frame",
            "Needs no script on your page. Its height is that of the preview; in a narrower column it scrolls.",
            frame,
        ),
        (
            "element",
            "An element",
            "Fits its height to its content and talks to your page: set, get, subscribe.",
            element,
        ),
        ("module", "The model alone", "For an interface of your own: a scenario in, numbers out.", module),
    ]
}

fn body(site: &str, script: &Asset) -> impl IntoView + use<> {
    view! {
        <p class="measure">
            "Everything here is free to use on other pages. The frame stores nothing on the reader’s device and contacts no "
            "server but this site."
        </p>
        <div class="build">
            <Form/>
            <div class="build-out">
                {snippets(site).map(snippet).collect_view()}
                <section class="preview" aria-labelledby="preview" hidden data-name="preview">
                    <h2 id="preview">"Preview"</h2>
                    <div class="preview-room"></div>
                </section>
            </div>
        </div>
        <script src="embed.js" defer></script>
        <script src=script.name.clone() integrity=script.integrity.clone() defer></script>
    }
}

/// The form with the options.
#[component]
fn Form() -> impl IntoView {
    let themes = [("auto", "The reader’s"), ("light", "Light"), ("dark", "Dark")].map(|(theme, label)| {
        view! {
            <label><input type="radio" name="theme" value=theme checked={theme == "auto"}/> " " {label}</label>
        }
    });
    view! {
        <form class="build-form" data-name="form" hidden>
            <fieldset>
                <legend>"Levers"</legend>
                {levers(|lever| lever.group == Group::Headline)}
                <details class="more">
                    <summary>"Other levers"</summary>
                    {levers(|lever| lever.group != Group::Headline)}
                </details>
                <label><input type="checkbox" name="lock"/> " Read-only"</label>
            </fieldset>
            <fieldset>
                <legend>"Charts"</legend>
                <label><input type="checkbox" name="charts" value="profit" checked/> " Profit over a lever"</label>
                <label><input type="checkbox" name="charts" value="market" checked/> " The market"</label>
            </fieldset>
            <fieldset>
                <legend>"Colours"</legend>
                {themes.collect_view()}
                <label><input type="checkbox" name="ground" value="none"/> " Transparent ground"</label>
            </fieldset>
            <fieldset>
                <legend>"Scenario"</legend>
                <label for="build-scenario">"A link to a scenario: the address of the page"</label>
                <input type="text" id="build-scenario" name="scenario" autocomplete="off" spellcheck="false"
                    placeholder="?v=2&context=128k" aria-describedby="build-scenario-fault"/>
                <Fault of="scenario"
                    text="This is not a link to a scenario. Such a link has its settings after a “?”, as in “?v=2&context=128k”."/>
            </fieldset>
            <fieldset>
                <legend>"Frame"</legend>
                <label><input type="checkbox" name="sandbox" checked/> " Sandboxed"</label>
                <label for="build-width">"Width of the preview in pixels"</label>
                <input type="number" id="build-width" name="width" min="200" max="1600" step="any" value="720"
                    aria-describedby="build-width-fault"/>
                <Fault of="width" text="A width from 200 to 1,600 pixels; empty for 720."/>
                <label for="build-height">"Height in pixels; empty to fit the content"</label>
                <input type="number" id="build-height" name="height" min="100" max="20000" step="any"
                    aria-describedby="build-height-fault"/>
                <Fault of="height" text="A height from 100 to 20,000 pixels; empty to fit the content."/>
            </fieldset>
        </form>
    }
}

/// One of the three ways, with code to copy.
fn snippet((name, title, about, lines): (&'static str, &'static str, &'static str, String)) -> impl IntoView {
    view! {
        <section class="snippet" data-snippet=name>
            <h2>{title}</h2>
            <p>{about}</p>
            <pre tabindex="0" aria-label=format!("{title}, lines to copy")><code>{lines}</code></pre>
            <button class="quiet" type="button" data-copy hidden>"Copy"</button>
        </section>
    }
}

/// The message for a field whose text is not accepted.
#[component]
fn Fault(
    /// The name of the field.
    of: &'static str,
    /// The message.
    text: &'static str,
) -> impl IntoView {
    view! { <p class="note is-fault" id=format!("build-{of}-fault") role="status" hidden>{text}</p> }
}

/// Check boxes for some of the levers; those of the first screen are ticked.
fn levers(are: fn(&Lever) -> bool) -> impl IntoView {
    let boxes = link::levers().into_iter().filter(|lever| are(lever)).map(|lever| {
        view! {
            <label>
                <input type="checkbox" name="levers" value=lever.about.id checked={lever.group == Group::Headline}/>
                " " {lever.about.label}
            </label>
        }
    });
    view! { <div class="build-levers">{boxes.collect_view()}</div> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_read_without_a_script() {
        let script = Asset { name: "builder-x.js".to_owned(), integrity: String::new() };
        let page = html(body(SOMEWHERE, &script));
        for (_, title, _, lines) in snippets(SOMEWHERE) {
            assert!(page.contains(title) && page.contains(&html(lines)));
        }
        // The policy of the page refuses inline styles; the code to copy is text.
        let tags = page.split('<').skip(1).filter_map(|rest| rest.split('>').next());
        assert!(tags.into_iter().all(|tag| !tag.contains("style=")));
        for lever in link::levers() {
            assert!(page.contains(&format!("value=\"{}\"", lever.about.id)));
        }
    }
}
