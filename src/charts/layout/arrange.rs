//! Lays out a figure in the available room: the text around the frame determines the frame, and the frame everything
//! else.

use super::geometry::Rect;
use super::margin_labels::{self, Strip, ticks};
use super::picture::Layout;
use super::plot_labels;
use super::shape::Ground;
use super::text::{width, wrap};
use super::view::View;
use super::words::{Anchor, Words, inside};
use crate::spec::figure::Figure;
use crate::spec::mark::{Along, Place};
use crate::spec::scale::{Scale, to_f64};

const TITLE: f64 = 17.0;
const NOTE: f64 = 11.0;

impl Layout {
    /// Lays out a figure.
    pub fn new(figure: &Figure, view: &View) -> Self {
        Self::laid_out::<true>(figure, view)
    }
    /// Lays out a figure whose title, note and series names are shown outside it, whatever the view says. A program
    /// that only calls this function does not need to include the code that would place them.
    pub fn bare(figure: &Figure, view: &View) -> Self {
        Self::laid_out::<false>(figure, view)
    }
    /// The view with title, finding and note, made higher so that the frame keeps the same height as without them.
    pub(crate) fn with_heading(figure: &Figure, bare: View) -> View {
        let [wanted, left] = [false, true].map(|heading| {
            // At twice the height there is enough room to measure how much the heading takes.
            let view = View { heading, height: 2.0 * bare.height, ..bare.clone() };
            Self::new(figure, &view).plot.height()
        });
        View { heading: true, height: libm::ceil(bare.height + wanted - left), ..bare }
    }
    fn laid_out<const IS_ALONE: bool>(figure: &Figure, view: &View) -> Self {
        let (has_heading, has_keys) = (IS_ALONE && view.heading, IS_ALONE && view.keys);
        let narrow = view.width < 480.0;
        let size = if narrow { 11.0 } else { 12.0 };
        let mut words = Vec::new();
        let mut top = if has_heading { heading(figure, view, &mut words) } else { 4.0 };

        // Ticks of the vertical axis determine the left side, names of series the right side.
        let guess = (view.height - top - 60.0).max(40.0);
        let y_ticks = ticks(&figure.y, guess, if narrow { 40.0 } else { 46.0 }, 2, 7);
        let widest =
            |texts: &[(f64, String)]| texts.iter().map(|t| width(&t.1, size, false)).fold(0.0, f64::max);
        let left = libm::ceil(widest(&y_ticks) + 8.0).max(12.0);
        let shown: Vec<usize> = (0..figure.series.len())
            .filter(|_| has_keys)
            .filter(|k| !view.hidden.contains(&figure.series[*k].id) && !figure.series[*k].label.is_empty())
            .collect();
        // A line that ends early is named within the frame: the border would be too far away from it.
        let (early, late): (Vec<usize>, Vec<usize>) =
            shown.iter().copied().partition(|k| margin_labels::ends_early(figure, *k));
        let side = if narrow || !has_keys {
            None
        } else {
            margin_labels::side_labels(figure, &late, size, view.width * 0.27, guess)
        };
        let named_inside = !narrow && (side.is_some() || late.is_empty());
        let right = view.width - side.as_ref().map_or(14.0, |labels| labels.room);

        let across = Scale::new(figure.x.scale, figure.x.domain, (left, right));
        let (x_texts, depth) = margin_labels::under(&figure.x, &across, view.width, size, narrow);
        let note = if has_heading { wrap(&figure.note, NOTE, false, view.width - 8.0) } else { Vec::new() };
        let caption = if figure.x.caption().is_empty() { 0.0 } else { 17.0 };
        let foot = if note.is_empty() { 2.0 } else { to_f64(note.len()) * 14.0 + 8.0 };
        let bottom = view.height - foot - caption - depth;

        // Above the frame: names of series if there is no room on the right, then names of marked places.
        let mut keys = Vec::new();
        if has_keys && !shown.is_empty() && side.is_none() && !named_inside && figure.series.len() > 1 {
            top = margin_labels::above(figure, &shown, size, view.width, top, &mut words, &mut keys);
        }
        let mut strip = Strip::new(view.width);
        for rule in figure.rules.iter().filter(|rule| rule.along == Along::Vertical) {
            if let Some(x) = across.project(rule.at).filter(|x| (left..=right).contains(x)) {
                strip.add(Words::new(&rule.label, (x, 0.0), Anchor::Centre, size).muted());
            }
        }
        for mark in &figure.marks {
            if let Some(x) = across.project(mark.x).filter(|x| (left - 1e-6..=right + 1e-6).contains(x)) {
                let name = Words::new(&mark.label, (x, 0.0), Anchor::Centre, size);
                strip.add(if mark.place == Place::Present { name.bold() } else { name.muted() });
            }
        }
        let y_caption = figure.y.caption();
        for (i, line) in wrap(&y_caption, size, false, view.width - 8.0).into_iter().enumerate() {
            strip.add_above(Words::new(line, (0.0, to_f64(i)), Anchor::Left, size).muted());
        }
        let plot_top = strip.lay(top, &mut words);
        let plot = Rect { left, top: plot_top, right, bottom: bottom.max(plot_top + 20.0) };
        let up = Scale::new(figure.y.scale, figure.y.domain, (plot.bottom, plot.top));

        let first_along_axes = words.len();
        for (value, text) in &y_ticks {
            if let Some(y) = up.project(*value) {
                words.push(Words::new(text, (left - 6.0, y), Anchor::Right, size).muted());
            }
        }
        let x_ticks = x_texts.iter().map(|under| under.tick).collect();
        let lower = |words: Words| Words { y: words.y + plot.bottom, ..words };
        words.extend(x_texts.into_iter().flat_map(|under| under.lines).map(lower));
        if caption > 0.0 {
            let place = ((left + right) / 2.0, plot.bottom + depth + 8.0);
            words.push(inside(
                Words::new(figure.x.caption(), place, Anchor::Centre, size).muted(),
                view.width,
            ));
        }
        let axis_words = first_along_axes..words.len();
        for (i, line) in note.into_iter().enumerate() {
            let y = view.height - foot + 10.0 + 14.0 * to_f64(i);
            words.push(Words::new(line, (0.0, y), Anchor::Left, NOTE).muted());
        }

        let ground = Ground { figure, frame: plot, x: across, y: up, hidden: &view.hidden };
        let visible = |k: &usize| !view.hidden.contains(&figure.series[*k].id);
        let shapes: Vec<_> =
            (0..figure.series.len()).filter(visible).map(|k| (k, ground.series(k))).collect();
        let areas = figure.areas.iter().enumerate().map(|(i, area)| (i, ground.between(area))).collect();
        let y_ticks = y_ticks.iter().filter_map(|(value, _)| up.project(*value)).collect();
        let (leaders, crossings, cuts) = (Vec::new(), Vec::new(), ground.cuts());
        let mut layout = Self {
            plot,
            x: across,
            y: up,
            narrow,
            x_ticks,
            y_ticks,
            words,
            axis_words,
            keys,
            leaders,
            shapes,
            areas,
            crossings,
            cuts,
            samples: Vec::new(),
        };
        if let Some(labels) = side.filter(|_| has_keys) {
            labels.lay(figure, &mut layout, view, size);
        }
        plot_labels::lay(&ground, &mut layout, if named_inside { &early } else { &[] }, size);
        layout
    }
}

fn heading(figure: &Figure, view: &View, words: &mut Vec<Words>) -> f64 {
    let mut y = 4.0;
    for line in wrap(&figure.title, TITLE, true, view.width) {
        words.push(Words::new(line, (0.0, y + 10.0), Anchor::Left, TITLE).bold());
        y += 21.0;
    }
    for line in wrap(&figure.finding, 13.0, false, view.width) {
        words.push(Words::new(line, (0.0, y + 9.0), Anchor::Left, 13.0));
        y += 18.0;
    }
    y + 10.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::sample;

    #[test]
    fn no_text_touches_another_or_leaves_the_picture() {
        let mut faults = Vec::new();
        for figure in sample::all() {
            for width in [300.0, 320.0, 375.0, 479.0, 480.0, 560.0, 640.0, 768.0, 1_024.0, 1_280.0, 2_000.0] {
                for (height, heading) in [(280.0, false), (340.0, true), (460.0, true), (700.0, false)] {
                    let view = View { heading, ..View::new(width, height) };
                    let words = Layout::new(&figure, &view).words;
                    let border = Rect { left: 0.0, top: 0.0, right: width, bottom: height };
                    for (i, a) in words.iter().enumerate() {
                        let rect = a.rect();
                        if !border.holds((rect.left, rect.top)) || !border.holds((rect.right, rect.bottom)) {
                            faults.push(format!("{} {width}x{height}: {:?} is cut off", figure.id, a.text));
                        }
                        for b in words.iter().skip(i + 1).filter(|b| b.rect().meets(&rect)) {
                            let (a, b) = (&a.text, &b.text);
                            faults.push(format!("{} {width}x{height}: {a:?} touches {b:?}", figure.id));
                        }
                    }
                }
            }
        }
        assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    }

    #[test]
    fn the_frame_has_most_of_the_room() {
        for figure in sample::all() {
            for (width, height) in [(320.0, 320.0), (640.0, 360.0), (1_280.0, 500.0)] {
                let plot = Layout::new(&figure, &View::new(width, height)).plot;
                let share = plot.width() * plot.height() / (width * height);
                assert!(share > 0.42, "{} {width}x{height}: {share:.2}", figure.id);
            }
        }
    }

    #[test]
    fn the_pointer_finds_the_stop_it_is_nearest_to() {
        let figure = sample::profit();
        let layout = Layout::new(&figure, &View::new(640.0, 320.0));
        for (i, stop) in figure.stops.iter().enumerate() {
            let pixel = layout.x.project(*stop).unwrap();
            assert_eq!(layout.nearest(&figure, pixel + 1.0), Some(i));
            assert!((layout.x_at(pixel) / stop - 1.0).abs() < 1e-9);
        }
        assert_eq!(layout.nearest(&figure, -50.0), Some(0));
        assert_eq!(layout.nearest(&figure, 9_999.0), Some(figure.stops.len() - 1));
    }

    #[test]
    fn the_pointer_finds_the_single_point_it_is_on() {
        let figure = sample::market();
        let layout = Layout::new(&figure, &View::new(640.0, 320.0));
        for (i, dot) in figure.dots.iter().enumerate() {
            let (x, y) = (layout.x.project(dot.x).unwrap(), layout.y.project(dot.y).unwrap());
            assert_eq!(layout.dot_at(&figure, (x + 1.0, y - 1.0)), Some(i));
            assert_eq!(layout.dot_at(&figure, (x, y - 200.0)), None);
            let description = figure.describe_dot(i);
            assert!(
                description.contains(&figure.dots[i].source) && description.ends_with('.'),
                "{description}"
            );
        }
        assert_eq!(figure.describe_dot(figure.dots.len()), "");
    }

    #[test]
    fn no_series_is_named_in_a_picture_beside_its_legend() {
        for figure in sample::all() {
            let fewer = View { keys: false, ..View::new(640.0, 320.0) };
            let [named, bare] = [View::new(640.0, 320.0), fewer].map(|view| Layout::new(&figure, &view));
            let count =
                |layout: &Layout, label: &str| layout.words.iter().filter(|it| it.text == label).count();
            for entry in figure.legend() {
                assert_eq!(count(&bare, &entry.label), 0, "{}: {}", figure.id, entry.label);
            }
            assert!(figure.legend().iter().any(|entry| count(&named, &entry.label) == 1), "{}", figure.id);
            assert!(bare.keys.is_empty() && bare.leaders.is_empty() && bare.plot.right > named.plot.right);
        }
    }

    #[test]
    fn a_hidden_series_leaves_the_stack() {
        let figure = sample::profit();
        let all = figure.extent(3, 0, &[]).unwrap();
        let hidden = ["machines".to_owned()];
        let fewer = figure.extent(3, 0, &hidden).unwrap();
        assert!((all.1 - fewer.1 - 1.62).abs() < 1e-12);
        // Without the machines, profit and loss cannot be distinguished.
        let view = View { hidden: hidden.to_vec(), ..View::new(640.0, 320.0) };
        assert!(Layout::new(&figure, &view).areas.iter().all(|(_, surfaces)| surfaces.is_empty()));
    }
}
