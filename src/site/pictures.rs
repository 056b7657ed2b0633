//! Drawings of the page that come when the reader comes near them: SVG files beside the page.

use super::page::{STILLS, still};
use crate::views::table::drawing_table;
use charts::chart::registry::{Drawing, drawn};
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
        let [narrow, wide] = WIDTHS.map(|(width, class)| {
            let drawing = drawn(name, now, width, &self.published)?;
            let file = format!("{FOLDER}/{}-{class}.svg", name.replace("?over=", "-over-"));
            let size = size(&drawing.svg)?;
            self.files.borrow_mut().insert(file.clone(), alone(&drawing.svg));
            Some((drawing, file, size))
        });
        let (_, narrow, narrow_size) = narrow?;
        let (Drawing { title, finding, table, .. }, wide, wide_size) = wide?;
        Some(view! {
            <picture>
                <source media=NARROW srcset=narrow width=narrow_size.0 height=narrow_size.1/>
                <img src=wide width=wide_size.0 height=wide_size.1 loading="lazy" decoding="async"
                    alt=format!("{title}. {finding}")/>
            </picture>
            {drawing_table(table.as_ref())}
        })
    }
    /// A drawing in several widths, each for rooms about as wide. It is loaded when it comes near the window, and its numbers
    /// stand beside it.
    pub(super) fn wide(&self, name: &str, now: &Evaluation, widths: &[f64]) -> Option<impl IntoView + use<>> {
        let drawings = widths.iter().map(|&width| {
            let drawing = drawn(name, now, width, &self.published)?;
            let file = format!("{FOLDER}/{name}-{width:.0}.svg");
            let size = size(&drawing.svg)?;
            self.files.borrow_mut().insert(file.clone(), alone(&drawing.svg));
            Some((drawing, file, size))
        });
        let mut drawings = drawings.collect::<Option<Vec<_>>>()?;
        let (Drawing { title, finding, .. }, widest, (width, height)) = drawings.pop()?;
        // A window shows the drawing that it changes least.
        let between = widths.windows(2).map(|pair| (pair[0] * pair[1]).sqrt());
        let sources = drawings.into_iter().zip(between).map(|((_, file, (width, height)), between)| {
            view! { <source media=format!("(width < {between:.0}px)") srcset=file width=width height=height/> }
        });
        Some(view! {
            <picture>
                {sources.collect_view()}
                <img src=widest width=width height=height loading="lazy" decoding="async" alt=format!("{title}. {finding}")/>
            </picture>
        })
    }
    /// A chart that has its legend in the page, loaded when it comes near the window. It is described there, too.
    pub(super) fn still(&self, name: &str, figure: &Figure) -> Option<impl IntoView + use<>> {
        let written = |size: (f64, f64), class: &str| {
            let file = format!("{FOLDER}/{name}-chart-{class}.svg");
            self.files.borrow_mut().insert(file.clone(), alone(&still(figure, size)?));
            Some((file, size))
        };
        let [narrow, wide] = [0, 1].map(|i| written(STILLS[i], WIDTHS[i].1));
        let ((narrow, small), (wide, large)) = narrow.zip(wide)?;
        Some(view! {
            <picture>
                <source media=NARROW srcset=narrow width=small.0 height=small.1/>
                <img src=wide width=large.0 height=large.1 loading="lazy" decoding="async" alt=""/>
            </picture>
        })
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
