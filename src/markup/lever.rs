//! A lever: its name, its exact value, its slider, what is marked on the track, and where all that was read.

use super::evidence::{badge, citation};
use super::place::place;
use super::published::{Chip, chips, published};
use super::spark::{Shape, spark};
use super::track::{Tick, Track};
use maud::{Markup, html};
use model::catalog::accelerators::Evidence;
use model::format::digits::{parts, shown};
use model::scenario::{Choice, Lever, Scale, Scenario};

/// What stands at a lever besides itself, all of it computed.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// Profit over its track; none where no curve is drawn.
    pub curve: Option<Shape>,
    /// Its values at which profit is zero, in base units.
    pub turns: Vec<f64>,
    /// What a tenth more does.
    pub response: String,
}

/// A lever of whatever kind at its value in a scenario. Those of the first screen have a curve behind their track.
pub fn lever(lever: &'static Lever, now: &Scenario, beside: &Beside) -> Markup {
    match lever.scale {
        Scale::Switch => switch(lever, now),
        Scale::Choice(among) if lever.is_of_machines() => generations(lever, among, now, beside),
        Scale::Choice(among) => pick(lever, among, now),
        Scale::Log | Scale::Linear { .. } => dial(lever, now, beside),
    }
}

/// A lever in one row for a light page: its name, its control, and no more than what is known of the chosen machine.
pub fn compact(lever: &'static Lever, now: &Scenario, is_hidden: bool) -> Markup {
    let (id, value) = (lever.about.id, now.of(lever));
    let row = |kind: &str, control: &Markup, below: &Markup| {
        html! {
            div.lever data-name={ "lever-" (id) } data-lever=(id) hidden[is_hidden] {
                (head(lever, kind, now, control))
                (below)
            }
        }
    };
    match lever.scale {
        Scale::Switch => row("switch", &tick_box(lever, value), &html! {}),
        Scale::Choice(among) => {
            let list = html! { span.entry { (options(lever, among, value, None)) } };
            row("pick", &list, &html! { p.lever-note { (detail(lever, value)) } })
        }
        Scale::Log | Scale::Linear { .. } => {
            let below = html! {
                p.fault id={ "fault-" (id) } data-name={ "fault-" (id) } hidden {}
                (slider(lever, &Track::of(lever), now, &Beside::default()))
            };
            row("range", &entry(lever, value), &below)
        }
    }
}

/// A number on a track.
fn dial(lever: &'static Lever, now: &Scenario, beside: &Beside) -> Markup {
    let (id, value) = (lever.about.id, now.of(lever));
    let track = Track::of(lever);
    html! {
        div.lever.is-headline[beside.curve.is_some()] data-name={ "lever-" (id) } data-lever=(id) {
            (head(lever, "range", now, &entry(lever, value)))
            p.fault id={ "fault-" (id) } data-name={ "fault-" (id) } hidden {}
            (slider(lever, &track, now, beside))
            @if let Some(listed) = listed(lever, now) { p.lever-note data-listed { (listed) } }
            (chip_row(lever, value, &beside.turns))
            p.response data-name={ "response-" (id) } { (beside.response) }
            (more(lever))
        }
    }
}

/// The field in which the exact value is typed.
fn entry(lever: &Lever, value: f64) -> Markup {
    let id = lever.about.id;
    let (text, symbol) = parts(value, &lever.about.unit);
    html! {
        span.entry {
            input type="text" inputmode="decimal" autocomplete="off" spellcheck="false" id={ "entry-" (id) }
                data-name={ "entry-" (id) } aria-label={ (lever.about.label) ", exact value" } value=(text);
            span.entry-unit { (symbol) }
        }
    }
}

/// The slider itself with the marks of its track.
fn slider(lever: &'static Lever, track: &Track, now: &Scenario, beside: &Beside) -> Markup {
    let (id, value) = (lever.about.id, now.of(lever));
    let at = track.place(value);
    let default = lever.default_in(now);
    let start = track.along(track.place(lever.about.unit.base(default.value)));
    let near = |end: f64| (end - start).abs() < 0.2;
    html! {
        div class={ "track " (place(track.along(at))) } data-track=(id) {
            @if let Some(shape) = &beside.curve {
                div.field { (spark(shape)) span.needle {} }
            }
            input type="range" autocomplete="off" id={ "range-" (id) } data-name={ "range-" (id) } min="0"
                max=(track.last()) step="1" value=(at) aria-valuetext=(track.said(value));
            div.ticks aria-hidden="true" {
                @for it in track.ticks(&default) { (tick(&it)) }
                span data-turns { (turns(lever, &beside.turns)) }
                @if let Some((low, high)) = track.ends() {
                    span.tick-end.is-low.is-near[near(0.0)] { (low) }
                    span.tick-end.is-high.is-near[near(1.0)] { (high) }
                    span class={ "tick-name " (place(start)) } { "default" }
                }
            }
        }
    }
}

fn tick(tick: &Tick) -> Markup {
    html! { span class={ "tick is-" (tick.kind) " " (place(tick.at)) } title=[(tick.kind != "other").then_some(&tick.title)] { (tick.label) } }
}

/// The marks of the values at which profit is zero.
pub fn turns(lever: &'static Lever, turns: &[f64]) -> Markup {
    let track = Track::of(lever);
    html! {
        @for &base in turns {
            span class={ "tick is-turn " (place(track.spot(base))) } title={ "Break-even: " (lever.shown(base)) } {}
        }
    }
}

/// Values to set by a click: break-even, and what others publish. One of them is a stop of the Tab key; arrows go
/// from one to the next.
fn chip_row(lever: &'static Lever, value: f64, turns: &[f64]) -> Markup {
    let fixed = published(lever);
    html! {
        div.published role="group" aria-label={ (lever.about.label) ": values to set" }
            data-name={ "published-" (lever.about.id) } hidden[fixed.is_empty() && turns.is_empty()] {
            div.chips { (chips(lever, value, turns)) }
            p.told aria-hidden="true" hidden {}
        }
    }
}

/// One value to set.
pub(super) fn chip(chip: &Chip, value: f64, is_first: bool) -> Markup {
    let here = value.total_cmp(&chip.base).is_eq();
    html! {
        button.chip.is-turn[chip.is_turn] type="button" tabindex=(if is_first { "0" } else { "-1" })
            aria-current=[here.then_some("true")] data-base=(format!("{:e}", chip.base)) {
            b { (chip.value) } " " (chip.label) span.visually-hidden { ". " (chip.told) }
        }
    }
}

/// The generations of accelerators as stops, and all machines as a list.
fn generations(lever: &'static Lever, among: &'static [Choice], now: &Scenario, beside: &Beside) -> Markup {
    let (id, value) = (lever.about.id, now.of(lever));
    let all = format!("{}, all machines", lever.about.label);
    html! {
        div.lever.is-headline data-name={ "lever-" (id) } data-lever=(id) {
            (head(lever, "range", now, &html! { span.entry { (options(lever, among, value, Some(&all))) } }))
            (slider(lever, &Track::of(lever), now, beside))
            p.response data-name={ "response-" (id) } { (beside.response) }
            p.lever-note data-name="gpu-detail" { (detail(lever, value)) }
        }
    }
}

/// What is known of the chosen machine.
pub fn detail(lever: &Lever, value: f64) -> Markup {
    let choice = lever.choice(value);
    html! {
        @if let Some(choice) = choice {
            @if let Some(word) = choice.evidence().map(Evidence::word) { span class={ "badge is-" (word) } { (word) } " " }
            (choice.detail.split(", ").next().unwrap_or_default())
        }
    }
}

/// A list to choose from.
fn pick(lever: &'static Lever, among: &'static [Choice], now: &Scenario) -> Markup {
    let (id, value) = (lever.about.id, now.of(lever));
    html! {
        div.lever.is-choice data-name={ "lever-" (id) } data-lever=(id) {
            (head(lever, "pick", now, &html! { span.entry { (options(lever, among, value, None)) } }))
            p.lever-note { (lever.choice(value).map(Choice::details).unwrap_or_default()) }
            @if let Some(listed) = listed(lever, now) { p.lever-note data-listed { (listed) } }
            (more(lever))
        }
    }
}

/// The list itself. Machines are parted into those on the track and the others.
fn options(lever: &Lever, among: &'static [Choice], value: f64, label: Option<&str>) -> Markup {
    let id = lever.about.id;
    let chosen = lever.written(value);
    let option = |choice: &Choice| {
        html! { option value=(choice.slug) selected[chosen == choice.slug] { (choice.label) } }
    };
    html! {
        select id={ "pick-" (id) } data-name={ "pick-" (id) } aria-label=[label] autocomplete="off" {
            @if lever.is_of_machines() {
                @let (generations, others) = among.split_at(lever.generations.min(among.len()));
                optgroup label="Generations" { @for choice in generations { (option(choice)) } }
                optgroup label="Other machines" { @for choice in others { (option(choice)) } }
            } @else {
                @for choice in among { (option(choice)) }
            }
        }
    }
}

/// Something that is on or off.
fn switch(lever: &'static Lever, now: &Scenario) -> Markup {
    let (id, value) = (lever.about.id, now.of(lever));
    let control = tick_box(lever, value);
    html! {
        div.lever.is-switch data-name={ "lever-" (id) } data-lever=(id) {
            (head(lever, "switch", now, &control))
            (more(lever))
        }
    }
}

fn tick_box(lever: &Lever, value: f64) -> Markup {
    let id = lever.about.id;
    html! {
        span.entry {
            input type="checkbox" autocomplete="off" id={ "switch-" (id) } data-name={ "switch-" (id) }
                checked[value > 0.0];
        }
    }
}

/// Name, way back to the default and control of a lever. The name is that of the control of this kind.
fn head(lever: &Lever, kind: &str, now: &Scenario, control: &Markup) -> Markup {
    html! {
        div.lever-head {
            label for={ (kind) "-" (lever.about.id) } { (lever.about.label) }
            (reset(lever, now))
            (control)
        }
    }
}

/// Back to the default; there only where it differs.
fn reset(lever: &Lever, now: &Scenario) -> Markup {
    let [title, default] = back(lever, now);
    html! {
        button.reset type="button" data-name={ "reset-" (lever.about.id) } aria-label=(title) title=(title)
            data-default=(default) hidden[lever.is_default_in(now, now.of(lever))] { "↺" }
    }
}

/// What the way back is called, and what stands for it on paper.
pub fn back(lever: &Lever, now: &Scenario) -> [String; 2] {
    let default = lever.shown(lever.default_base_in(now));
    [format!("Reset {} to {default}", lever.about.label), format!("(default {default})")]
}

/// Whose price a lever stands at, and since when; of the lever that chooses the list, which one it is. Nothing of other
/// levers.
pub fn listed(lever: &Lever, now: &Scenario) -> Option<String> {
    let sheet = now.price_sheet()?;
    let list = format!("{}, {}", sheet.label, sheet.day());
    if lever.about.id == "price_list" {
        Some(format!("In force: {list} ({}).", sheet.seller.label()))
    } else if !lever.is_price() {
        None
    } else if lever.is_default_in(now, now.of(lever)) {
        Some(format!("As listed: {list}."))
    } else {
        let own = lever.shown(lever.default_base_in(now));
        Some(format!("Not the price of this list, which is {own}: {list}."))
    }
}

/// What the lever means and where its default was read: comes when it is unfolded; until then the way to the manual.
fn more(lever: &'static Lever) -> Markup {
    html! {
        details.more data-meaning=(lever.about.id) {
            summary { "Meaning and source" span.visually-hidden { " of " (lever.about.label) } }
            p.small { a href={ "manual.html#plan." (lever.about.id) } { "In the manual" } }
        }
    }
}

/// What is unfolded of a lever: its meaning, its source, what others publish.
pub fn meaning(lever: &'static Lever, now: &Scenario) -> Markup {
    let default = lever.default_in(now);
    let is_number = matches!(lever.scale, Scale::Log | Scale::Linear { .. });
    let unit = &lever.about.unit;
    html! {
            p { (lever.about.meaning()) }
            @if is_number {
                p.small {
                    "Between " (shown(unit.base(lever.min), unit)) " and " (shown(unit.base(lever.max), unit)) "."
                }
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

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::levers::LEVERS;
    use model::scenario::link::levers;

    #[test]
    fn every_lever_has_a_control_with_a_label_and_no_style() {
        let now = Scenario::baseline();
        for it in levers() {
            let html = lever(it, &now, &Beside::default()).into_string();
            assert!(html.contains(it.about.label), "{}", it.about.id);
            assert!(["range-", "pick-", "switch-"].iter().any(|kind| {
                html.contains(&format!("id=\"{kind}{}\"", it.about.id))
                    && html.contains(&format!("for=\"{kind}{}\"", it.about.id))
            }));
            assert!(!html.contains("style=") && !html.contains("NaN"), "{}", it.about.id);
        }
    }

    #[test]
    fn a_price_says_whose_it_is_and_the_way_back_goes_to_the_list_of_the_model() {
        let said = |link: &str, lever: &Lever| listed(lever, &model::scenario::link::read(link).0);
        let price = &LEVERS.price_input;
        assert_eq!(said("", price).unwrap(), "As listed: DeepSeek V4 Pro, price by hour, 17 August 2026.");
        let kimi = said("llm=kimi-k3&price_input=5", price).unwrap();
        assert!(kimi.starts_with("Not the price of this list, which is $3.00"), "{kimi}");
        assert!(kimi.ends_with(": Kimi K3, 16 July 2026."), "{kimi}");
        let retired = said("llm=deepseek-v3&price_list=deepseek-r1", &LEVERS.price_list).unwrap();
        assert!(retired.contains("February 2025 (no longer in force)"), "{retired}");
        assert_eq!(said("", &LEVERS.context), None);
        let now = model::scenario::link::read("llm=kimi-k3&price_input=5").0;
        let html = lever(price, &now, &Beside::default()).into_string();
        assert!(html.contains("Reset Input price to $3.00") && html.contains("data-listed"));
        assert!(!html.contains("hidden>↺"));
        let at_list = model::scenario::link::read("llm=kimi-k3").0;
        assert!(lever(price, &at_list, &Beside::default()).into_string().contains("hidden>↺"));
        assert!(meaning(price, &at_list).into_string().contains("$3.00"));
    }

    #[test]
    fn a_value_in_the_markup_is_read_back_to_the_bit() {
        for it in levers() {
            for other in it.default.others {
                let base = it.about.unit.base(other.value);
                assert_eq!(format!("{base:e}").parse::<f64>().map(f64::to_bits), Ok(base.to_bits()));
            }
        }
    }

    #[test]
    fn of_the_values_to_set_one_is_a_stop_of_the_tab_key() {
        let electricity = &model::scenario::levers::LEVERS.electricity;
        let beside = Beside { turns: vec![1e-8], ..Beside::default() };
        let html = lever(electricity, &Scenario::baseline(), &beside).into_string();
        assert_eq!(html.matches("tabindex=\"0\"").count(), 1);
        assert!(html.matches("tabindex=\"-1\"").count() > 5);
    }
}
