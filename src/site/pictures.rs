//! Drawings that are loaded when the reader comes near them: SVG files next to the page.

use super::still::{STILLS, still};
use crate::views::table::drawing_table;
use charts::chart::registry::{ChartInputs, Drawing, drawn};
use charts::{Figure, Theme};
use leptos::prelude::*;
use model::study::evaluate::Evaluation;
use model::study::validation::published::Published;
use model::study::validation::runs::published;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

/// Widths in CSS pixels: for phones, and for all wider windows.
const WIDTHS: [(f64, &str); 2] = [(340.0, "narrow"), (720.0, "wide")];

/// Windows up to this width show the narrow drawing.
const NARROW: &str = "(max-width: 40rem)";

/// Folder of the drawings in the site.
const FOLDER: &str = "figures";

/// The drawings that a page shows.
pub(super) struct Pictures {
    /// Published runs, which the drawings show.
    pub(super) published: Published,
    files: RefCell<BTreeMap<String, String>>,
}

impl Pictures {
    /// No drawings yet.
    pub(super) fn new() -> Self {
        Self { published: published(), files: RefCell::default() }
    }
    /// A drawing by its name, loaded when it comes near the window. `None` if there is no drawing of that name.
    pub(super) fn lazy(&self, name: &str, now: &Evaluation) -> Option<impl IntoView + use<>> {
        let file = name.replace("?over=", "-over-");
        let [narrow, wide] =
            WIDTHS.map(|(width, class)| self.noted(name, now, width, &format!("{file}-{class}")));
        let ((_, narrow), (drawing, wide)) = narrow.zip(wide)?;
        Some(view! {
            {picture(vec![(NARROW.to_owned(), narrow)], wide, description(&drawing))}
            {drawing_table(drawing.table.as_ref())}
        })
    }
    /// A drawing in several widths, each for containers of about that width. It is loaded when it comes near the
    /// window, and its numbers are next to it.
    pub(super) fn wide(&self, name: &str, now: &Evaluation, widths: &[f64]) -> Option<impl IntoView + use<>> {
        let noted = widths.iter().map(|&width| self.noted(name, now, width, &format!("{name}-{width:.0}")));
        let mut drawings = noted.collect::<Option<Vec<_>>>()?;
        let (drawing, widest) = drawings.pop()?;
        // A window shows the drawing that needs the least scaling.
        let windows = widths.windows(2).map(|pair| format!("(width < {:.0}px)", (pair[0] * pair[1]).sqrt()));
        let others = windows.zip(drawings.into_iter().map(|(_, file)| file)).collect();
        Some(picture(others, widest, description(&drawing)))
    }
    /// A chart with its legend in the page, loaded when it comes near the window. Its description is there, too.
    pub(super) fn still(&self, name: &str, figure: &Figure) -> Option<impl IntoView + use<>> {
        let written =
            |i: usize| self.note(&format!("{name}-chart-{}", WIDTHS[i].1), &still(figure, STILLS[i])?);
        Some(picture(vec![(NARROW.to_owned(), written(0)?)], written(1)?, String::new()))
    }
    /// A drawing of that width, recorded to be written.
    fn noted(&self, name: &str, now: &Evaluation, width: f64, file: &str) -> Option<(Drawing, File)> {
        let inputs = ChartInputs { published: Some(&self.published), ..ChartInputs::default() };
        let drawing = drawn(name, now, width, inputs)?;
        let file = self.note(file, &drawing.svg)?;
        Some((drawing, file))
    }
    /// Records a drawing to be written.
    fn note(&self, name: &str, svg: &str) -> Option<File> {
        let file = File { name: format!("{FOLDER}/{name}.svg"), size: size(svg)? };
        self.files.borrow_mut().insert(file.name.clone(), alone(svg));
        Some(file)
    }
    /// Writes every requested drawing into the folder of a site.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub(super) fn write(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder.join(FOLDER))?;
        self.files.borrow().iter().try_for_each(|(name, svg)| fs::write(folder.join(name), svg))
    }
}

/// A drawing written next to the page, with its width and height.
struct File {
    name: String,
    size: (String, String),
}

/// A picture in several files, each except the last with a media query.
fn picture(others: Vec<(String, File)>, last: File, alt: String) -> impl IntoView + use<> {
    let source = |(media, File { name, size: (width, height) }): (String, File)| {
        view! { <source media=media srcset=name width=width height=height/> }
    };
    let (width, height) = last.size;
    view! {
        <picture>
            {others.into_iter().map(source).collect_view()}
            <img src=last.name width=width height=height loading="lazy" decoding="async" alt=alt/>
        </picture>
    }
}

/// The content of a drawing in words, for readers who cannot see it.
fn description(Drawing { title, finding, .. }: &Drawing) -> String {
    format!("{title}. {finding}")
}

/// Width and height stated in a drawing.
fn size(svg: &str) -> Option<(String, String)> {
    let read = |name: &str| Some(svg.split_once(name)?.1.split_once('"')?.0.to_owned());
    Some((read(" width=\"")?, read(" height=\"")?))
}

/// A standalone drawing: with its colours, light and dark. The page that shows it determines which of the two
/// applies.
fn alone(svg: &str) -> String {
    let style = format!(
        "<style>text{{font-family:system-ui,sans-serif}}{}@media(prefers-color-scheme:dark){{{}}}</style>",
        Theme::light().rules(),
        Theme::dark().rules()
    );
    match svg.split_once('>') {
        Some((head, rest)) => format!("{head}>{style}{rest}"),
        None => svg.to_owned(),
    }
}
