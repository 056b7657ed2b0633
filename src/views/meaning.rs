//! What a lever means, its source, and what others publish.

use super::evidence::{badge, citation};
use maud::{Markup, html};
use model::format::digits::shown;
use model::scenario::{Lever, Scale, Scenario};

/// What is unfolded of a lever.
pub fn meaning(lever: &'static Lever, now: &Scenario) -> Markup {
    let default = lever.default_in(now);
    let is_number = matches!(lever.scale, Scale::Log | Scale::Linear { .. });
    let unit = &lever.about.unit;
    html! {
        p { (lever.about.meaning()) }
        @if is_number {
            p.small { "Between " (shown(unit.base(lever.min), unit)) " and " (shown(unit.base(lever.max), unit)) "." }
        }
        ul.readings {
            li {
                span { (lever.shown(unit.base(default.value))) } " default. " (default.note) " "
                (badge(default.grade)) " " (citation(default.source))
            }
            @for other in default.others {
                @let base = unit.base(other.value);
                li {
                    @if is_number && lever.within(base).is_ok() {
                        button.link type="button" data-base=(format!("{base:e}")) { (shown(base, unit)) }
                    } @else {
                        span { (shown(base, unit)) }
                    }
                    " " (other.label) " " (badge(other.grade)) " " (citation(other.source))
                }
            }
        }
    }
}
