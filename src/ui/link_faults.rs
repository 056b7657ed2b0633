//! What could not be read in the address of the page.

use super::address::Step;
use super::{app_state, click, flag, prerendered, when_prerendering};
use leptos::prelude::*;
use model::scenario::link::compared::Compared;

/// The parts of the address that could not be parsed. A link from an earlier version is read with the present baseline;
/// the scenario with the old baseline is offered, on its own or for comparison.
#[component]
pub fn LinkFaults() -> impl IntoView {
    let app = app_state();
    let is_current = move || app.as_made.with(Option::is_none);
    let open = move |_| {
        if let Some(made) = app.as_made.now() {
            app.try_out(made);
        }
    };
    let compare = move |_| app.settle_on(Compared { pinned: app.as_made.now(), ..app.compared() }, Step::New);
    let sentences = move || {
        app.faults
            .with(|faults| faults.iter().map(|fault| view! { <li>{fault.to_string()}</li> }).collect_view())
    };
    view! {
        <section class="faults" aria-label=prerendered(|| "About this link") data-component=prerendered(|| "link-faults") data-name=prerendered(|| "link-faults")
            hidden=flag(move || app.faults.with(Vec::is_empty))>
            <ul>{sentences}</ul>
            <button class="quiet" type="button" data-name=prerendered(|| "as-made") hidden=flag(is_current) on:click=click(open)
                inner_html=when_prerendering(|| "Read it with the old baseline")></button>
            <button class="quiet" type="button" data-name=prerendered(|| "compare-as-made") hidden=flag(is_current) on:click=click(compare)
                inner_html=when_prerendering(|| "Compare both readings")></button>
            <button class="quiet" type="button" on:click=click(move |_| app.faults.set(Vec::new()))
                inner_html=when_prerendering(|| "Dismiss")></button>
        </section>
    }
}
