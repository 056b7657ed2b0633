//! The differences from the baseline, as chips: a click on one removes that difference.

use super::address::Step;
use super::app_state::AppState;
use super::dom::{find, focus, from, within};
use super::state::Derived;
use super::{app_state, click, flag, prerendered, when_prerendering};
use leptos::prelude::*;
use model::scenario::shocks::{Shock, ShockedScenario};
use model::scenario::{Lever, Scenario};

/// One difference.
#[derive(Clone, Copy, PartialEq)]
enum Difference {
    /// A lever that is not at its default, and its value in base units.
    Lever(&'static Lever, f64),
    /// A shock that is on.
    Shock(&'static Shock),
}

impl Difference {
    /// All differences: shocks, then levers that no shock moved.
    fn all(shocked: &ShockedScenario, scenario: &Scenario) -> Vec<Self> {
        let shocks = shocked.active();
        let is_of_shock = |lever: &Lever| {
            shocks.iter().any(|shock| shock.moves(lever))
                && lever.is_default_in(shocked.origin(), shocked.origin().of(lever))
        };
        let levers = scenario.changed().into_iter().filter(|(lever, _)| !is_of_shock(lever));
        shocks
            .iter()
            .map(|shock| Self::Shock(shock))
            .chain(levers.map(|(lever, base)| Self::Lever(lever, base)))
            .collect()
    }
    fn label(self) -> String {
        match self {
            Self::Lever(lever, _) => lever.about.label.to_owned(),
            Self::Shock(shock) => format!("Shock: {}", shock.label),
        }
    }
    fn value(self) -> String {
        match self {
            Self::Lever(lever, base) => lever.shown(base),
            Self::Shock(_) => String::new(),
        }
    }
    fn remove(self, app: AppState) {
        match self {
            Self::Lever(lever, _) => app.reset(lever),
            Self::Shock(shock) => app.adopt(app.shocked.now().toggle(shock), Step::New),
        }
    }
}

/// The differences from the baseline in one line.
pub(super) fn summary(shocked: &ShockedScenario) -> String {
    let all = Difference::all(shocked, &shocked.scenario());
    if all.is_empty() {
        return "is the baseline".to_owned();
    }
    let settings: Vec<String> = all.iter().map(|it| format!("{} {}", it.label(), it.value())).collect();
    settings.join(" · ")
}

/// The chips, in one row that scrolls horizontally, so that added ones do not move anything else.
#[component]
pub fn Differences() -> impl IntoView {
    let app = app_state();
    let all_now = Derived::new(move || {
        app.shocked.with(|shocked| app.throttled_scenario.with(|scenario| Difference::all(shocked, scenario)))
    });
    let chips = move || {
        let chip = |difference: Difference| {
            let remove = move |event: leptos::ev::MouseEvent| {
                let row = from(&event, ".differences");
                difference.remove(app);
                // The focused chip disappears: the focus moves to the first remaining one, else to the first slider.
                request_animation_frame(move || {
                    let left = row.and_then(|row| within(&row, ".chip"));
                    if let Some(next) = left.or_else(|| find("input[type=range]")) {
                        focus(&next);
                    }
                });
            };
            view! {
                <button class="chip" type="button" on:click=click(remove)
                    title=format!("Back to the baseline: {}", difference.label())>
                    {difference.label()}" "<b>{difference.value()}</b>" ×"
                </button>
            }
        };
        all_now.with(|all| all.iter().copied().map(chip).collect_view())
    };
    view! {
        <div class="differences" role="group" aria-label=prerendered(|| "What differs from the baseline")
            data-component=prerendered(|| "differences") data-name=prerendered(|| "differences")>
            <span class="small" hidden=flag(move || all_now.with(|all| !all.is_empty()))
                inner_html=when_prerendering(|| "The baseline scenario. Move a lever, or choose one of the presets.")></span>
            {chips}
        </div>
    }
}
