//! The secondary pages of the site: head, title and link back.

use super::policy::{Kind, Policy};
use super::shell::policy_within;
use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;

/// A secondary page, readable without scripts.
#[component]
pub fn Document(
    /// What its policy allows.
    kind: Kind,
    /// Its heading.
    title: &'static str,
    /// Its description, a sentence for search engines.
    about: &'static str,
    /// Class of its main part.
    #[prop(optional)]
    class: Option<&'static str>,
    /// Addresses of its style sheets.
    styles: Vec<String>,
    /// The content below the heading.
    children: Children,
) -> impl IntoView {
    let styles = styles.into_iter().map(|style| view! { <link rel="stylesheet" href=style/> });
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                {policy_within(&Policy { kind, map: "", site: "" })}
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{title} ". Token Factory"</title>
                <meta name="description" content=about/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="icon.svg" type="image/svg+xml"/>
                <link rel="manifest" href="manifest.webmanifest"/>
                {styles.collect_view()}
            </head>
            <body>
                // `class=` would write an empty class if there is none.
                <main {..custom_attribute("class", class)} id="factory">
                    <header class="masthead">
                        <h1>{title}</h1>
                        <p class="strap">
                            <a href="./">"Token Factory"</a> ", an AI data center that you can run"
                        </p>
                    </header>
                    {children()}
                </main>
            </body>
        </html>
    }
}
