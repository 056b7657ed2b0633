//! Links to the pages of the site and to the main parts of the calculator. They keep the scenario.

use super::address::with_scenario;
use super::{app_state, attribute, prerendered, when_prerendering};
use leptos::prelude::*;

/// A page that runs the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SitePage {
    /// The first page.
    Calculator,
    /// The story.
    Story,
}

impl SitePage {
    /// Its name in the markup.
    fn name(self) -> &'static str {
        match self {
            Self::Calculator => "calculator",
            Self::Story => "story",
        }
    }
    /// The page of that name.
    pub(super) fn named(name: &str) -> Self {
        if name == Self::Story.name() { Self::Story } else { Self::Calculator }
    }
    /// Its file in the site.
    fn file(self) -> &'static str {
        match self {
            Self::Calculator => "./",
            Self::Story => "story.html",
        }
    }
}

/// The targets of the links: the page, the part of it (the top if empty), and the label.
const LINKS: [(SitePage, &str, &str); 6] = [
    (SitePage::Calculator, "", "Calculator"),
    (SitePage::Story, "", "Story"),
    (SitePage::Calculator, "numbers", "Numbers"),
    (SitePage::Calculator, "compare", "Compare"),
    (SitePage::Calculator, "presets", "Presets"),
    (SitePage::Calculator, "keep", "Share"),
];

/// The links.
#[component]
pub fn SiteNav(
    /// The page they are on.
    here: SitePage,
) -> impl IntoView {
    let app = app_state();
    let link = move |(page, part, label): (SitePage, &'static str, &'static str)| {
        let address = move || {
            let fragment = if part.is_empty() { String::new() } else { format!("#{part}") };
            if page == here {
                return if part.is_empty() { "#factory".to_owned() } else { fragment };
            }
            with_scenario(page.file(), &app.compared_followed()) + &fragment
        };
        let is_here = page == here && part.is_empty();
        view! {
            <a href=attribute(move || Some(address())) aria-current=prerendered(|| is_here.then_some("page"))
                data-step=prerendered(|| (part == "compare" && page == here).then_some("compare"))
                inner_html=when_prerendering(|| label)></a>
        }
    };
    view! {
        <nav class="site-nav" aria-label=prerendered(|| "Token Factory") data-component=prerendered(|| "site-nav")
            data-here=prerendered(|| here.name())>
            {LINKS.map(link).into_iter().collect_view()}
        </nav>
    }
}

#[cfg(all(test, not(feature = "hydrate")))]
mod tests {
    use super::*;
    use crate::ui::prerender;
    use model::scenario::link;

    #[test]
    fn links_carry_the_scenario_to_the_other_page_and_stay_on_this_one() {
        let html = prerender(&link::read("v=2&context=1M").0, || view! { <SiteNav here=SitePage::Story/> });
        assert!(html.contains("href=\"./?v=2&amp;context=1M#presets\""), "{html}");
        assert!(html.contains("href=\"#factory\" aria-current=\"page\""), "{html}");
    }
}
