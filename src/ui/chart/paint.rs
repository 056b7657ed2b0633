//! Painting a chart on its canvas.

use super::ChartState;
use crate::ui::state::{State, follow};
use crate::ui::theme::Look;
use charts::render::paint::draw;
use charts::{Figure, Layout, View};
use leptos::html::Canvas;
use leptos::prelude::*;
use plotters::prelude::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlCanvasElement, ResizeObserver};

/// What was painted last.
#[derive(PartialEq)]
struct Painted {
    figure: *const Figure,
    look: Look,
    view: View,
}

/// Paints the chart whenever what it shows changes, from when it is live. Tells whether it was painted.
pub(super) fn keep_painted(chart: ChartState, canvas: NodeRef<Canvas>) -> State<bool> {
    let is_painted = State::new(false);
    let is_followed = State::new(false);
    // The figure is kept with it: another one is never at the same address.
    let last = State::new(None::<(Painted, Arc<Figure>)>);
    let paint_now = move || {
        let (true, Some(canvas)) = (chart.is_live.get(), canvas.get()) else { return };
        if !is_followed.alter(|is_followed| std::mem::replace(is_followed, true)) {
            follow_size(&canvas, chart.size);
        }
        let (view, look, figure) = (chart.view(), chart.look.get(), chart.figure.get());
        if view.width < 40.0 || view.height < 40.0 {
            return;
        }
        let now = Painted { figure: Arc::as_ptr(&figure), look, view };
        if last.peek(|last| last.as_ref().is_some_and(|(painted, _)| *painted == now)) {
            return;
        }
        match paint(&canvas, &figure, &now.look, &now.view) {
            Ok(()) => {
                last.alter(|last| *last = Some((now, figure)));
                is_painted.set_if_other(true);
            }
            Err(fault) => leptos::logging::error!("{fault}"),
        }
    };
    follow(paint_now);
    chart.app.paint_first(move || untrack(paint_now));
    is_painted
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
    if !view.has_ground || canvas.width() != width || canvas.height() != height {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    let backend = CanvasBackend::with_canvas_object(canvas.clone()).ok_or("The canvas has no context.")?;
    let area = backend.into_drawing_area();
    draw(&area, figure, &look.theme, view, &Layout::bare(figure, view)).map_err(|error| error.to_string())?;
    area.present().map_err(|error| error.to_string())
}

/// Keeps `size` at the size of an element in CSS pixels.
fn follow_size(element: &Element, size: State<(f64, f64)>) {
    let own = element.clone();
    let measure = move || {
        let rect = own.get_bounding_client_rect();
        size.set_if_other((rect.width(), rect.height()));
    };
    measure();
    let resized = Closure::<dyn FnMut()>::new(measure);
    if let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) {
        observer.observe(element);
    }
    // Charts live as long as the page.
    resized.forget();
}
