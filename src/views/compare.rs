//! Two scenarios side by side, and the question forms, as rendered by the worker.
//!
//! The actions offered by these parts are `data-step` attributes, for which the page listens wherever they are
//! (`src/ui/compare.rs`): `pin`, `unpin`, or a setting such as `gpu=h100`.

use super::menu::figure_menu;
use super::question::fields::label;
use super::table::drawing_table;
use super::{html, raw};
use charts::chart::change::Change;
use leptos::either::Either;
use leptos::prelude::*;
use model::format::difference::{is_same, relative, signed};
use model::format::digits::shown;
use model::scenario::link::compared::read_compared;
use model::study::compare::{Comparison, Difference, Headline, LeverDifference, compare};

/// Maximum width of the drawing, in CSS pixels.
const WIDEST: f64 = 760.0;

/// The content of the comparison for a link, drawn `width` CSS pixels wide.
pub fn body(link: &str, width: f64) -> String {
    let (both, _) = read_compared(link);
    match &both.pinned {
        Some(a) => html(compared(&compare(a, &both.shown), width.min(WIDEST))),
        None => html(unpinned()),
    }
}

/// The purpose of comparing, shown while nothing is pinned.
pub fn unpinned() -> impl IntoView {
    view! {
        <p class="measure">
            "Pin a scenario as A, then move levers: every result shows how far it is from A, the charts draw A as a thin \
             line, and this section lists what differs and how much of the change of profit each difference explains. The \
             link of the page holds both."
        </p>
    }
}

fn compared(of: &Comparison, width: f64) -> impl IntoView + use<> {
    let results = results(&of.headlines);
    if of.differences.own.is_empty() {
        return Either::Left(view! {
            <p class="measure" data-name="compare-same">"A and B are the same. Move a lever, and the differences appear here."</p>
            {results}
        });
    }
    let change = Change::of(of);
    let drawing = raw(change.svg(width));
    Either::Right(view! {
        {differences(of)}
        {results}
        <div class="drawing has-menu" data-figure="change">{figure_menu("change")} {drawing}</div>
        {(!change.steps.is_empty()).then(|| drawing_table(Some(&change.table())))}
    })
}

/// The differences.
fn differences(of: &Comparison) -> impl IntoView + use<> {
    let own = of.differences.own.iter().map(|difference| {
        let baseline = match difference {
            Difference::Lever(of) => of.lever.shown(of.lever.default_base()),
            Difference::Shock(..) => "off".to_owned(),
        };
        let kind = if matches!(difference, Difference::Shock(..)) { "Shock: " } else { "" };
        let [a, b] = difference.shown();
        row(format!("{kind}{}", difference.label()), vec![a, b, baseline])
    });
    let following = of.differences.following.iter().map(|following: &LeverDifference| {
        let [a, b] = following.shown();
        let label = format!("{}, by {}", following.lever.about.label, following.lever.followed());
        row(label, vec![a, b, following.lever.shown(following.lever.default_base())])
    });
    let rows = own.chain(following).collect_view();
    table("What differs", &["Lever", "A", "B", "Baseline"], rows, "compare-differences")
}

/// The results of both.
fn results(headlines: &[Headline]) -> impl IntoView + use<> {
    const HEADS: [&str; 5] = ["Result", "A", "B", "B − A", "Relative to A"];
    let rows = headlines.iter().map(|it| {
        let (about, [a, b]) = (it.number.about, it.values);
        let (difference, part) = if is_same(a, b) {
            ("none".to_owned(), String::new())
        } else {
            (signed(b - a, &about.unit), relative(a, b, &about.unit).unwrap_or_default())
        };
        let part = if part.ends_with("times") { format!("{part} A") } else { part };
        row(label(&it.number), vec![shown(a, &about.unit), shown(b, &about.unit), difference, part])
    });
    table("Results", &HEADS, rows.collect_view(), "compare-results")
}

fn row(head: String, cells: Vec<String>) -> impl IntoView {
    let cell = |text: String| view! { <td class="number">{text}</td> };
    view! { <tr><th scope="row">{head}</th>{cells.into_iter().map(cell).collect_view()}</tr> }
}

/// A table that scrolls horizontally if it is wider than the page.
fn table(
    caption: &'static str,
    heads: &'static [&'static str],
    rows: impl IntoView,
    name: &'static str,
) -> impl IntoView {
    let head = |(place, label): (usize, &&'static str)| {
        view! { <th scope="col" class:number=place != 0>{*label}</th> }
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=caption>
            <table data-name=name>
                <caption>{caption}</caption>
                <thead><tr>{heads.iter().enumerate().map(head).collect_view()}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// The section of a page while nothing is pinned.
#[component]
pub fn CompareSection() -> impl IntoView {
    use super::question::{columns, reach, solve, sweep};
    use crate::ui::compare::{CompareBody, QuestionForm};
    view! {
        <section class="part compare" aria-labelledby="compare" data-name="compare">
            <h2 id="compare">"Compare"</h2>
            <div class="ways">
                <button type="button" data-step="pin">"Pin these settings as A"</button>
                <button type="button" data-step="pin-baseline">"Pin the baseline as A"</button>
                {pinned_steps()}
            </div>
            <CompareBody body=html(unpinned())/>
            <QuestionForm name=columns::NAME.to_owned() fields=html(columns::fields())/>
            <QuestionForm name=solve::NAME.to_owned() fields=html(solve::fields())/>
            <QuestionForm name=reach::NAME.to_owned() fields=html(reach::fields())/>
            <QuestionForm name=sweep::NAME.to_owned() fields=html(sweep::fields())/>
        </section>
    }
}

/// The actions available while a scenario is pinned; the style sheet shows them only then.
pub fn pinned_steps() -> impl IntoView {
    view! {
        <button type="button" class="when-pinned" data-step="swap">"Swap A and B"</button>
        <button type="button" class="when-pinned" data-step="show">"Show A"</button>
        <button type="button" class="when-pinned" data-step="unpin">"Unpin"</button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_section_says_what_differs_and_what_comes_of_it() {
        let html = body("v=2&gpu=rubin&shocks=edge&vs=context:1M", 640.0);
        for part in
            ["compare-differences", "compare-results", "Shock: ", "Context length", "data-figure=\"change\""]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(html.contains("<svg") && html.contains("The same as a table"));
        assert!(!html.contains("NaN"));
        // The same result as on the command line.
        let of = |link: &str| model::scenario::link::read_shocked(link).0;
        let found = compare(&of("context=1M"), &of("gpu=rubin&shocks=edge"));
        let profit = &found.headlines[0];
        assert!(html.contains(&signed(profit.difference(), &profit.number.about.unit)));
    }

    #[test]
    fn what_is_pinned_may_be_the_same_or_have_no_profit() {
        assert!(body("v=2&gpu=rubin&vs=gpu:rubin", 640.0).contains("A and B are the same"));
        assert!(body("v=2&vs=baseline", 640.0).contains("A and B are the same"));
        assert!(body("v=2&gpu=rubin", 640.0).contains("Pin a scenario as A"));
        let none = body("v=2&gpu=tpu7x&vs=baseline", 640.0);
        assert!(none.contains("The profit of B cannot be computed."), "{none}");
        let many = body(
            "v=2&context=128k&gpu=rubin&electricity=0.05&power=1GW&pue=1.3&interest=12&answer=900&cached=80&load=70&paid=60&\
             price_output=2&fast_speed=80&vs=baseline",
            640.0,
        );
        assert!(many.contains("drawn at random") && many.contains("Standard error"));
    }
}
