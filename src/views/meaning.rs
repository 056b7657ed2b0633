//! The meaning of a lever, its source, and values published by others.

use super::evidence::{Badge, Citation};
use leptos::either::Either;
use leptos::prelude::*;
use model::format::digits::shown;
use model::scenario::{Lever, Scale, Scenario};

/// The unfolded details of a lever.
pub fn meaning(lever: &'static Lever, now: &Scenario) -> impl IntoView + use<> {
    let default = lever.default_in(now);
    let is_number = matches!(lever.scale, Scale::Log | Scale::Linear { .. });
    let unit = &lever.about.unit;
    let [min, max] = [lever.min, lever.max].map(|end| shown(unit.base(end), unit));
    let note = (!default.note.is_empty()).then_some(default.note);
    let others = default.others.iter().map(|other| {
        let base = unit.base(other.value);
        let value = if is_number && lever.within(base).is_ok() {
            Either::Left(view! {
                <button class="link" type="button" data-base=format!("{base:e}")>{shown(base, unit)}</button>
            })
        } else {
            Either::Right(view! { <span>{shown(base, unit)}</span> })
        };
        view! {
            <li>{value} " " {other.label} " " <Badge of=other.grade/> " " <Citation of=other.source/></li>
        }
    });
    view! {
        <p>{lever.about.meaning()}</p>
        {is_number.then(|| view! { <p class="small">"Between " {min} " and " {max} "."</p> })}
        <ul class="readings">
            <li>
                <span>{lever.shown(unit.base(default.value))}</span> " default. " {note} " "
                <Badge of=default.grade/> " " <Citation of=default.source/>
            </li>
            {others.collect_view()}
        </ul>
    }
}
