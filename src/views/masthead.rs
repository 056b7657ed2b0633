//! The header of the pages that run the program: the name, links to the other pages and parts, the colour scheme.

use crate::ui::site_nav::{SiteNav, SitePage};
use crate::ui::theme::Schemes;
use leptos::either::Either;
use leptos::prelude::*;
use model::catalog::sources::READ;

/// The header, which stays visible.
#[component]
pub fn Masthead(
    /// The page it is on.
    here: SitePage,
) -> impl IntoView {
    let name = match here {
        SitePage::Calculator => Either::Left(view! { <h1 class="brand">"Token Factory"</h1> }),
        SitePage::Story => Either::Right(view! { <p class="brand">"Token Factory"</p> }),
    };
    view! {
        <header class="masthead site-head">
            {name}
            <SiteNav here/>
            <span class="badge is-offline">"Offline: data as of "{READ}</span>
            <Schemes/>
        </header>
    }
}
