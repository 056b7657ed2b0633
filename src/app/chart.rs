//! A figure on a canvas, with the legend above it and the table below.

use super::desk::Desk;
use super::legend::Legend;
use super::look::Look;
use super::table::TableView;
use crate::figure::{Figure, Layout, Place, View, draw};
use leptos::html;
use leptos::prelude::*;
use plotters::prelude::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlCanvasElement, KeyboardEvent, PointerEvent, ResizeObserver};

/// Stops that Page up and Page down move.
const LEAP: usize = 10;

/// What the reader picked in a chart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pick {
    /// Names of the series that are not shown.
    pub(crate) hidden: RwSignal<Vec<String>>,
    /// The stop under the crosshair.
    pub(crate) crosshair: RwSignal<Option<usize>>,
    /// The series that stands out.
    pub(crate) emphasis: RwSignal<Option<String>>,
    /// The single point that is read.
    pub(crate) dot: RwSignal<Option<usize>>,
}

/// A figure, painted whenever it or the look of the page changes.
#[component]
pub(crate) fn Chart(
    /// What is drawn.
    figure: Memo<Arc<Figure>>,
    /// Name of the chart: `profit`.
    name: &'static str,
    /// What stands in place of the title.
    #[prop(optional, into)]
    heading: Option<ViewFn>,
    /// What is said where it has no single points.
    #[prop(optional)]
    pointless: Option<Memo<String>>,
) -> impl IntoView {
    let desk = Desk::here();
    let look = expect_context::<RwSignal<Look>>();
    let canvas = NodeRef::<html::Canvas>::new();
    let size = RwSignal::new((0.0, 0.0));
    let is_pinned = RwSignal::new(false);
    let pick = Pick {
        hidden: RwSignal::new(Vec::new()),
        crosshair: RwSignal::new(None),
        emphasis: RwSignal::new(None),
        dot: RwSignal::new(None),
    };
    let seen = move || {
        let (width, height) = size.get();
        View {
            ratio: look.with(|look| look.ratio),
            hidden: pick.hidden.get(),
            crosshair: pick.crosshair.get(),
            emphasis: pick.emphasis.get(),
            dot: pick.dot.get(),
            ..View::new(width, height)
        }
    };
    Effect::new(move |_| {
        let Some(canvas) = canvas.get() else { return };
        let view = seen();
        if view.width < 40.0 || view.height < 40.0 {
            return;
        }
        let painted = figure.with(|figure| look.with(|look| paint(&canvas, figure, look, &view)));
        if let Err(fault) = painted {
            leptos::logging::error!("{fault}");
        }
    });
    Effect::new(move |_| {
        if let Some(canvas) = canvas.get() {
            follow_size(&canvas, size);
        }
    });
    // A description per frame would be spoken by nobody.
    let description = RwSignal::new(String::new());
    Effect::new(move |_| {
        let text = figure.with(|figure| (!desk.moving.get()).then(|| figure.describe()));
        if let Some(text) = text {
            description.set(text);
        }
    });

    let under = move |event: &PointerEvent| {
        let view = untrack(seen);
        figure
            .with_untracked(|figure| Layout::new(figure, &view).nearest(figure, f64::from(event.offset_x())))
    };
    let on_dot = move |event: &PointerEvent| {
        let place = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        let view = untrack(seen);
        figure.with_untracked(|figure| Layout::new(figure, &view).dot_at(figure, place))
    };
    let point = move |event: PointerEvent| {
        let has_dots = figure.with_untracked(|figure| !figure.dots.is_empty());
        if has_dots {
            set_if_other(pick.dot, on_dot(&event));
        }
        if !is_pinned.get_untracked() {
            set_if_other(pick.crosshair, under(&event));
        }
    };
    let pin = move |event: PointerEvent| {
        let was_pinned = is_pinned.get_untracked();
        is_pinned.set(!was_pinned && event.pointer_type() == "mouse");
        set_if_other(pick.dot, on_dot(&event));
        set_if_other(pick.crosshair, under(&event));
    };
    let leave = move |_| {
        if !is_pinned.get_untracked() {
            set_if_other(pick.crosshair, None);
        }
    };
    let press = move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let key = event.key();
        if key == "Escape" {
            is_pinned.set(false);
            set_if_other(pick.crosshair, None);
            set_if_other(pick.dot, None);
        } else if let Some(dot) =
            figure.with_untracked(|figure| next_dot(figure, pick.dot.get_untracked(), &key))
        {
            pick.dot.set(Some(dot));
            let text = figure.with_untracked(|figure| figure.tell_dot(dot));
            desk.announce(move || text);
        } else if key.eq_ignore_ascii_case("t") {
            open_table(name);
        } else if let Some(stop) =
            figure.with_untracked(|figure| next(figure, pick.crosshair.get_untracked(), &key))
        {
            is_pinned.set(true);
            pick.crosshair.set(Some(stop));
            let text = figure.with_untracked(|figure| figure.announce(stop, &pick.hidden.get_untracked()));
            desk.announce(move || text);
        } else {
            return;
        }
        event.prevent_default();
    };
    let has_dots = move || figure.with(|figure| !figure.dots.is_empty());
    let told = move || {
        if !has_dots() {
            return pointless.map(|text| text.get()).unwrap_or_default();
        }
        let told = pick.dot.get().map(|dot| figure.with(|figure| figure.tell_dot(dot)));
        told.filter(|told| !told.is_empty()).unwrap_or_else(|| HINT.to_owned())
    };
    let title = move || {
        view! { <h2 id=format!("title-{name}")>{move || figure.with(|figure| figure.title.clone())}</h2> }
    };
    view! {
        <figure class="chart" data-name=format!("chart-{name}") aria-labelledby=format!("title-{name}")>
            <figcaption class="chart-head">
                {match heading {
                    Some(heading) => heading.run(),
                    None => title().into_any(),
                }}
                <p class="chart-finding">{move || figure.with(|figure| figure.finding.clone())}</p>
            </figcaption>
            <Legend figure pick name/>
            <div class="chart-room">
                <canvas
                    node_ref=canvas
                    tabindex="0"
                    role="application"
                    aria-roledescription="interactive chart"
                    aria-label=move || figure.with(|figure| {
                        let dots = if figure.dots.is_empty() { "" } else { ", up and down arrows published figures" };
                        format!("{}. Left and right arrows read values{dots}, T opens the table.", figure.title)
                    })
                    aria-describedby=format!("description-{name}")
                    id=format!("canvas-{name}")
                    data-name=format!("canvas-{name}")
                    on:pointermove=point
                    on:pointerdown=pin
                    on:pointerleave=leave
                    on:keydown=press
                ></canvas>
            </div>
            <Show when=move || has_dots() || pointless.is_some()>
                <p class="chart-told" data-name=format!("told-{name}") data-dots=move || has_dots().to_string()>
                    {told}
                </p>
            </Show>
            <p class="visually-hidden" id=format!("description-{name}")>{description}</p>
            <TableView figure name/>
        </figure>
    }
    .into_any()
}

/// Paints a figure on a canvas of so many CSS pixels.
fn paint(canvas: &HtmlCanvasElement, figure: &Figure, look: &Look, view: &View) -> Result<(), String> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a canvas is some thousand pixels wide"
    )]
    let pixels = |css: f64| libm::round(css * view.ratio).clamp(1.0, 16_384.0) as u32;
    let (width, height) = (pixels(view.width), pixels(view.height));
    // Setting a size clears the canvas and costs, even where it is the same.
    if canvas.width() != width || canvas.height() != height {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    let backend = CanvasBackend::with_canvas_object(canvas.clone()).ok_or("The canvas has no context.")?;
    let area = backend.into_drawing_area();
    draw(&area, figure, &look.theme, view).map_err(|error| error.to_string())?;
    area.present().map_err(|error| error.to_string())
}

/// Keeps `size` at the size of an element in CSS pixels.
pub(crate) fn follow_size(element: &Element, size: RwSignal<(f64, f64)>) {
    let own = element.clone();
    let measure = move || {
        let rect = own.get_bounding_client_rect();
        let now = (rect.width(), rect.height());
        if size.with_untracked(|before| *before != now) {
            size.set(now);
        }
    };
    measure();
    let told = Closure::<dyn FnMut()>::new(measure);
    if let Ok(observer) = ResizeObserver::new(told.as_ref().unchecked_ref()) {
        observer.observe(element);
    }
    // The charts live as long as the page.
    told.forget();
}

/// What stands in place of a single point while none is read.
const HINT: &str = "Each dot rests on a published figure: point at it, or go from one to the next with the up and down arrow keys.";

/// The single point that a key leads to.
fn next_dot(figure: &Figure, now: Option<usize>, key: &str) -> Option<usize> {
    let last = figure.dots.len().checked_sub(1)?;
    match (key, now) {
        ("ArrowUp", None) => Some(last),
        ("ArrowUp", Some(here)) => Some(here.checked_sub(1).unwrap_or(last)),
        ("ArrowDown", None) => Some(0),
        ("ArrowDown", Some(here)) => Some(if here < last { here + 1 } else { 0 }),
        _ => None,
    }
}

/// The stop that a key leads to.
fn next(figure: &Figure, now: Option<usize>, key: &str) -> Option<usize> {
    let last = figure.stops.len().checked_sub(1)?;
    let here = now.unwrap_or_else(|| present(figure).unwrap_or(0));
    match key {
        "ArrowLeft" => Some(if now.is_none() { here } else { here.saturating_sub(1) }),
        "ArrowRight" => Some(if now.is_none() { here } else { (here + 1).min(last) }),
        "Home" => Some(0),
        "End" => Some(last),
        "PageUp" => Some((here + LEAP).min(last)),
        "PageDown" => Some(here.saturating_sub(LEAP)),
        _ => None,
    }
}

/// The stop at which the reader is; where the figure marks none, the last one at which all series stand.
pub(crate) fn present(figure: &Figure) -> Option<usize> {
    match figure.marks.iter().find(|mark| mark.place == Place::Present) {
        Some(mark) => figure.nearest(mark.x),
        None if figure.series.iter().any(|series| series.at.is_some()) => None,
        None => figure.stops.len().checked_sub(1),
    }
}

/// Opens the table of a chart and goes there.
fn open_table(name: &str) {
    let Some(table) = document().get_element_by_id(&format!("table-{name}")) else { return };
    let _refused = table.set_attribute("open", "");
    if let Ok(Some(summary)) = table.query_selector("summary") {
        super::focus(&summary);
    }
}

fn set_if_other<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|now| *now != value) {
        signal.set(value);
    }
}
