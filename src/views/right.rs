//! A summary of how accurate the numbers are.

use crate::ui::unfolded::FilePart;
use leptos::prelude::*;
use model::catalog::accuracy::{Class, DATE, Errors, WHOLE};
use model::format::digits::shown;
use model::quantity::unit::PERCENT;

/// The page that compares every published result with the computed one.
const PAGE: &str = "right.html";

/// The section.
#[component]
pub fn Right() -> impl IntoView {
    let Errors { runs, median, within_25, within_50, .. } = WHOLE;
    let heads = ["Runs", "Median error", "Within 25 %", "Measured over predicted, nine of ten"];
    view! {
        <section class="part" aria-labelledby="how-right" data-name="right">
            <h2 id="how-right">"How accurate is this?"</h2>
            <p class="measure">
                "On " {runs} " published runs that its constants were not fitted to, predicted throughput has a median \
                 error of " {percent(median)} "; " {percent(within_25)} " are within 25 % of the measured value, "
                {percent(within_50)} " within 50 % (" {DATE} "). The error differs by kind of model; each range on this \
                 page uses that of the model's kind."
            </p>
            <div class="scroll" tabindex="0" role="region" aria-label="Table of errors by kind of model">
                <table class="errors">
                    <caption class="visually-hidden">"Predicted against measured throughput"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Runs of"</th>
                            {heads.map(|head| view! { <th class="number" scope="col">{head}</th> })}
                        </tr>
                    </thead>
                    <tbody>
                        {Class::ALL.map(|class| row(class.label(), class.errors()))}
                        {row("all models", WHOLE)}
                    </tbody>
                </table>
            </div>
            <FilePart file="right.part.html".to_owned() mark="right-details"
                title="Every published result next to the computed one, and every group of runs"/>
            <p class="small"><a href=PAGE>"The same on a page of its own"</a></p>
        </section>
    }
}

fn row(label: &'static str, errors: Errors) -> impl IntoView {
    let Errors { runs, median, within_25, low, high, .. } = errors;
    view! {
        <tr>
            <th scope="row">{label}</th>
            <td class="number">{runs}</td>
            <td class="number">{percent(median)}</td>
            <td class="number">{percent(within_25)}</td>
            <td class="number">{format!("{low:.2} to {high:.2}")}</td>
        </tr>
    }
}

fn percent(share: f64) -> String {
    shown(share, &PERCENT)
}
