//! Reads a scenario from a file: JSON or CSV, as this crate and the page write them; or prices, from a [price
//! sheet](crate::prices).
//!
//! A file is read completely or rejected with a sentence. A scenario is read by its levers; other numbers that a file
//! may contain are not read but recomputed. The size of a file is limited, and so is the number of entries in a list.

use crate::json::FORM;
use crate::prices::{self, Sheet, json_fault};
use model::format::cells::BYTE_ORDER_MARK;
use model::scenario::levers::LEVERS;
use model::scenario::link::compared::{Compared, read_compared};
use model::scenario::link::{self, LinkFault};
use model::scenario::shocks::{self, ShockedScenario};
use model::scenario::{Lever, Scenario};
use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Size of the largest file that is read, in bytes: about four times that of a sheet with every number.
pub const LARGEST: usize = 8_000_000;

/// Entries of the longest list of levers or shocks that is read; there are fewer of either.
const MOST: usize = 200;
/// Most characters of a name or a value, of a title, of a link.
const WORD: usize = 60;
const LINE: usize = 200;
const LINK: usize = 16_384;

/// What was read from a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The scenario.
    pub shocked: ShockedScenario,
    /// The scenario that the link of the file compares it with.
    pub pinned: Option<ShockedScenario>,
    /// What should be known about it, although nothing in it was lost.
    pub notices: Vec<LinkFault>,
    /// The title given in the file.
    pub title: Option<String>,
    /// The day on which it was made, according to the file.
    pub saved: Option<String>,
}

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// It is larger than the largest file that is read.
    TooLarge,
    /// There is nothing in it.
    Empty,
    /// It is not UTF-8 text; the position of the first wrong byte.
    NotText(usize),
    /// It does not begin like either format.
    NotOurs,
    /// It is not JSON of this form; what is wrong and where, in the words of the parser.
    Json(String),
    /// It was made by a later version.
    Later(u64),
    /// It has neither link nor levers nor shocks.
    NoScenario,
    /// The link and the levers differ: name of the first lever, its value in the link, its value in the list.
    Contradiction(String, String, String),
    /// The shocks of the link are not those of the list.
    Shocks,
    /// A row of the CSV cannot be read; its number in the file, and why.
    Row(u64, String),
    /// What cannot be read in its link or levers.
    Levers(Vec<LinkFault>),
    /// What is wrong with a price sheet.
    Prices(prices::Fault),
}

impl From<prices::Fault> for Fault {
    fn from(fault: prices::Fault) -> Self {
        Self::Prices(fault)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(
                f,
                "The file is too large. Allowed: up to {} MB; a sheet with every number has about two.",
                LARGEST / 1_000_000
            ),
            Self::Empty => {
                write!(f, "The file is empty. Allowed: a scenario as JSON or CSV, or a price sheet as JSON.")
            }
            Self::NotText(at) => write!(
                f,
                "The file is not text in UTF-8: byte {at} is wrong. In a spreadsheet, save it as “CSV UTF-8”. \
                 Workbooks and other kinds of files cannot be read."
            ),
            Self::NotOurs => write!(
                f,
                "The file is not a scenario of the Token Factory. Allowed: JSON with “token-factory”: {FORM}, CSV whose \
                 first row is name, label, value, unit, and price sheets as JSON in the form of LiteLLM or models.dev."
            ),
            Self::Json(said) => write!(f, "The JSON cannot be read: {said}."),
            Self::Later(form) => {
                write!(
                    f,
                    "The file was made by a later version ({form}). The highest version read here is {FORM}."
                )
            }
            Self::NoScenario => {
                write!(
                    f,
                    "The file has no scenario. Allowed: one with a “link”, with “levers”, or with “shocks”."
                )
            }
            Self::Contradiction(lever, link, list) => write!(
                f,
                "“{lever}” is {link} by the link of the file and {list} in its list. Remove the link, or make \
                 the two agree."
            ),
            Self::Shocks => write!(
                f,
                "The link of the file has other shocks than its list. Keep one of the two and remove the other."
            ),
            Self::Row(line, why) => write!(f, "Line {line} cannot be read: {why}"),
            Self::Levers(faults) => {
                let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
                write!(f, "{}", said.join(" "))
            }
            Self::Prices(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for Fault {}

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Opened {
    /// A scenario.
    Scenario(Box<Imported>),
    /// Prices of models.
    Prices(Sheet),
}

/// Opens a file: a scenario of either format, or a price sheet.
///
/// # Errors
/// Why it is rejected. Nothing is read from it then.
pub fn open(bytes: &[u8]) -> Result<Opened, Fault> {
    let text = text(bytes)?;
    if text.trim_start().starts_with('{') && prices::is_sheet(text) {
        Ok(Opened::Prices(Sheet::read(text)?))
    } else {
        Ok(Opened::Scenario(Box::new(of_text(text)?)))
    }
}

/// Reads a price sheet.
///
/// # Errors
/// Why it is rejected. Nothing is read from it then.
pub fn read_prices(bytes: &[u8]) -> Result<Sheet, Fault> {
    Ok(Sheet::read(text(bytes)?)?)
}

/// Reads a scenario of either format.
///
/// # Errors
/// Why it is rejected. Nothing is read from it then.
pub fn read(bytes: &[u8]) -> Result<Imported, Fault> {
    of_text(text(bytes)?)
}

/// The text of a file.
fn text(bytes: &[u8]) -> Result<&str, Fault> {
    if bytes.len() > LARGEST {
        return Err(Fault::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| Fault::NotText(error.valid_up_to() + 1))?;
    let text = text.trim_start_matches(BYTE_ORDER_MARK);
    if text.trim_start().is_empty() { Err(Fault::Empty) } else { Ok(text) }
}

fn of_text(text: &str) -> Result<Imported, Fault> {
    if text.trim_start().starts_with('{') {
        of_json(text)
    } else if let Some(separator) = separator(text) {
        of_csv(text, separator)
    } else {
        Err(Fault::NotOurs)
    }
}

// JSON.

/// A text of at most `MOST` characters.
#[derive(Debug, Clone)]
struct Text<const MOST: usize>(String);

impl<'de, const MOST: usize> Deserialize<'de> for Text<MOST> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader<const MOST: usize>;
        impl<const MOST: usize> Visitor<'_> for Reader<MOST> {
            type Value = Text<MOST>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a text of up to {MOST} letters")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text<MOST>, E> {
                if text.len() <= MOST {
                    Ok(Text(text.to_owned()))
                } else {
                    Err(E::invalid_length(text.len(), &self))
                }
            }
        }
        from.deserialize_str(Reader)
    }
}

/// A value of a lever as links write it: a text, a number, true or false.
struct Value(String);

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = Value;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a number, true, false, or a text of up to {WORD} letters")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
                if text.chars().count() <= WORD {
                    Ok(Value(text.to_owned()))
                } else {
                    Err(E::invalid_length(text.len(), &self))
                }
            }
            fn visit_bool<E: de::Error>(self, is_on: bool) -> Result<Value, E> {
                Ok(Value((if is_on { "on" } else { "off" }).to_owned()))
            }
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Value, E> {
                // A very large or small number would have too many plain digits.
                let is_plain = number == 0.0 || (1e-6..1e15).contains(&number.abs());
                Ok(Value(if is_plain { number.to_string() } else { format!("{number:e}") }))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
                Ok(Value(number.to_string()))
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Value, E> {
                Ok(Value(number.to_string()))
            }
        }
        from.deserialize_any(Reader)
    }
}

/// Names of levers with their values.
struct Pairs(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Pairs;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "up to {MOST} names of levers with their values, in braces")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs: Vec<(String, String)> = Vec::new();
                while let Some((Text::<LINE>(name), Value(value))) = map.next_entry()? {
                    if pairs.len() == MOST {
                        return Err(de::Error::invalid_length(MOST + 1, &self));
                    }
                    if pairs.iter().any(|(other, _)| *other == name) {
                        let name = link::cut(&name);
                        return Err(de::Error::custom(format_args!(
                            "“{name}” appears twice; each lever is allowed once"
                        )));
                    }
                    pairs.push((name, value));
                }
                Ok(Pairs(pairs))
            }
        }
        from.deserialize_map(Reader)
    }
}

/// Names of shocks.
struct Slugs(Vec<String>);

impl<'de> Deserialize<'de> for Slugs {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Slugs;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a list of up to {MOST} names of shocks")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Slugs, A::Error> {
                let mut slugs: Vec<String> = Vec::new();
                while let Some(Text::<WORD>(slug)) = list.next_element()? {
                    if slugs.len() == MOST {
                        return Err(de::Error::invalid_length(MOST + 1, &self));
                    }
                    if slugs.contains(&slug) {
                        return Err(de::Error::custom(format_args!(
                            "“{slug}” appears twice; each shock is allowed once"
                        )));
                    }
                    slugs.push(slug);
                }
                Ok(Slugs(slugs))
            }
        }
        from.deserialize_seq(Reader)
    }
}

/// The fields of a file that are read; others are ignored.
#[derive(serde::Deserialize)]
struct Held {
    #[serde(rename = "token-factory")]
    form: Option<u64>,
    title: Option<Text<LINE>>,
    link: Option<Text<LINK>>,
    levers: Option<Pairs>,
    shocks: Option<Slugs>,
    saved: Option<Text<WORD>>,
    #[serde(rename = "numbers")]
    _numbers: Option<IgnoredAny>,
}

fn of_json(text: &str) -> Result<Imported, Fault> {
    let held: Held = serde_json::from_str(text).map_err(|error| Fault::Json(json_fault(&error)))?;
    match held.form {
        None | Some(0) => return Err(Fault::NotOurs),
        Some(form) if form > FORM => return Err(Fault::Later(form)),
        Some(_) => {}
    }
    let is_listed = held.levers.is_some() || held.shocks.is_some();
    let listed = listed(held.levers.map(|it| it.0), held.shocks.map(|it| it.0))?;
    let linked = held.link.map(|it| linked(&it.0)).transpose()?;
    let (Compared { shown: shocked, pinned }, notices) = match linked {
        None if !is_listed => return Err(Fault::NoScenario),
        None => (Compared::alone(listed.whole()), Vec::new()),
        Some((both, notices)) => {
            let shocked = &both.shown;
            if let Some(origin) = &listed.origin {
                agree(shocked.origin(), origin)?;
            }
            let is_same = |slugs: &Vec<&str>| {
                let own: Vec<&str> = shocked.active().iter().map(|shock| shock.slug).collect();
                own.len() == slugs.len() && own.iter().all(|slug| slugs.contains(slug))
            };
            if listed.active.as_ref().is_some_and(|slugs| !is_same(slugs)) {
                return Err(Fault::Shocks);
            }
            (both, notices)
        }
    };
    let (title, saved) = (held.title.map(|it| it.0), held.saved.map(|it| it.0));
    Ok(Imported { shocked, pinned, notices, title, saved })
}

/// A scenario as a file lists it; `None` for what it does not list.
struct Listed {
    origin: Option<Scenario>,
    active: Option<Vec<&'static str>>,
}

impl Listed {
    fn whole(self) -> ShockedScenario {
        let origin = ShockedScenario::new(self.origin.unwrap_or_else(Scenario::baseline));
        let active = self.active.unwrap_or_default().into_iter().filter_map(shocks::find);
        active.fold(origin, |shocked, shock| shocked.toggle(shock))
    }
}

fn listed(levers: Option<Vec<(String, String)>>, slugs: Option<Vec<String>>) -> Result<Listed, Fault> {
    let mut faults = Vec::new();
    let origin = levers.map(|pairs| {
        let (scenario, found) = link::settings(&pairs);
        faults.extend(found);
        scenario
    });
    let active = slugs.map(|slugs| {
        let find = |slug: &String| {
            let shock = shocks::find(slug);
            if shock.is_none() && faults.len() < 6 {
                faults.push(LinkFault::UnknownShock(link::cut(slug)));
            }
            shock.map(|shock| shock.slug)
        };
        slugs.iter().filter_map(find).collect()
    });
    if faults.is_empty() { Ok(Listed { origin, active }) } else { Err(Fault::Levers(faults)) }
}

/// The scenario of a link, and what should be known about it.
fn linked(text: &str) -> Result<(Compared, Vec<LinkFault>), Fault> {
    // The address of the page without a query is the baseline.
    let is_bare = text.contains("://") && !text.contains(['?', '=']);
    let (both, faults) = read_compared(if is_bare { "" } else { text });
    if faults.iter().all(LinkFault::is_notice) { Ok((both, faults)) } else { Err(Fault::Levers(faults)) }
}

/// Whether two scenarios have the same levers, as links write them.
fn agree(by_link: &Scenario, by_list: &Scenario) -> Result<(), Fault> {
    for lever in link::levers() {
        let [one, other] = [by_link, by_list].map(|scenario| lever.written(scenario.of(lever)));
        if one != other {
            return Err(Fault::Contradiction(lever.about.id.to_owned(), one, other));
        }
    }
    Ok(())
}

// CSV.

/// The cell separator of a table of ours: a comma, or what a spreadsheet in another language has replaced it with.
fn separator(text: &str) -> Option<u8> {
    let head = text.lines().next()?.replace('"', "");
    [(b',', ","), (b';', ";"), (b'\t', "\t")].into_iter().find_map(|(byte, sign)| {
        let mut names = head.split(sign).map(str::trim);
        let is_ours = ["name", "label", "value"].iter().all(|name| names.next() == Some(name));
        is_ours.then_some(byte)
    })
}

/// Cells of the longest row that is read.
const CELLS: usize = 100;

fn of_csv(text: &str, separator: u8) -> Result<Imported, Fault> {
    let mut reader =
        ::csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let mut pairs: Vec<(String, String)> = Vec::new();
    let (mut address, mut title, mut saved) = (None, None, None);
    let mut record = ::csv::StringRecord::new();
    loop {
        let before = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => return Err(Fault::Row(before, format!("{error}."))),
        }
        let line = record.position().map_or(before, ::csv::Position::line);
        if record.len() > CELLS {
            return Err(Fault::Row(line, format!("It has more than {CELLS} cells.")));
        }
        let cell = |place: usize| record.get(place).unwrap_or("").trim();
        let name = cell(0);
        let once = |held: &mut Option<String>, most: usize| {
            if held.is_some() {
                return Err(Fault::Row(
                    line,
                    format!("“{name}” stands in the file twice. It is allowed once."),
                ));
            }
            // The page has the text in the last cell.
            let text = [cell(1), cell(4)].into_iter().rfind(|text| !text.is_empty()).unwrap_or("");
            if text.len() > most {
                return Err(Fault::Row(line, format!("“{name}” is longer than {most} letters.")));
            }
            *held = Some(text.to_owned());
            Ok(())
        };
        match name {
            "file.link" => once(&mut address, LINK)?,
            "file.title" => once(&mut title, LINE)?,
            "file.saved" => once(&mut saved, WORD)?,
            _ => {
                if let Some(id) = name.strip_prefix("plan.") {
                    if pairs.len() == MOST {
                        return Err(Fault::Row(line, format!("There are more than {MOST} levers.")));
                    }
                    // A price or a rent that is not published for the machine has no value.
                    let is_unknown = cell(2).is_empty() && LEVERS.get(id).is_some_and(Lever::is_of_machine);
                    if !is_unknown {
                        pairs.push((link::cut(id), value(id, cell(2)).map_err(|why| Fault::Row(line, why))?));
                    }
                }
            }
        }
    }
    let rows = if pairs.is_empty() {
        None
    } else {
        let (scenario, faults) = link::settings(&pairs);
        if !faults.is_empty() {
            return Err(Fault::Levers(faults));
        }
        Some(scenario)
    };
    let (both, notices) = match (address, rows) {
        (None, None) => return Err(Fault::NoScenario),
        (None, Some(scenario)) => (Compared::alone(ShockedScenario::new(scenario)), Vec::new()),
        (Some(address), rows) => {
            let (both, notices) = linked(&address)?;
            if let Some(rows) = rows {
                agree_but_for_rounding(&both.shown.scenario(), &rows)?;
            }
            (both, notices)
        }
    };
    Ok(Imported { shocked: both.shown, pinned: both.pinned, notices, title, saved })
}

/// A cell as links write the value of a lever. Numbers are in the unit of the lever.
fn value(id: &str, cell: &str) -> Result<String, String> {
    if cell.chars().count() > WORD {
        return Err(format!("The value of “{}” has more than {WORD} letters.", link::cut(id)));
    }
    // The apostrophe in front of a text that a spreadsheet would take for a formula.
    let cell = cell.strip_prefix('\'').unwrap_or(cell);
    let Some(lever) = LEVERS.get(id).filter(|lever| !lever.is_named()) else { return Ok(cell.to_owned()) };
    Ok(match cell.parse::<f64>().ok().filter(|number| number.is_finite()) {
        // In the lever's unit, whatever a bare number would otherwise mean.
        Some(number) => match lever.within(lever.about.unit.base(number)) {
            Ok(base) => lever.written(base),
            Err(fault) => return Err(fault.to_string()),
        },
        None => cell.to_owned(),
    })
}

/// Files of numbers have fourteen significant figures, and links fifteen.
const ROUNDING: f64 = 1e-12;

fn agree_but_for_rounding(by_link: &Scenario, by_rows: &Scenario) -> Result<(), Fault> {
    for lever in link::levers() {
        let [one, other] = [by_link, by_rows].map(|scenario| scenario.of(lever));
        if (one - other).abs() > ROUNDING * one.abs().max(other.abs()) {
            let [one, other] = [one, other].map(|value| lever.written(value));
            return Err(Fault::Contradiction(format!("plan.{}", lever.about.id), one, other));
        }
    }
    Ok(())
}
