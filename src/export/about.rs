//! What a file says about itself, in every format.

use model::catalog::sources::READ;
use model::scenario::link;
use model::scenario::link::compared::{Compared, write_compared};
use model::scenario::shocks::ShockedScenario;
use model::sheet::book::Book;
use model::study::evaluate::{Evaluation, evaluate};

/// The title of every file of numbers.
pub const TITLE: &str = "Token Factory: every number of a scenario";

/// The title of a file with levers only, as in the files that the page saves.
pub const SCENARIO_TITLE: &str = "Scenario of the Token Factory";

/// Version of the program that computed the numbers.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Licence of the program and of the files that it writes.
pub const LICENCE: &str = "MIT";

/// When a file is made, and where its scenario can be opened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Made {
    /// The day, such as 2026-11-23. Without one the file is the same on every day.
    pub date: Option<String>,
    /// Address of the page, such as `https://example.org/`. Without one a link is only the query.
    pub site: Option<String>,
}

impl Made {
    /// The link of a scenario, with the one that it is compared with: with the address of the page, if that is known.
    pub fn link(&self, both: &Compared) -> String {
        let query = write_compared(both);
        match &self.site {
            Some(site) if query.is_empty() => site.clone(),
            Some(site) => format!("{site}?{query}"),
            // The baseline, as a link that is not empty.
            None if query.is_empty() => format!("v={}", link::VERSION),
            None => query,
        }
    }
}

/// A scenario with all that files are written from.
#[derive(Debug, Clone)]
pub struct Export {
    /// What was chosen, with the shocks kept separate.
    pub shocked: ShockedScenario,
    /// The scenario that it is compared with, if there is one; only the link names it.
    pub pinned: Option<ShockedScenario>,
    /// What follows from it.
    pub evaluation: Evaluation,
    /// Every number of it.
    pub book: Book,
    /// When the file is made, and where the page is.
    pub made: Made,
}

impl Export {
    /// Computes a scenario for files.
    pub fn of(shocked: ShockedScenario, made: Made) -> Self {
        let evaluation = evaluate(&shocked.scenario());
        let book = Book::of(&evaluation);
        Self { shocked, pinned: None, evaluation, book, made }
    }
    /// Computes the first of two scenarios, whose link also names the second.
    pub fn of_compared(both: Compared, made: Made) -> Self {
        Self { pinned: both.pinned, ..Self::of(both.shown, made) }
    }
    /// The scenario, and the one that it is compared with.
    pub(crate) fn both(&self) -> Compared {
        Compared { shown: self.shocked.clone(), pinned: self.pinned.clone() }
    }
    /// The link of the scenario, and of the one that it is compared with.
    pub fn link(&self) -> String {
        self.made.link(&self.both())
    }
    /// What the file says about itself.
    pub fn about(&self) -> Vec<About> {
        about(TITLE, &self.both(), self.evaluation.sheet.dated, &self.made)
    }
}

/// One thing that a file says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its name in files: `file.link`.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// Its text.
    pub text: String,
}

/// What a file says about itself. `prices` is the day of the price list in force.
pub(crate) fn about(title: &str, both: &Compared, prices: &str, made: &Made) -> Vec<About> {
    let of = |name, label, text: &str| About { name, label, text: text.to_owned() };
    let mut all = vec![
        of("file.title", "Title", title),
        of("file.link", "Link of the scenario", &made.link(both)),
        of("file.version", "Version of the program", VERSION),
        of("file.data", "Data as of", READ),
        of("file.prices", "Price list of", prices),
        of("file.licence", "Licence", LICENCE),
    ];
    all.extend(made.date.as_deref().map(|date| of("file.saved", "Made on", date)));
    all
}

/// The day of the price list in force in a scenario.
pub(crate) fn price_day(shocked: &ShockedScenario) -> &'static str {
    shocked.scenario().price_sheet().map_or("", |sheet| sheet.dated)
}
