//! What a reader can save or share: the link, the scenario and its numbers as files, and the page as an embed.
//!
//! The group “Download” is added by the script, so that a first visit does not load its buttons.

use leptos::prelude::*;

/// Actions by their name in the script that performs them (`src/script/files.js`).
const ACTIONS: [(&str, &str); 3] =
    [("copy", "Copy link"), ("save", "Save scenario"), ("open", "Open scenario")];

/// The section. Its buttons are shown by the script that handles them.
#[component]
pub fn Share() -> impl IntoView {
    let buttons =
        ACTIONS.map(|(name, label)| view! { <button type="button" data-share=name>{label}</button> });
    view! {
        <section class="part share" aria-labelledby="keep" data-name="keep" data-version=env!("CARGO_PKG_VERSION")>
            <h2 id="keep">"Save and share"</h2>
            <p class="measure">
                "The address of this page contains your settings. A scenario is saved as a file; nothing leaves your browser."
            </p>
            <div class="ways" hidden>{buttons}</div>
            <p role="status"></p>
            <p><a href="builder.html">"Put it on your page"</a> " · " <a href="manual.html">"Manual"</a></p>
        </section>
    }
}
