//! What a reader takes along: the link, the scenario and its numbers as files, the page within a page.

use maud::{Markup, html};

/// What may be kept, by its name for the script that does it (`src/script/files.js`).
const KEPT: [(&str, &str); 4] = [
    ("copy", "Copy link"),
    ("save", "Save scenario"),
    ("open", "Open scenario"),
    ("numbers", "Save numbers"),
];

/// The section. Its buttons are shown by the script that hears them.
pub fn keep() -> Markup {
    html! {
        section.part aria-labelledby="keep" data-name="keep" data-version=(env!("CARGO_PKG_VERSION")) {
            h2 id="keep" { "Keep and share" }
            p.measure {
                "The address of this page holds what you set. A scenario is saved as " code { ".json" }
                ", its numbers as " code { ".csv" } "; nothing leaves your browser."
            }
            div.ways hidden {
                @for (name, label) in KEPT { button type="button" data-keep=(name) { (label) } }
            }
            p role="status" {}
            p { a href="builder.html" { "Put it on your page" } " · " a href="manual.html" { "Manual" } }
        }
    }
}
