//! How right the numbers are: the errors in short, and on demand every published result against what is computed.

use super::fetch;
use crate::catalog::accuracy::{Class, DATE, Errors, WHOLE};
use crate::words::digits::NO_BREAK;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The pressed part, and the page that holds the same.
const PART: &str = "right.part.html";
const PAGE: &str = "right.html";

/// How far the part has come.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// Nobody has asked for it.
    Unasked,
    /// It is under way.
    Asked,
    /// Here it is.
    Here(String),
    /// It cannot be had, for this reason.
    Missing(String),
}

/// The section.
#[component]
pub(crate) fn Right() -> impl IntoView {
    let part = RwSignal::new(Part::Unasked);
    let ask = move |event: web_sys::Event| {
        let is_wanted = part.with_untracked(|part| matches!(part, Part::Unasked | Part::Missing(_)));
        if super::is_open(&event) && is_wanted {
            part.set(Part::Asked);
            spawn_local(async move {
                part.set(fetch::text(PART).await.map_or_else(Part::Missing, Part::Here));
            });
        }
    };
    let body = move || match part.get() {
        Part::Unasked | Part::Asked => view! { <p class="small">"Loading."</p> }.into_any(),
        // Made by this program when the site was built.
        Part::Here(html) => view! { <div inner_html=html></div> }.into_any(),
        Part::Missing(why) => view! {
            <p class="fault">{why} " It is also " <a href=PAGE>"a page of its own"</a> "."</p>
        }
        .into_any(),
    };
    let Errors { runs, median, within_25, within_50, .. } = WHOLE;
    view! {
        <section class="part" aria-labelledby="how-right" data-name="right">
            <h2 id="how-right">"How right is this?"</h2>
            <p class="measure">
                {format!(
                    "On {runs} published runs that its constants were not fitted to, predicted throughput has a median \
                     error of {}; {} lie within a quarter of what was measured, {} within a half ({DATE}). ",
                    percent(median),
                    percent(within_25),
                    percent(within_50)
                )}
                "It differs by kind of model, and each range on this page is that of the model's kind."
            </p>
            <div class="scroll" tabindex="0" role="region" aria-label="Table of errors by kind of model">
                <table>
                    <caption class="visually-hidden">"Predicted against measured throughput"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Runs of"</th>
                            <th scope="col" class="number">"Number"</th>
                            <th scope="col" class="number">"Median error"</th>
                            <th scope="col" class="number">"Within 25 %"</th>
                            <th scope="col" class="number">"Measured over predicted, nine of ten"</th>
                        </tr>
                    </thead>
                    <tbody>
                        {Class::ALL.map(|class| row(class.label(), class.errors())).collect_view()}
                        {row("all models", WHOLE)}
                    </tbody>
                </table>
            </div>
            <details data-name="right-details" on:toggle=ask>
                <summary>"Every published result beside the computed one, and every group of runs"</summary>
                {body}
            </details>
            <p class="small"><a href=PAGE>"The same as a page of its own"</a></p>
        </section>
    }
    .into_any()
}

fn row(label: &'static str, errors: Errors) -> AnyView {
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
    .into_any()
}

fn percent(share: f64) -> String {
    format!("{:.1}{NO_BREAK}%", 100.0 * share)
}
