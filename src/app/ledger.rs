//! Every number of the scenario, stage by stage, with its formula or its source.

use super::address;
use super::desk::Desk;
use super::evidence::{Citation, GradeBadge};
use super::frame::Pause;
use crate::sheet::{Row, rows, stage_label};
use crate::study::draws::spread;
use crate::study::evaluate::evaluate;
use crate::words::digits::{shown, span};
use gloo::events::EventListener;
use leptos::prelude::*;
use std::rc::Rc;

/// The rows of a stage.
type Stage = (&'static str, Rc<[Row]>);

/// The whole sheet. It is computed when it is opened, and again when a change is settled while it is open.
#[component]
pub(crate) fn Ledger() -> impl IntoView {
    let desk = Desk::here();
    let open = RwSignal::new(false);
    let wanted = RwSignal::new(address::fragment());
    let stages = RwSignal::new_local(Vec::<Stage>::new());
    Effect::new(move |_| {
        if open.get() {
            stages.set(desk.settled.with(|scenario| by_stage(rows(&evaluate(scenario)))));
        }
    });
    EventListener::new(&window(), "hashchange", move |_| wanted.set(address::fragment())).forget();
    let later = StoredValue::new_local(Pause::default());
    Effect::new(move |_| {
        let name = wanted.get();
        if is_number(&name) {
            open.set(true);
            // The stage is made first, then its row is there to be shown.
            later.with_value(|later| later.then(30, move || show(&name)));
        }
    });
    let names =
        Memo::new(move |_| stages.with(|stages| stages.iter().map(|stage| stage.0).collect::<Vec<_>>()));
    view! {
        <details
            class="ledger"
            id="every-number"
            data-name="ledger"
            prop:open=move || open.get()
            on:toggle=move |event| open.set(super::is_open(&event))
        >
            <summary><h2>"Every number"</h2></summary>
            <p class="measure">
                "Each number of the page is here with the formula that gives it, or with the document it was read in. "
                "Open a stage, or follow a number from anywhere on the page."
            </p>
            <Show when=move || open.get()>
                {move || names.get().into_iter().map(|stage| view! { <StageView stage stages wanted/> }).collect_view()}
            </Show>
        </details>
    }
    .into_any()
}

/// One stage, folded until the reader or an address asks for it.
#[component]
fn StageView(
    stage: &'static str,
    stages: RwSignal<Vec<Stage>, LocalStorage>,
    wanted: RwSignal<String>,
) -> impl IntoView {
    let is_wanted = move || wanted.with(|name| name.rsplit_once('.').is_some_and(|(of, _)| of == stage));
    let open = RwSignal::new(untrack(is_wanted));
    Effect::new(move |_| {
        if is_wanted() {
            open.set(true);
        }
    });
    let own = move || {
        stages.with(|stages| stages.iter().find(|(name, _)| *name == stage).map(|(_, rows)| Rc::clone(rows)))
    };
    let body = move || own().map(|rows| rows.iter().map(row).collect_view());
    view! {
        <details
            class="stage"
            data-stage=stage
            prop:open=move || open.get()
            on:toggle=move |event| open.set(super::is_open(&event))
        >
            <summary><h3>{stage_label(stage)}</h3></summary>
            <Show when=move || open.get()>
                <dl class="rows">{body}</dl>
            </Show>
        </details>
    }
    .into_any()
}

/// A number with how it came about.
fn row(row: &Row) -> AnyView {
    let formula = row.in_words().map(|words| {
        let inputs = row.inputs().into_iter().map(|(stage, about)| {
            view! { <li><a href=format!("#{stage}.{}", about.id)>{about.label}</a></li> }
        });
        view! {
            <p class="formula">{format!("{} = {words}", row.about.label)}</p>
            <ul class="inputs" aria-label="Inputs">{inputs.collect_view()}</ul>
        }
    });
    let source = row.source.map(|datum| {
        let unit = &row.about.unit;
        let range = (datum.low < datum.high).then(|| {
            let [low, high] = [datum.low, datum.high].map(|end| shown(unit.base(end), unit));
            let spread = spread(row.stage, row.about, &datum);
            let how = if spread.is_drawn() { spread.word() } else { "held in draws" };
            view! { <span title=spread.sentence()>{format!("Range {low} to {high} ({how}). ")}</span> }
        });
        view! {
            <p class="origin">
                <GradeBadge grade=datum.grade/> " " {range} {datum.note} " " <Citation source=datum.source/>
            </p>
        }
    });
    let range = row.range.map(|(low, high)| {
        view! { <p class="origin">{format!("Range {}: throughput as far off as in published runs.", span(low, high, &row.about.unit))}</p> }
    });
    let reason = row.reason.clone().map(|reason| view! { <p class="fault">{reason}</p> });
    let name = row.name();
    view! {
        <div class="row" id=name.clone() tabindex="-1">
            <dt><a class="anchor" href=format!("#{name}")>{row.about.label}</a></dt>
            <dd>
                <span class="row-value">{row.shown.clone()}</span>
                <p class="meaning">{row.about.meaning()}</p>
                {formula}
                {range}
                {source}
                {reason}
            </dd>
        </div>
    }
    .into_any()
}

/// Whether a fragment names a number: `profit.revenue`.
fn is_number(fragment: &str) -> bool {
    fragment.contains('.')
        && fragment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

/// Brings a row to the reader's eye and focus.
fn show(name: &str) {
    if let Some(row) = document().get_element_by_id(name) {
        row.scroll_into_view();
        super::focus(&row);
    }
}

/// The rows parted by stage, in the order in which the stages come.
fn by_stage(rows: Vec<Row>) -> Vec<Stage> {
    let mut parted: Vec<(&'static str, Vec<Row>)> = Vec::new();
    for row in rows {
        match parted.iter_mut().find(|(stage, _)| *stage == row.stage) {
            Some((_, of)) => of.push(row),
            None => parted.push((row.stage, vec![row])),
        }
    }
    parted.into_iter().map(|(stage, rows)| (stage, rows.into())).collect()
}
