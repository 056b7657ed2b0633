//! Drawings of the page that come when the reader comes near them: SVG files beside the page.

use super::page::{STILLS, still};
use crate::views::table::drawing_table;
use charts::chart::registry::{Beside, Drawing, drawn};
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
    /// None yet.
    pub(super) fn new() -> Self {
        Self { published: published(), files: RefCell::default() }
    }
    /// A drawing by its name, loaded when it comes near the window. None where no drawing is called so.
    pub(super) fn lazy(&self, name: &str, now: &Evaluation) -> Option<impl IntoView + use<>> {
        let file = name.replace("?over=", "-over-");
        let [narrow, wide] =
            WIDTHS.map(|(width, class)| self.noted(name, now, width, &format!("{file}-{class}")));
        let ((_, narrow), (drawing, wide)) = narrow.zip(wide)?;
        Some(view! {
            {picture(vec![(NARROW.to_owned(), narrow)], wide, told(&drawing))}
            {drawing_table(drawing.table.as_ref())}
        })
    }
    /// A drawing in several widths, each for rooms about as wide. It is loaded when it comes near the window, and its numbers
    /// stand beside it.
    pub(super) fn wide(&self, name: &str, now: &Evaluation, widths: &[f64]) -> Option<impl IntoView + use<>> {
        let noted = widths.iter().map(|&width| self.noted(name, now, width, &format!("{name}-{width:.0}")));
        let mut drawings = noted.collect::<Option<Vec<_>>>()?;
        let (drawing, widest) = drawings.pop()?;
        // A window shows the drawing that it changes least.
        let windows = widths.windows(2).map(|pair| format!("(width < {:.0}px)", (pair[0] * pair[1]).sqrt()));
        let others = windows.zip(drawings.into_iter().map(|(_, file)| file)).collect();
        Some(picture(others, widest, told(&drawing)))
    }
    /// A chart that has its legend in the page, loaded when it comes near the window. It is described there, too.
    pub(super) fn still(&self, name: &str, figure: &Figure) -> Option<impl IntoView + use<>> {
        let written =
            |i: usize| self.note(&format!("{name}-chart-{}", WIDTHS[i].1), &still(figure, STILLS[i])?);
        Some(picture(vec![(NARROW.to_owned(), written(0)?)], written(1)?, String::new()))
    }
    /// A drawing so wide, noted to be written.
    fn noted(&self, name: &str, now: &Evaluation, width: f64, file: &str) -> Option<(Drawing, File)> {
        let beside = Beside { published: Some(&self.published), ..Beside::default() };
        let drawing = drawn(name, now, width, beside)?;
        let file = self.note(file, &drawing.svg)?;
        Some((drawing, file))
    }
    /// Notes a drawing to be written.
    fn note(&self, name: &str, svg: &str) -> Option<File> {
        let file = File { name: format!("{FOLDER}/{name}.svg"), size: size(svg)? };
        self.files.borrow_mut().insert(file.name.clone(), alone(svg));
        Some(file)
    }
    /// Writes every drawing that was asked for into the folder of a site.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub(super) fn write(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder.join(FOLDER))?;
        self.files.borrow().iter().try_for_each(|(name, svg)| fs::write(folder.join(name), svg))
    }
}

/// A drawing that is written beside the page, with its width and height.
struct File {
    name: String,
    size: (String, String),
}

/// A picture in several files, each but the last with the windows that it is for.
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

/// What a drawing shows, for who cannot see it.
fn told(Drawing { title, finding, .. }: &Drawing) -> String {
    format!("{title}. {finding}")
}

/// Width and height as a drawing gives them.
fn size(svg: &str) -> Option<(String, String)> {
    let read = |name: &str| Some(svg.split_once(name)?.1.split_once('"')?.0.to_owned());
    Some((read(" width=\"")?, read(" height=\"")?))
}

/// A drawing that stands alone: with its colours, light and dark. What shows it tells which of the two it is on.
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
