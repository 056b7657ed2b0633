//! Painting a chart on its canvas.

use super::ChartState;
use crate::ui::state::{State, follow};
use crate::ui::theme::Look;
use charts::render::paint::draw;
use charts::{Figure, View};
use leptos::html::Canvas;
use leptos::prelude::*;
use plotters::prelude::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, ResizeObserver};

/// Paints the chart whenever what it shows changes, from when it is live. Tells whether it was painted.
pub(super) fn keep_painted(chart: ChartState, canvas: NodeRef<Canvas>) -> State<bool> {
    let is_painted = State::new(false);
    let mut apart = None::<HtmlCanvasElement>;
    follow(move || {
        let (true, Some(canvas)) = (chart.is_live.get(), canvas.get()) else { return };
        if apart.is_none() {
            follow_size(&canvas, chart.size);
            apart = document().create_element("canvas").ok().and_then(|canvas| canvas.dyn_into().ok());
        }
        let (view, Some(apart)) = (chart.view(), &apart) else { return };
        if view.width < 40.0 || view.height < 40.0 {
            return;
        }
        let painted =
            chart.figure.with(|figure| chart.look.with(|look| paint(&canvas, apart, figure, look, &view)));
        match painted {
            Ok(()) => is_painted.set_if_other(true),
            Err(fault) => leptos::logging::error!("{fault}"),
        }
    });
    is_painted
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
