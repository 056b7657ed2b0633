//! Painting a chart on its canvas.
//!
//! A chart has three layers: its frame, which stays while the axes do, its marks, and what is above them. While a lever
//! moves, the axes stay, and of the chart over that lever only the marked place changes. Layers that stay are kept as
//! images and drawn below the rest.

use super::state::ChartState;
use crate::ui::dom::{keep_size, size_of};
use crate::ui::state::{State, follow};
use crate::ui::theme::Appearance;
use charts::render::paint::{Layer, Painting, have_same_frame, have_same_marks};
use charts::{Figure, Layout, View};
use js_sys::Array;
use leptos::html::Canvas;
use leptos::prelude::*;
use plotters::prelude::IntoDrawingArea;
use plotters_canvas::CanvasBackend;
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// The last painted picture.
struct Painted {
    figure: Arc<Figure>,
    appearance: Appearance,
    view: View,
    layout: Layout,
    /// The frame alone, once a second picture shares it.
    frame: Option<HtmlCanvasElement>,
    /// The frame with the marks, once a second picture shares both.
    marks: Option<HtmlCanvasElement>,
}

impl Painted {
    /// Whether it is still up to date.
    fn shows(&self, figure: &Arc<Figure>, appearance: &Appearance, view: &View) -> bool {
        Arc::ptr_eq(&self.figure, figure) && self.appearance == *appearance && self.view == *view
    }
    /// Whether the new picture has the same frame.
    fn has_frame_of(&self, figure: &Figure, appearance: &Appearance, view: &View, layout: &Layout) -> bool {
        self.appearance == *appearance
            && self.view.unpicked() == view.unpicked()
            && have_same_frame((&self.figure, &self.layout), (figure, layout))
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
        let (view, appearance, figure) = (chart.view(), chart.appearance.get(), chart.figure.get());
        if view.width < 40.0 || view.height < 40.0 {
            return;
        }
        if last.peek(|last| last.as_ref().is_some_and(|painted| painted.shows(&figure, &appearance, &view))) {
            return;
        }
        match paint(&canvas, last.alter(Option::take), figure, appearance, view) {
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

/// Paints a figure on the canvas, reusing the layers of the previous picture that are the same.
fn paint(
    canvas: &HtmlCanvasElement,
    before: Option<Painted>,
    figure: Arc<Figure>,
    appearance: Appearance,
    view: View,
) -> Result<Painted, String> {
    let layout = Layout::bare(&figure, &view);
    set_size(canvas, &view);
    let before = before.filter(|before| before.has_frame_of(&figure, &appearance, &view, &layout));
    let picture = Picture { figure: &figure, layout: &layout, appearance: &appearance, view: &view };
    let (mut frame, mut marks) = (None, None);
    match before {
        None => {
            picture.draw(canvas, Layer::Frame)?;
            picture.draw(canvas, Layer::Marks)?;
        }
        Some(before) => {
            let below = picture.image(before.frame, None, Layer::Frame)?;
            if have_same_marks((&before.figure, &before.layout), (&figure, &layout)) {
                let both = picture.image(before.marks, Some(&below), Layer::Marks)?;
                copy(&both, canvas)?;
                marks = Some(both);
            } else {
                copy(&below, canvas)?;
                picture.draw(canvas, Layer::Marks)?;
            }
            frame = Some(below);
        }
    }
    picture.draw(canvas, Layer::Top)?;
    Ok(Painted { figure, appearance, view, layout, frame, marks })
}

/// What is to be painted.
struct Picture<'a> {
    figure: &'a Figure,
    layout: &'a Layout,
    appearance: &'a Appearance,
    view: &'a View,
}

impl Picture<'_> {
    /// Paints a layer on a canvas.
    fn draw(&self, canvas: &HtmlCanvasElement, layer: Layer) -> Result<(), String> {
        let &Self { figure, layout, appearance, view } = self;
        let context = context(canvas)?;
        let set_dashes = |pattern: Option<(f64, f64)>| {
            let lengths = pattern.map_or_else(Array::new, |(on, off)| Array::of2(&on.into(), &off.into()));
            let _infallible = context.set_line_dash(&lengths);
        };
        let painting = Painting { figure, layout, theme: &appearance.theme, view, set_dashes: &set_dashes };
        let backend =
            CanvasBackend::with_canvas_object(canvas.clone()).ok_or("The canvas has no context.")?;
        let area = backend.into_drawing_area();
        painting.layer(layer, &area).map_err(|error| error.to_string())?;
        area.present().map_err(|error| error.to_string())
    }
    /// The image of a layer made before, or a new one: the layer above another image.
    fn image(
        &self,
        before: Option<HtmlCanvasElement>,
        below: Option<&HtmlCanvasElement>,
        layer: Layer,
    ) -> Result<HtmlCanvasElement, String> {
        if let Some(image) = before {
            return Ok(image);
        }
        let image: HtmlCanvasElement =
            document().create_element("canvas").map_err(said)?.dyn_into().map_err(|_| "no canvas")?;
        set_size(&image, self.view);
        if let Some(below) = below {
            copy(below, &image)?;
        }
        self.draw(&image, layer)?;
        Ok(image)
    }
}

/// Draws an image on a canvas.
fn copy(image: &HtmlCanvasElement, canvas: &HtmlCanvasElement) -> Result<(), String> {
    context(canvas)?.draw_image_with_html_canvas_element(image, 0.0, 0.0).map_err(said)
}

/// The context that draws on a canvas.
fn context(canvas: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d, String> {
    let context = canvas.get_context("2d").map_err(said)?.ok_or("The canvas has no context.")?;
    Ok(context.dyn_into().map_err(|_| "no context")?)
}

/// The browser's description of an error.
fn said(fault: JsValue) -> String {
    format!("{fault:?}")
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
