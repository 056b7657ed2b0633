//! A lever: its name, its exact value, its slider, the marks on the track, and its source.

pub mod choice;
pub mod entry;
pub mod meaning;
pub mod price_list;
pub mod published;
pub mod response;
pub mod shared;
pub mod slider;
pub mod track;
pub mod values;

use super::hydrate::hydrate;
use super::{Computed, click, flag, prerendered, text, when_prerendering, with_state_of};
use crate::ui::dom;
use choice::{ChoiceList, MachineDetail, TickBox};
use entry::{Entry, EntryFault};
use leptos::prelude::*;
use meaning::Meaning;
use model::format::digits::parts;
use model::scenario::levers::LEVERS;
use model::scenario::{Choice, Group, Lever, Scale, Scenario};
use price_list::PriceList;
use response::Response;
pub use shared::LeverContext;
use shared::Shared;
use slider::Slider;
use values::Values;
use web_sys::Element;

/// How much of a lever is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// All parts.
    Full,
    /// One row, for a reduced page: its name, its control, and only the details of the chosen machine.
    Compact,
    /// The slider alone, for the lever bar that stays visible while the page is read.
    Small,
}

impl Size {
    /// How much of a prerendered lever is shown.
    pub(super) fn of(element: &Element) -> Self {
        match dom::attribute(element, "data-size").as_str() {
            "compact" => Self::Compact,
            "small" => Self::Small,
            _ => Self::Full,
        }
    }
}

/// The HTML of a lever in a scenario.
pub fn prerender_lever(of: &'static Lever, size: Size, now: &Scenario, context: LeverContext) -> String {
    struct ToHtml;
    impl Take for ToHtml {
        type Taken = String;
        fn take(self, view: impl IntoView) -> String {
            view.into_view().to_html()
        }
    }
    with_state_of(now, Computed::default(), || lever_view(of, size, || context, ToHtml))
}

/// Hydrates a lever that was prerendered for a scenario.
fn hydrate_lever(element: &Element, of: &'static Lever, made_for: Scenario) {
    struct Hydrate<'a>(&'a Element);
    impl Take for Hydrate<'_> {
        type Taken = ();
        fn take(self, view: impl IntoView) {
            hydrate(self.0, view);
        }
    }
    lever_view(of, Size::of(element), || LeverContext::read(element, made_for), Hydrate(element));
}

/// Hydrates the levers within an element, which were prerendered for a scenario.
pub(super) fn hydrate_levers(within: &Element, made_for: &Scenario) {
    for element in dom::all_within(within, "[data-lever]") {
        let Some(of) = LEVERS.get(&dom::attribute(&element, "data-lever")) else { continue };
        hydrate_lever(&element, of, *made_for);
    }
}

/// What to do with a view. Used instead of a type-erased view (`into_any`), which would include the code for
/// everything that could ever be done with it: a fifth of the program.
trait Take {
    /// The result.
    type Taken;
    /// Performs it.
    fn take(self, view: impl IntoView) -> Self::Taken;
}

/// The view of a lever of any kind and size.
fn lever_view<T: Take>(
    of: &'static Lever,
    size: Size,
    context: impl FnOnce() -> LeverContext,
    taker: T,
) -> T::Taken {
    match (size, Kind::of(of)) {
        (Size::Small, _) => taker.take(view! { <SmallLever of/> }),
        (Size::Full, Kind::Number) => taker.take(view! { <NumberLever of context=context()/> }),
        (Size::Full, Kind::Machines) => taker.take(view! { <MachineLever of context=context()/> }),
        (Size::Full, Kind::Choice) => taker.take(view! { <ChoiceLever of/> }),
        (Size::Full, Kind::Switch) => taker.take(view! { <SwitchLever of/> }),
        (Size::Compact, Kind::Number) => taker.take(view! { <CompactNumber of/> }),
        (Size::Compact, Kind::Machines | Kind::Choice) => taker.take(view! { <CompactChoice of/> }),
        (Size::Compact, Kind::Switch) => taker.take(view! { <CompactSwitch of/> }),
    }
}

/// Kinds of levers with different views.
enum Kind {
    Number,
    Machines,
    Choice,
    Switch,
}

impl Kind {
    fn of(lever: &Lever) -> Self {
        match lever.scale {
            Scale::Log | Scale::Linear { .. } => Self::Number,
            Scale::Choice(_) if lever.is_of_machines() => Self::Machines,
            Scale::Choice(_) => Self::Choice,
            Scale::Switch => Self::Switch,
        }
    }
}

/// A number on a track.
#[component]
fn NumberLever(of: &'static Lever, context: LeverContext) -> impl IntoView {
    let shared = Shared::with_context(of, &context);
    let id = of.about.id;
    let class = if of.group == Group::Headline { "lever is-headline" } else { "lever" };
    let turns = when_prerendering(|| context.turns_written()).flatten();
    view! {
        <div class=when_prerendering(|| class) data-name=prerendered(|| format!("lever-{id}")) data-lever=prerendered(|| id)
            data-turns=turns
            on:click=click(move |event| shared.set_clicked(&event))>
            <div class="lever-head"><Label of kind="range"/><Reset shared/><Entry shared/></div>
            <EntryFault shared/>
            <Slider shared has_curve=true has_marks=true name="range"/>
            <PriceList shared/>
            <Values shared/>
            <Response shared context/>
            <Meaning of/>
        </div>
    }
}

/// The generations of accelerators as stops, and all machines as a list.
#[component]
fn MachineLever(of: &'static Lever, context: LeverContext) -> impl IntoView {
    let shared = Shared::with_context(of, &context);
    let id = of.about.id;
    let value = shared.value;
    let last = of.track_stops().last().copied();
    let is_off = move || last.is_some_and(|last| value.get() > of.about.unit.base(last));
    view! {
        <div class=when_prerendering(|| "lever is-headline") class=("is-off-track", flag(is_off))
            data-name=prerendered(|| format!("lever-{id}")) data-lever=prerendered(|| id)>
            <div class="lever-head">
                <Label of kind="range"/><Reset shared/>
                <span class="entry"><ChoiceList shared label=Some(format!("{}, all machines", of.about.label))/></span>
            </div>
            <Slider shared has_curve=true has_marks=true name="range"/>
            <Response shared context/>
            <p class="lever-note" data-name=prerendered(|| "gpu-detail")><MachineDetail shared/></p>
        </div>
    }
}

/// A list to choose from.
#[component]
fn ChoiceLever(of: &'static Lever) -> impl IntoView {
    let shared = Shared::new(of);
    let id = of.about.id;
    let value = shared.value;
    view! {
        <div class=when_prerendering(|| "lever is-choice") data-name=prerendered(|| format!("lever-{id}"))
            data-lever=prerendered(|| id)>
            <div class="lever-head">
                <Label of kind="pick"/><Reset shared/>
                <span class="entry"><ChoiceList shared label=None/></span>
            </div>
            <p class="lever-note">{text(move || of.choice(value.get()).map(Choice::details).unwrap_or_default().into_owned())}</p>
            <PriceList shared/>
            <Meaning of/>
        </div>
    }
}

/// A switch that is on or off.
#[component]
fn SwitchLever(of: &'static Lever) -> impl IntoView {
    let shared = Shared::new(of);
    let id = of.about.id;
    view! {
        <div class=when_prerendering(|| "lever is-switch") data-name=prerendered(|| format!("lever-{id}"))
            data-lever=prerendered(|| id)>
            <div class="lever-head"><Label of kind="switch"/><Reset shared/><TickBox shared/></div>
            <Meaning of/>
        </div>
    }
}

/// A number in one row, for a reduced page. Levers beyond the first screen are hidden there: an option in the address
/// decides which are shown (`src/script/frame.js`).
#[component]
fn CompactNumber(of: &'static Lever) -> impl IntoView {
    let shared = Shared::new(of);
    let id = of.about.id;
    view! {
        <div class=when_prerendering(|| "lever") data-name=prerendered(|| format!("lever-{id}")) data-lever=prerendered(|| id)
            data-size=prerendered(|| "compact") hidden=is_beyond(of) on:click=click(move |event| shared.set_clicked(&event))>
            <div class="lever-head"><Label of kind="range"/><Reset shared/><Entry shared/></div>
            <EntryFault shared/>
            <Slider shared has_curve=false has_marks=true name="range"/>
        </div>
    }
}

/// A list in one row.
#[component]
fn CompactChoice(of: &'static Lever) -> impl IntoView {
    let shared = Shared::new(of);
    let id = of.about.id;
    view! {
        <div class=when_prerendering(|| "lever") data-name=prerendered(|| format!("lever-{id}")) data-lever=prerendered(|| id)
            data-size=prerendered(|| "compact") hidden=is_beyond(of)>
            <div class="lever-head">
                <Label of kind="pick"/><Reset shared/>
                <span class="entry"><ChoiceList shared label=None/></span>
            </div>
            <p class="lever-note"><MachineDetail shared/></p>
        </div>
    }
}

/// A switch in one row.
#[component]
fn CompactSwitch(of: &'static Lever) -> impl IntoView {
    let shared = Shared::new(of);
    let id = of.about.id;
    view! {
        <div class=when_prerendering(|| "lever") data-name=prerendered(|| format!("lever-{id}")) data-lever=prerendered(|| id)
            data-size=prerendered(|| "compact") hidden=is_beyond(of)>
            <div class="lever-head"><Label of kind="switch"/><Reset shared/><TickBox shared/></div>
        </div>
    }
}

/// Whether a lever is not on the first screen.
fn is_beyond(lever: &Lever) -> bool {
    when_prerendering(|| lever.group != Group::Headline).unwrap_or_default()
}

/// The slider and the value alone.
#[component]
fn SmallLever(of: &'static Lever) -> impl IntoView {
    let shared = Shared::new(of);
    let (id, value) = (of.about.id, shared.value);
    let short = match id {
        "context" => "Context",
        "gpu" => "GPU",
        "electricity" => "Electricity",
        _ => of.about.label,
    };
    // Without the unit, for which there is no room.
    let written = move || {
        let now = value.get();
        of.choice(now).map_or_else(|| parts(now, &of.about.unit).0, |choice| choice.label.to_owned())
    };
    view! {
        <div class=when_prerendering(|| "bar-lever") data-lever=prerendered(|| id) data-size=prerendered(|| "small")>
            <label for=prerendered(|| format!("bar-{id}")) inner_html=when_prerendering(|| short)></label>
            <span class="bar-value" data-value=prerendered(|| "")>{text(written)}</span>
            <Slider shared has_curve=false has_marks=false name="bar"/>
        </div>
    }
}

#[component]
fn Label(of: &'static Lever, kind: &'static str) -> impl IntoView {
    view! {
        <label for=prerendered(|| format!("{kind}-{}", of.about.id)) inner_html=when_prerendering(|| of.about.label)></label>
    }
}

/// Resets the lever to its default; present only where the value differs.
#[component]
fn Reset(shared: Shared) -> impl IntoView {
    let Shared { app, lever, value, default, .. } = shared;
    let title = move || format!("Reset {} to {}", lever.about.label, lever.shown(default.get()));
    let is_default = move || {
        let now = value.get();
        app.scenario.with(|scenario| lever.is_default_in(scenario, now))
    };
    let reset = move |event: leptos::ev::MouseEvent| {
        app.reset(lever);
        // The focused button disappears: the focus moves to the control next to it.
        let control = dom::from(&event, "[data-lever]")
            .and_then(|root| dom::within(&root, ".track input, select, input[type=checkbox]"));
        if let Some(control) = control {
            crate::ui::dom::focus(&control);
        }
    };
    view! {
        <button class="reset" type="button" data-name=prerendered(|| format!("reset-{}", lever.about.id))
            aria-label=text(title) title=text(title) data-default=text(move || format!("(default {})", lever.shown(default.get())))
            hidden=flag(is_default) on:click=click(reset) inner_html=when_prerendering(|| "↺")></button>
    }
}

#[cfg(all(test, not(feature = "hydrate")))]
mod tests {
    use super::*;
    use model::scenario::levers::LEVERS;
    use model::scenario::link;

    fn html(of: &'static Lever, now: &Scenario, size: Size, context: LeverContext) -> String {
        prerender_lever(of, size, now, context)
    }

    fn full(of: &'static Lever, now: &Scenario) -> String {
        html(of, now, Size::Full, LeverContext::default())
    }

    #[test]
    fn every_lever_has_a_control_with_a_label_and_no_style() {
        let now = Scenario::baseline();
        for it in link::levers() {
            for size in [Size::Full, Size::Compact] {
                let html = html(it, &now, size, LeverContext::default());
                assert!(html.contains(it.about.label), "{}", it.about.id);
                assert!(["range-", "pick-", "switch-"].iter().any(|kind| {
                    html.contains(&format!("id=\"{kind}{}\"", it.about.id))
                        && html.contains(&format!("for=\"{kind}{}\"", it.about.id))
                }));
                assert!(!html.contains("style=") && !html.contains("NaN"), "{}", it.about.id);
                assert!(html.starts_with("<div") && html.ends_with("</div>"), "{}", it.about.id);
            }
        }
    }

    #[test]
    fn the_way_back_of_a_price_goes_to_the_list_of_the_model() {
        let price = &LEVERS.price_input;
        let reset = |query: &str| {
            let html = full(price, &link::read(query).0);
            let tags = html.split("<button ").filter_map(|rest| rest.split('>').next());
            tags.into_iter().find(|tag| tag.contains("class=\"reset\"")).expect("a way back").to_owned()
        };
        let moved = reset("llm=kimi-k3&price_input=5");
        assert!(moved.contains("Reset Input price to $3.00") && !moved.contains("hidden"), "{moved}");
        assert!(reset("llm=kimi-k3").contains("hidden"));
    }

    #[test]
    fn a_value_in_the_markup_is_read_back_to_the_bit() {
        for it in link::levers() {
            for other in it.default.others {
                let base = it.about.unit.base(other.value);
                assert_eq!(format!("{base:e}").parse::<f64>().map(f64::to_bits), Ok(base.to_bits()));
            }
        }
    }

    #[test]
    fn of_the_values_to_set_one_is_a_stop_of_the_tab_key() {
        let context = LeverContext { turns: vec![1e-8], ..LeverContext::default() };
        let html = html(&LEVERS.electricity, &Scenario::baseline(), Size::Full, context);
        assert_eq!(html.matches("tabindex=\"0\"").count(), 1);
        assert!(html.matches("tabindex=\"-1\"").count() > 5);
        assert!(html.contains("data-turns=\"1e-8\""));
    }
}
