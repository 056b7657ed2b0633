//! A chart in the browser: painted on its canvas as soon as something moves.

use super::theme::Look;
use crate::ui::app_state::AppState;
use crate::ui::dom::{
    all_within, attribute, from, named, on, openness, set_attribute, set_hidden, set_pressed, set_text,
    within,
};
use crate::ui::state::{Derived, State, follow};
use crate::views::chart::{HINT, label};
use crate::views::html;
use crate::views::legend::{at, legend, present, value};
use crate::views::table::table;
use charts::render::paint::draw;
use charts::spec::mark::Entry;
use charts::{Figure, Layout, View};
use leptos::prelude::*;
use plotters::prelude::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    CanvasRenderingContext2d, Element, Event, HtmlCanvasElement, KeyboardEvent, PointerEvent, ResizeObserver,
};

/// Does something each time a reader comes to a chart, by pointing or by keys.
pub(crate) fn when_coming(chart: &Element, run: impl Fn() + Copy + 'static) {
    for event in ["pointerover", "focusin"] {
        on(chart, event, move |_| run());
    }
}

/// Stops that Page up and Page down move.
const LEAP: usize = 10;

/// A chart with what the reader picked in it.
#[derive(Clone, Copy)]
pub(crate) struct Chart {
    app: AppState,
    look: State<Look>,
    name: &'static str,
    figure: Derived<Arc<Figure>>,
    /// Whether all is there that stands in the prerendered drawing.
    is_ready: Derived<bool>,
    /// Whether the canvas stands in place of the prerendered drawing.
    is_live: State<bool>,
    /// Names of the series that are not shown.
    hidden: State<Vec<String>>,
    /// The stop under the crosshair.
    crosshair: State<Option<usize>>,
    /// The series that stands out.
    emphasis: State<Option<String>>,
    /// The single point that is read.
    dot: State<Option<usize>>,
    is_pinned: State<bool>,
    size: State<(f64, f64)>,
}

impl Chart {
    /// Attaches to the chart of that name. `is_ready` tells whether all is there that its drawing shows; `pointless` says
    /// why it has no single points, where it has none.
    pub(crate) fn hold(
        app: AppState,
        look: State<Look>,
        name: &'static str,
        figure: Derived<Arc<Figure>>,
        is_ready: Derived<bool>,
        pointless: Option<Derived<String>>,
    ) {
        let canvas = named(&format!("canvas-{name}")).and_then(|it| it.dyn_into::<HtmlCanvasElement>().ok());
        let (Some(element), Some(canvas)) = (named(&format!("chart-{name}")), canvas) else { return };
        let this = Self {
            app,
            look,
            name,
            figure,
            is_ready,
            is_live: State::new(false),
            hidden: State::new(Vec::new()),
            crosshair: State::new(None),
            emphasis: State::new(None),
            dot: State::new(None),
            is_pinned: State::new(false),
            size: State::new((0.0, 0.0)),
        };
        this.come_alive(&element);
        this.hear(&canvas);
        this.show_words(&element, pointless);
        this.show_legend(&element);
        this.show_table();
        follow_size(&canvas, this.size);
        let Some(apart) = apart() else { return };
        follow(move || this.paint(&element, &canvas, &apart));
    }
    /// The canvas comes when the scenario is another one, or the reader points or goes at the chart. The
    /// prerendered drawing stays until all that it shows is there.
    fn come_alive(self, element: &Element) {
        let (app, is_wanted) = (self.app, State::new(false));
        follow(move || {
            app.scenario.track();
            app.over.track();
            if !app.is_baseline() || !std::ptr::eq(app.over.get(), app.first_over) {
                self.is_live.set_if_other(true);
            }
        });
        when_coming(element, move || is_wanted.set_if_other(true));
        // What is prerendered must answer at once.
        on(element, "click", move |_| self.is_live.set_if_other(true));
        follow(move || {
            if is_wanted.get() && self.is_ready.get() {
                self.is_live.set_if_other(true);
            }
        });
    }
    fn seen(self) -> View {
        let (width, height) = self.size.get();
        View {
            ratio: self.look.with(|look| look.ratio),
            keys: false,
            hidden: self.hidden.get(),
            crosshair: self.crosshair.get(),
            emphasis: self.emphasis.get(),
            dot: self.dot.get(),
            ..View::new(width, height)
        }
    }
    fn paint(self, element: &Element, canvas: &HtmlCanvasElement, apart: &HtmlCanvasElement) {
        if !self.is_live.get() {
            return;
        }
        let view = self.seen();
        if view.width < 40.0 || view.height < 40.0 {
            return;
        }
        let painted =
            self.figure.with(|figure| self.look.with(|look| paint(canvas, apart, figure, look, &view)));
        match painted {
            Ok(()) => set_attribute(element, "data-live", Some("true")),
            Err(fault) => leptos::logging::error!("{fault}"),
        }
    }
    /// Title, finding, description, what is said of single points.
    fn show_words(self, element: &Element, pointless: Option<Derived<String>>) {
        let (title, finding) = (within(element, "h2"), within(element, ".chart-finding"));
        let own_title = self.name != "profit";
        let (described, told) = (
            named(&format!("canvas-{}", self.name)),
            within(element, &format!("[data-name=\"told-{}\"]", self.name)),
        );
        follow(move || {
            if !self.is_live.get() {
                return;
            }
            self.figure.with(|figure| {
                if let Some(title) = title.as_ref().filter(|_| own_title) {
                    set_text(title, &figure.title);
                }
                if let Some(finding) = &finding {
                    set_text(finding, &figure.finding);
                }
                if let Some(canvas) = &described {
                    set_attribute(canvas, "aria-label", Some(&label(figure)));
                }
                if let Some(told) = &told {
                    let read = self.dot.get().map(|dot| figure.tell_dot(dot)).filter(|text| !text.is_empty());
                    let has_dots = !figure.dots.is_empty();
                    let text = match (has_dots, read) {
                        (false, _) => pointless.map(Derived::get).unwrap_or_default(),
                        (true, read) => read.unwrap_or_else(|| HINT.to_owned()),
                    };
                    set_text(told, &text);
                    set_attribute(told, "data-dots", Some(if has_dots { "true" } else { "false" }));
                }
            });
        });
        // A description per frame would be spoken by nobody.
        let description = crate::ui::dom::find(&format!("#description-{}", self.name));
        follow(move || {
            if let Some(description) =
                description.as_ref().filter(|_| self.is_live.get() && !self.app.moving.get())
            {
                self.figure.with(|figure| set_text(description, &figure.describe()));
            }
        });
    }
    fn stop(self) -> Option<usize> {
        self.crosshair.get().or_else(|| self.figure.with(|figure| present(figure)))
    }
    /// Names of the series: made anew where others are drawn, else only their values change.
    fn show_legend(self, element: &Element) {
        let Some(room) = within(element, ".legend") else { return };
        let entries =
            Derived::new(move || self.is_live.get().then(|| self.figure.with(|figure| figure.legend())));
        let own = room.clone();
        let mut before: Option<Vec<Entry>> = None;
        follow(move || {
            let Some(now) = entries.get() else { return };
            let stop = self.stop();
            self.figure.with(|figure| {
                self.hidden.with(|hidden| {
                    let is_same = match &before {
                        Some(before) => *before == now,
                        // What the page is prerendered with stays, and the focus with it.
                        None => is_of(&own, &now),
                    };
                    if is_same {
                        before = Some(now);
                        refresh(&own, figure, stop, hidden);
                    } else {
                        own.set_inner_html(&legend(figure, stop, hidden).into_string());
                        before = Some(now);
                    }
                });
            });
        });
        on(&room, "click", move |event| {
            if from(event, "[data-show-all]").is_some() {
                self.hidden.set(Vec::new());
            } else if let Some(button) = from(event, "[data-series]") {
                self.toggle(attribute(&button, "data-series"));
            }
        });
        on(&room, "pointerover", move |event| {
            let over = from(event, "[data-series]").map(|button| attribute(&button, "data-series"));
            self.emphasis.set_if_other(over);
        });
        on(&room, "pointerleave", move |_| self.emphasis.set_if_other(None));
    }
    /// Shows or hides a series. The last one in sight stays.
    fn toggle(self, id: String) {
        let count = self.figure.peek(|figure| figure.legend().len());
        self.hidden.update(|hidden| {
            if hidden.contains(&id) {
                hidden.retain(|other| *other != id);
            } else if hidden.len() + 1 < count {
                hidden.push(id);
            }
        });
    }
    /// The numbers, made when the table is unfolded and kept up to date while it is.
    fn show_table(self) {
        let Some(details) = named(&format!("table-{}", self.name)) else { return };
        let Some(room) = within(&details, "[data-table]") else { return };
        let is_open = openness(&details);
        follow(move || {
            if is_open.get() {
                let table = self.figure.with(|figure| table(&figure.table(), &figure.note));
                room.set_inner_html(&html(table));
            }
        });
    }
    fn hear(self, canvas: &HtmlCanvasElement) {
        on(canvas, "pointermove", move |event| {
            let Some(event) = event.dyn_ref::<PointerEvent>() else { return };
            if self.figure.peek(|figure| !figure.dots.is_empty()) {
                self.dot.set_if_other(self.dot_under(event));
            }
            if !self.is_pinned.now() {
                self.crosshair.set_if_other(self.stop_under(event));
            }
        });
        on(canvas, "pointerdown", move |event| {
            let Some(event) = event.dyn_ref::<PointerEvent>() else { return };
            let was_pinned = self.is_pinned.now();
            self.is_pinned.set(!was_pinned && event.pointer_type() == "mouse");
            self.dot.set_if_other(self.dot_under(event));
            self.crosshair.set_if_other(self.stop_under(event));
        });
        on(canvas, "pointerleave", move |_| {
            if !self.is_pinned.now() {
                self.crosshair.set_if_other(None);
            }
        });
        on(canvas, "keydown", move |event| self.press(event));
    }
    fn stop_under(self, event: &PointerEvent) -> Option<usize> {
        let view = untrack(|| self.seen());
        let x = f64::from(event.offset_x());
        self.figure.peek(|figure| Layout::new(figure, &view).nearest(figure, x))
    }
    fn dot_under(self, event: &PointerEvent) -> Option<usize> {
        let view = untrack(|| self.seen());
        let place = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        self.figure.peek(|figure| Layout::new(figure, &view).dot_at(figure, place))
    }
    fn press(self, event: &Event) {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        if key.ctrl_key() || key.alt_key() || key.meta_key() {
            return;
        }
        let key = key.key();
        let figure = self.figure.now();
        if key == "Escape" {
            self.is_pinned.set(false);
            self.crosshair.set_if_other(None);
            self.dot.set_if_other(None);
        } else if let Some(dot) = next_dot(&figure, self.dot.now(), &key) {
            self.dot.set(Some(dot));
            let text = figure.tell_dot(dot);
            self.app.announce(move || text);
        } else if key.eq_ignore_ascii_case("t") {
            open_table(self.name);
        } else if let Some(stop) = next(&figure, self.crosshair.now(), &key) {
            self.is_pinned.set(true);
            self.crosshair.set(Some(stop));
            let text = figure.announce(stop, &self.hidden.now());
            self.app.announce(move || text);
        } else {
            return;
        }
        event.prevent_default();
    }
}

/// Whether a legend names just these series.
fn is_of(room: &Element, entries: &[Entry]) -> bool {
    let buttons = all_within(room, "[data-series]");
    let names = buttons.iter().map(|button| attribute(button, "data-series"));
    names.eq(entries.iter().map(|entry| entry.id.clone()))
}

/// Values and states of a legend whose names stay.
fn refresh(room: &Element, figure: &Figure, stop: Option<usize>, hidden: &[String]) {
    if let Some(place) = within(room, ".legend-place") {
        set_text(&place, &at(figure, stop));
    }
    for button in all_within(room, "[data-series]") {
        let id = attribute(&button, "data-series");
        let is_hidden = hidden.contains(&id);
        set_pressed(&button, !is_hidden);
        if let Some(text) = within(&button, ".legend-value") {
            set_text(&text, &value(figure, &id, stop, hidden));
        }
    }
    if let Some(all) = within(room, "[data-show-all]") {
        set_hidden(&all, hidden.is_empty());
    }
}

/// A canvas outside the document.
fn apart() -> Option<HtmlCanvasElement> {
    leptos::prelude::document().create_element("canvas").ok()?.dyn_into().ok()
}

/// Paints a figure on a canvas of so many CSS pixels. It is painted on a canvas outside the document first: within it each
/// text would have the browser bring the styles of the whole page up to date, which takes longer than all the painting.
fn paint(
    canvas: &HtmlCanvasElement,
    apart: &HtmlCanvasElement,
    figure: &Figure,
    look: &Look,
    view: &View,
) -> Result<(), String> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a canvas is some thousand pixels wide"
    )]
    let pixels = |css: f64| libm::round(css * view.ratio).clamp(1.0, 16_384.0) as u32;
    let (width, height) = (pixels(view.width), pixels(view.height));
    for canvas in [canvas, apart] {
        // Setting a size clears the canvas and costs, even where it is the same.
        if canvas.width() != width || canvas.height() != height {
            canvas.set_width(width);
            canvas.set_height(height);
        }
    }
    let backend = CanvasBackend::with_canvas_object(apart.clone()).ok_or("The canvas has no context.")?;
    let area = backend.into_drawing_area();
    draw(&area, figure, &look.theme, view).map_err(|error| error.to_string())?;
    area.present().map_err(|error| error.to_string())?;
    show(canvas, apart).ok_or_else(|| "The canvas has no context.".to_owned())
}

/// Puts what was painted apart on the canvas of the page, in place of what stood there.
fn show(canvas: &HtmlCanvasElement, apart: &HtmlCanvasElement) -> Option<()> {
    let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
    context.set_global_composite_operation("copy").ok()?;
    context.draw_image_with_html_canvas_element(apart, 0.0, 0.0).ok()
}

/// Keeps `size` at the size of an element in CSS pixels.
pub(crate) fn follow_size(element: &Element, size: State<(f64, f64)>) {
    let own = element.clone();
    let measure = Rc::new(move || {
        let rect = own.get_bounding_client_rect();
        size.set_if_other((rect.width(), rect.height()));
    });
    measure();
    let told = Closure::<dyn FnMut()>::new(move || measure());
    if let Ok(observer) = ResizeObserver::new(told.as_ref().unchecked_ref()) {
        observer.observe(element);
    }
    // The charts live as long as the page.
    told.forget();
}

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

/// Opens the table of a chart and goes there.
fn open_table(name: &str) {
    let Some(table) = named(&format!("table-{name}")) else { return };
    set_attribute(&table, "open", Some(""));
    if let Some(summary) = within(&table, "summary") {
        crate::ui::dom::focus(&summary);
    }
}
