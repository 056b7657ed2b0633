//! Painting a chart on its canvas.
//!
//! While a lever moves, the chart over it only changes in its marked place from frame to frame. The unchanged part is
//! then kept as a separate image and drawn below the rest.

use super::ChartState;
use crate::ui::dom::{keep_size, size_of};
use crate::ui::state::{State, follow};
use crate::ui::theme::Look;
use charts::render::paint::{draw, draw_base, draw_top, have_same_base};
use charts::{Figure, Layout, View};
use leptos::html::Canvas;
use leptos::prelude::*;
use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, IntoDrawingArea};
use plotters_canvas::CanvasBackend;
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// The last painted picture.
struct Painted {
    figure: Arc<Figure>,
    look: Look,
    view: View,
    layout: Layout,
    /// The base alone, once a second picture shares it.
    base: Option<HtmlCanvasElement>,
}

impl Painted {
    /// Whether it is still up to date.
    fn shows(&self, figure: &Arc<Figure>, look: &Look, view: &View) -> bool {
        Arc::ptr_eq(&self.figure, figure) && self.look == *look && self.view == *view
    }
    /// Whether the new picture has the same base.
    fn has_base_of(&self, figure: &Figure, look: &Look, view: &View, layout: &Layout) -> bool {
        self.look == *look
            && self.view.unpicked() == view.unpicked()
            && have_same_base((&self.figure, &self.layout), (figure, layout))
    }
}

/// Paints the chart whenever its content changes, once it is live. Returns whether it has been painted.
pub(super) fn keep_painted(chart: ChartState, canvas: NodeRef<Canvas>) -> State<bool> {
    let is_painted = State::new(false);
    let is_followed = State::new(false);
    let last = State::new(None::<Painted>);
    let paint_now = move || {
        let (true, Some(canvas)) = (chart.is_live.get(), canvas.get()) else { return };
        if !is_followed.alter(|is_followed| std::mem::replace(is_followed, true)) {
            chart.size.set_if_other(size_of(&canvas));
            keep_size(&canvas, chart.size);
        }
        let (view, look, figure) = (chart.view(), chart.look.get(), chart.figure.get());
        if view.width < 40.0 || view.height < 40.0 {
            return;
        }
        if last.peek(|last| last.as_ref().is_some_and(|painted| painted.shows(&figure, &look, &view))) {
            return;
        }
        match paint(&canvas, last.alter(Option::take), figure, look, view) {
            Ok(painted) => {
                last.set(Some(painted));
                is_painted.set_if_other(true);
            }
            Err(fault) => leptos::logging::error!("{fault}"),
        }
    };
    follow(paint_now);
    chart.app.paint_first(move || untrack(paint_now));
    is_painted
}

/// Paints a figure on the canvas, reusing the base of the previous picture if it is the same.
fn paint(
    canvas: &HtmlCanvasElement,
    before: Option<Painted>,
    figure: Arc<Figure>,
    look: Look,
    view: View,
) -> Result<Painted, String> {
    let layout = Layout::bare(&figure, &view);
    set_size(canvas, &view);
    let before = before.filter(|before| before.has_base_of(&figure, &look, &view, &layout));
    let Some(before) = before else {
        on(canvas, |area| draw(area, &figure, &look.theme, &view, &layout))?;
        return Ok(Painted { figure, look, view, layout, base: None });
    };
    let base = match before.base {
        Some(base) => base,
        None => {
            let base: HtmlCanvasElement =
                document().create_element("canvas").map_err(said)?.dyn_into().map_err(|_| "no canvas")?;
            set_size(&base, &view);
            on(&base, |area| draw_base(area, &figure, &look.theme, &view, &layout))?;
            base
        }
    };
    let context = canvas.get_context("2d").map_err(said)?.ok_or("The canvas has no context.")?;
    let context: CanvasRenderingContext2d = context.dyn_into().map_err(|_| "no context")?;
    context.draw_image_with_html_canvas_element(&base, 0.0, 0.0).map_err(said)?;
    on(canvas, |area| draw_top(area, &figure, &look.theme, &view, &layout))?;
    Ok(Painted { figure, look, view, layout, base: Some(base) })
}

/// The browser's description of an error.
fn said(fault: JsValue) -> String {
    format!("{fault:?}")
}

/// Draws on a canvas.
fn on<E: ToString>(
    canvas: &HtmlCanvasElement,
    paint: impl FnOnce(&DrawingArea<CanvasBackend, Shift>) -> Result<(), E>,
) -> Result<(), String> {
    let backend = CanvasBackend::with_canvas_object(canvas.clone()).ok_or("The canvas has no context.")?;
    let area = backend.into_drawing_area();
    paint(&area).map_err(|error| error.to_string())?;
    area.present().map_err(|error| error.to_string())
}

/// Sets the pixel size of a canvas for a view.
fn set_size(canvas: &HtmlCanvasElement, view: &View) {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a canvas is some thousand pixels wide"
    )]
    let pixels = |css: f64| libm::round(css * view.ratio).clamp(1.0, 16_384.0) as u32;
    let (width, height) = (pixels(view.width), pixels(view.height));
    // Setting a size clears the canvas and is expensive, even if the size is the same. The ground covers the old
    // content.
    if !view.has_ground || canvas.width() != width || canvas.height() != height {
        canvas.set_width(width);
        canvas.set_height(height);
    }
}
