//! Prices of a language model out of a price sheet: LiteLLM's or that of models.dev.
//!
//! Both publish the prices of a few thousand models as one JSON file. The prices of one of them become settings of the levers
//! of the [price list](model::scenario::levers::LEVERS); all other levers stay. A sheet is read whole or refused in a
//! sentence, and so is the model that is asked for. Its texts are names and are never interpreted.
//!
//! | lever | LiteLLM, dollars a token | models.dev, dollars a million tokens |
//! | --- | --- | --- |
//! | `price_input` | `input_cost_per_token` | `cost.input` |
//! | `price_cached` | `cache_read_input_token_cost`, before `input_cost_per_token_cache_hit` | `cost.cache_read` |
//! | `cache_write`, times the input price | `cache_creation_input_token_cost` | `cost.cache_write` |
//! | `price_output` | `output_cost_per_token` | `cost.output` |
//! | `long_from` | N thousand, of `…_above_Nk_tokens`; a range of `tiered_pricing` | `tier.size` of `cost.tiers`, before `cost.context_over_200k` |
//! | `long_input`, `long_output`, times the price of other input and output | the prices of those names | the prices that stand there |
//!
//! A price below the least that a lever takes is raised to it; cache writes above the most are lowered to it; any other price
//! above the most is refused. What is raised, lowered or left out is told in a sentence each ([`Applied::said`]).
//!
//! Sources: `model_prices_and_context_window.json` of BerriAI/litellm, and `packages/core/src/schema.ts` of
//! anomalyco/models.dev.

use model::format::entry::editable;
use model::quantity::Unit;
use model::quantity::unit::{TOKEN, USD_PER_MTOK};
use model::scenario::levers::LEVERS;
use model::scenario::link;
use model::scenario::shocks::ShockedScenario;
use model::scenario::{Lever, SettingError};
use serde::Deserialize;
use serde::de::{self, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

/// Models of the largest sheet that is read: some four times as many as models.dev has.
pub const MOST_MODELS: usize = 20_000;
/// Bytes of the longest name of a model.
const NAME: usize = 200;
/// Prices by length that one model may have, and other lists within a model.
const FEW: usize = 100;
/// Letters of a fault of the JSON that are told.
const TOLD: usize = 300;
/// Names that are told where many would fit.
const NEAR: usize = 5;

/// Whether a text is to be read as a price sheet: it has names that price sheets have, and not the one that every scenario
/// has. The page decides by the same rule (`isPriceSheet` in `src/script/files.js`).
pub fn is_sheet(text: &str) -> bool {
    const SCENARIO: &str = "\"token-factory\"";
    const LITELLM: [&str; 4] = [
        "\"input_cost_per_token\"",
        "\"output_cost_per_token\"",
        "\"tiered_pricing\"",
        "\"litellm_provider\"",
    ];
    let is_scenario = text.match_indices(SCENARIO).any(|(at, name)| {
        text[at + name.len()..].trim_start_matches([' ', '\t', '\r', '\n']).starts_with(':')
    });
    let has = |name: &&str| text.contains(*name);
    !is_scenario && (LITELLM.iter().any(has) || ["\"models\"", "\"cost\""].iter().all(has))
}

/// What a sheet has of a model, in base units: dollars a token, tokens.
#[derive(Debug, Clone, Default, PartialEq)]
struct Prices {
    input: f64,
    output: f64,
    cached: Option<f64>,
    write: Option<f64>,
    reasoning: Option<f64>,
    /// Prices above a length, shortest first.
    long: Vec<Long>,
}

/// Prices above a length, in base units. What is not listed costs as much as below it.
#[derive(Debug, Clone, PartialEq)]
struct Long {
    above: f64,
    input: Option<f64>,
    output: Option<f64>,
    cached: Option<f64>,
    write: Option<f64>,
}

/// Why the prices of a model cannot be set.
#[derive(Debug, Clone, PartialEq)]
pub enum NotOffered {
    /// It is no model that reads and writes text; its mode or family.
    Kind(String),
    /// It does not write text.
    NoText,
    /// It has no price for each token of input and of output. It may have one for a second, a picture or a request.
    NoPrices,
    /// One of its prices is no number, or below zero: which one, and what stands there.
    Unreadable(&'static str, String),
}

impl fmt::Display for NotOffered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind(kind) => {
                write!(f, "It is of the kind “{kind}”. Allowed are models that read and write text.")
            }
            Self::NoText => write!(f, "It does not write text. Allowed are models that do."),
            Self::NoPrices => {
                write!(
                    f,
                    "It has no price for a token of input and of output. Allowed are models that have both."
                )
            }
            Self::Unreadable(what, found) => {
                write!(f, "Its {what} is “{found}”. Allowed is a number of dollars, 0 or more.")
            }
        }
    }
}

/// Why a sheet is not read, or a model's prices are not set.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// It is no JSON of either form; what is wrong and where, in the words of the reader.
    Json(String),
    /// No model of it has prices that can be set: how many models it has, the name of the first, and why not.
    NoModels(usize, Option<(String, NotOffered)>),
    /// No model of it has that name. Names that are near.
    NoSuchModel(String, Vec<String>),
    /// The model has no prices that can be set; its name, and why not.
    NotOffered(String, NotOffered),
    /// A price of the model is above the most that its lever takes; the name of the model, and which price, with the values
    /// that are allowed.
    OffTrack(String, String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(said) => write!(
                f,
                "The price sheet cannot be read: {said}. Allowed is JSON in the form of LiteLLM or models.dev."
            ),
            Self::NoModels(_, None) => write!(
                f,
                "The price sheet has no models. Allowed is JSON in the form of LiteLLM or models.dev."
            ),
            Self::NoModels(1, Some((name, why))) => {
                write!(f, "The prices of its only model, “{name}”, cannot be set. {why}")
            }
            Self::NoModels(count, Some((name, why))) => write!(
                f,
                "The price sheet has {count} models, none with prices that can be set. The first is “{name}”. {why}"
            ),
            Self::NoSuchModel(name, near) if near.is_empty() => {
                write!(f, "The price sheet has no model called “{}”.", link::cut(name))
            }
            Self::NoSuchModel(name, near) => write!(
                f,
                "The price sheet has no model called “{}”. Did you mean {}?",
                link::cut(name),
                near.join(", ")
            ),
            Self::NotOffered(name, why) => write!(f, "The prices of “{name}” cannot be set. {why}"),
            Self::OffTrack(name, why) => write!(f, "The prices of “{name}” cannot be set. {why}"),
        }
    }
}

impl std::error::Error for Fault {}

/// What is wrong with a JSON text and where, in the words of its reader, of bounded length: what stands in the file may be
/// quoted, and be long.
pub(crate) fn told(error: &serde_json::Error) -> String {
    let said = error.to_string();
    match said.char_indices().nth(TOLD) {
        Some((end, _)) => format!("{}… at line {} column {}", &said[..end], error.line(), error.column()),
        None => said,
    }
}

/// A price sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    models: Vec<Model>,
}

/// A model of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    name: String,
    prices: Result<Prices, NotOffered>,
}

/// A scenario with the prices of a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// The scenario. A shock that moves one of the prices has ended.
    pub shocked: ShockedScenario,
    /// Which prices were set, and what of the sheet was raised, lowered or left out, a sentence each.
    pub said: Vec<String>,
}

impl Sheet {
    /// Reads a price sheet of either form.
    ///
    /// # Errors
    /// Where it is no JSON of these forms, and where no model of it has prices that can be set.
    pub fn read(text: &str) -> Result<Self, Fault> {
        let Models(models) = serde_json::from_str(text).map_err(|error| Fault::Json(told(&error)))?;
        if models.iter().any(|model| model.prices.is_ok()) {
            return Ok(Self { models });
        }
        let count = models.len();
        let first = models.into_iter().next();
        Err(Fault::NoModels(count, first.and_then(|it| it.prices.err().map(|why| (it.name, why)))))
    }
    /// Names of the models whose prices can be set, in the order of the sheet. A name of models.dev begins with its provider.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.models.iter().filter(|model| model.prices.is_ok()).map(|model| model.name.as_str())
    }
    /// The model whose prices can be set, where there is one alone.
    pub fn only(&self) -> Option<&Model> {
        let mut offered = self.models.iter().filter(|model| model.prices.is_ok());
        offered.next().filter(|_| offered.next().is_none())
    }
    /// The model of that name. Capitals matter only where two names differ in nothing else.
    ///
    /// # Errors
    /// Where the sheet has none, with names that are near.
    pub fn find(&self, name: &str) -> Result<&Model, Fault> {
        let name = name.trim();
        if let Some(model) = self.models.iter().find(|model| model.name == name) {
            return Ok(model);
        }
        let mut alike = self.models.iter().filter(|model| model.name.eq_ignore_ascii_case(name));
        match (alike.next(), alike.next()) {
            (Some(model), None) => Ok(model),
            _ => Err(Fault::NoSuchModel(name.to_owned(), self.near(name))),
        }
    }
    /// Names that a reader may have meant, nearest first: those that contain what was asked for, shortest first, and then
    /// those that differ in a few letters.
    fn near(&self, name: &str) -> Vec<String> {
        /// What is compared of a name: a longer text would take long.
        const COMPARED: usize = 64;
        let plain = |text: &str| -> String {
            text.chars()
                .filter(|it| it.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .take(COMPARED)
                .collect()
        };
        let asked = plain(name);
        // One letter is in most names.
        if asked.len() < 2 {
            return Vec::new();
        }
        let mut found: Vec<(bool, usize, &str)> = Vec::new();
        for other in self.names() {
            let letters = plain(other);
            if letters.contains(&asked) {
                found.push((false, letters.len(), other));
            } else {
                // A name of models.dev is also compared without its provider.
                let model = plain(other.split_once('/').map_or(other, |it| it.1));
                let reach = strsim::levenshtein(&asked, &letters).min(strsim::levenshtein(&asked, &model));
                if 3 * reach <= asked.len() {
                    found.push((true, reach, other));
                }
            }
        }
        found.sort_unstable();
        found.into_iter().take(NEAR).map(|(_, _, name)| name.to_owned()).collect()
    }
}

impl Model {
    /// What the sheet calls it.
    pub fn name(&self) -> &str {
        &self.name
    }
    /// The scenario with the prices of this model; its other levers stay as they are.
    ///
    /// # Errors
    /// Where the sheet has no prices of it that can be set, and where one is above the most that its lever takes.
    pub fn apply(&self, shocked: &ShockedScenario) -> Result<Applied, Fault> {
        let prices = self.prices.as_ref().map_err(|why| Fault::NotOffered(self.name.clone(), why.clone()))?;
        let mut notes = Vec::new();
        let settings = prices.settings(&mut notes).map_err(|why| Fault::OffTrack(self.name.clone(), why))?;
        let mut after = shocked.clone();
        for (lever, base) in settings {
            // As links set it: rounded to their figures, and the default itself where it is written alike.
            let mut scenario = *after.origin();
            let set = link::set(&mut scenario, lever.about.id, &lever.written(base));
            debug_assert!(set.is_ok(), "{set:?}");
            after = after.moved(lever, scenario.of(lever));
        }
        let origin = after.origin();
        let mut said = vec![format!(
            "The prices of “{}” were set: input {}, cached input {} and output {} a million tokens; cache writes {}×; {}.",
            self.name,
            money(origin.price_input),
            money(origin.price_cached),
            money(origin.price_output),
            plain(&LEVERS.cache_write, origin.cache_write),
            if prices.long.is_empty() {
                "one price for all lengths".to_owned()
            } else {
                format!(
                    "above {} tokens input {}× and output {}×",
                    plain(&LEVERS.long_from, origin.long_from),
                    plain(&LEVERS.long_input, origin.long_input),
                    plain(&LEVERS.long_output, origin.long_output)
                )
            }
        )];
        said.append(&mut notes);
        let peak = shocked.origin().peak_price;
        if (peak - 1.0).abs() > 0.0 {
            let lever = &LEVERS.peak_price;
            said.push(format!(
                "“{}” was {}× and is 1× now: the price sheet has one price for all hours.",
                lever.about.label,
                plain(lever, peak)
            ));
        }
        let ended = shocked.active().iter().filter(|shock| !after.holds(shock));
        said.extend(
            ended.map(|shock| format!("The shock “{}” has ended: it moves these prices.", shock.slug)),
        );
        Ok(Applied { shocked: after, said })
    }
}

/// A price of a token, for a million of them: $3.
fn money(base: f64) -> String {
    editable(base, &USD_PER_MTOK)
}

/// A value of a lever without its unit, with all its figures.
fn plain(lever: &Lever, base: f64) -> String {
    editable(base, &lever.about.unit)
}

/// How much more something costs, where it is not listed at the same price: against the price that is set, which may have
/// been raised.
fn times(price: f64, listed: f64, set: f64) -> f64 {
    if price.to_bits() == listed.to_bits() { 1.0 } else { price / set }
}

/// A price or factor on the track of its lever. One that is too low is raised, which is noted.
fn raised(
    lever: &'static Lever,
    what: &str,
    base: f64,
    notes: &mut Vec<String>,
) -> Result<(&'static Lever, f64), String> {
    let found = plain(lever, base);
    match lever.within(base) {
        Err(SettingError::TooSmall { min, .. }) => {
            let least = plain(lever, min);
            notes
                .push(format!("Its {what} is {found}. The least that can be set is {least}, which applies."));
            Ok((lever, min))
        }
        Err(error) => Err(format!("Its {what} is {found}. {error}")),
        Ok(base) => Ok((lever, base)),
    }
}

impl Prices {
    /// The levers that hold these prices, in base units; what cannot be held is noted.
    ///
    /// # Errors
    /// The first price that is above the most that its lever takes.
    fn settings(&self, notes: &mut Vec<String>) -> Result<Vec<(&'static Lever, f64)>, String> {
        let input = raised(&LEVERS.price_input, "input price", self.input, notes)?;
        let output = raised(&LEVERS.price_output, "output price", self.output, notes)?;
        let cached = match self.cached {
            Some(price) => raised(&LEVERS.price_cached, "price of cached input", price, notes)?,
            None => (&LEVERS.price_cached, input.1),
        };
        match (self.cached, self.write) {
            (None, None) => notes.push(
                "The price sheet lists neither cached input nor cache writes: both cost as much as other input."
                    .to_owned(),
            ),
            (None, Some(_)) => notes.push(
                "The price sheet does not list cached input: it costs as much as other input.".to_owned(),
            ),
            (Some(_), None) => notes.push(
                "The price sheet does not list cache writes: they cost as much as other input.".to_owned(),
            ),
            _ => {}
        }
        if let Some(price) = self.reasoning.filter(|price| price.to_bits() != self.output.to_bits()) {
            notes.push(format!(
                "The price sheet lists reasoning at {} a million tokens. Here it costs as much as other output.",
                money(price)
            ));
        }
        let write = (&LEVERS.cache_write, self.write_times(input.1, notes));
        let mut settings = vec![input, cached, write, output, (&LEVERS.peak_price, 1.0)];
        let Some((first, rest)) = self.long.split_first() else {
            settings.extend([(&LEVERS.long_input, 1.0), (&LEVERS.long_output, 1.0)]);
            return Ok(settings);
        };
        let dearer = |price: Option<f64>, listed, set| price.map_or(1.0, |price| times(price, listed, set));
        settings.push(raised(&LEVERS.long_from, "length of a long context", first.above, notes)?);
        let long_input = raised(
            &LEVERS.long_input,
            "input price of a long context, over the input price,",
            dearer(first.input, self.input, input.1),
            notes,
        )?;
        let long_output = raised(
            &LEVERS.long_output,
            "output price of a long context, over the output price,",
            dearer(first.output, self.output, output.1),
            notes,
        )?;
        settings.extend([long_input, long_output]);
        // Without a price below that length there is none that grows.
        let written = first.write.filter(|_| self.write.is_some());
        for (what, price, set) in
            [("cached input", first.cached, cached.1), ("cache writes", written, input.1 * write.1)]
        {
            let here = set * long_input.1;
            if let Some(price) = price.filter(|price| (price - here).abs() > 1e-9 * here) {
                notes.push(format!(
                    "In a long context the price sheet lists {what} at {} a million tokens. Here the price grows as that of \
                     input does, to {}.",
                    money(price),
                    money(here)
                ));
            }
        }
        if !rest.is_empty() {
            let listed: Vec<String> = rest
                .iter()
                .take(NEAR)
                .map(|long| {
                    format!(
                        "above {} tokens (input {}, output {})",
                        editable(long.above, &TOKEN),
                        money(long.input.unwrap_or(self.input)),
                        money(long.output.unwrap_or(self.output))
                    )
                })
                .collect();
            let more = rest.len() - listed.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            notes.push(format!(
                "Only one longer context can have prices of its own. Left out are those {}{more}.",
                listed.join(", ")
            ));
        }
        Ok(settings)
    }
    /// What writing to the cache costs over other input; what cannot be held is noted.
    fn write_times(&self, input: f64, notes: &mut Vec<String>) -> f64 {
        let lever = &LEVERS.cache_write;
        let Some(price) = self.write else { return 1.0 };
        match lever.within(times(price, self.input, input)) {
            Ok(times) => times,
            // Some sheets have the price of an hour in the cache in this place.
            Err(SettingError::TooLarge { max, .. }) => {
                notes.push(format!(
                    "The price sheet lists cache writes at {} a million tokens. The most that can be set is {} times the input \
                     price, which applies.",
                    money(price),
                    plain(lever, max)
                ));
                max
            }
            Err(_) => {
                notes.push(format!(
                    "The price sheet lists cache writes at {} a million tokens, below other input. Here they cost as much.",
                    money(price)
                ));
                1.0
            }
        }
    }
}

// JSON.

/// A number as a sheet has it: some write numbers as texts.
#[derive(Debug, Clone, Default)]
enum Number {
    #[default]
    None,
    Some(f64),
    /// What stands there is no number, or below zero.
    Bad(String),
}

impl Number {
    fn of(number: f64) -> Self {
        // Nothing may have a sign.
        if number >= 0.0 { Self::Some(number.abs()) } else { Self::Bad(number.to_string()) }
    }
    /// The number in base units.
    fn base(&self, what: &'static str, unit: Option<&Unit>) -> Result<Option<f64>, NotOffered> {
        match self {
            Self::None => Ok(None),
            Self::Some(number) => Ok(Some(unit.map_or(*number, |unit| unit.base(*number)))),
            Self::Bad(found) => Err(NotOffered::Unreadable(what, found.clone())),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Number;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a number")
            }
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Number, E> {
                Ok(Number::of(number))
            }
            #[allow(clippy::cast_precision_loss, reason = "a price of so many dollars is refused")]
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Number, E> {
                Ok(Number::of(number as f64))
            }
            #[allow(clippy::cast_precision_loss, reason = "a price below zero is refused")]
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Number, E> {
                Ok(Number::of(number as f64))
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
                let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
                Ok(number.map_or_else(|| Number::Bad(link::cut(text)), Number::of))
            }
            fn visit_unit<E: de::Error>(self) -> Result<Number, E> {
                Ok(Number::None)
            }
            fn visit_bool<E: de::Error>(self, is_on: bool) -> Result<Number, E> {
                Ok(Number::Bad(is_on.to_string()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Number, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Number::Bad("a list".to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Number, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Number::Bad("an object".to_owned()))
            }
        }
        from.deserialize_any(Reader)
    }
}

/// A list of few entries.
#[derive(Debug, Clone)]
struct Few<T>(Vec<T>);

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
            type Value = Few<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a list of up to {FEW} entries")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Few<T>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = list.next_element()? {
                    if entries.len() == FEW {
                        return Err(de::Error::invalid_length(FEW + 1, &self));
                    }
                    entries.push(entry);
                }
                Ok(Few(entries))
            }
            fn visit_unit<E: de::Error>(self) -> Result<Few<T>, E> {
                Ok(Few(Vec::new()))
            }
        }
        from.deserialize_any(Reader(PhantomData))
    }
}

/// The prices of one model for one length, as a sheet has them.
#[derive(Debug, Clone, Default)]
struct Rates {
    input: Number,
    output: Number,
    cached: Number,
    write: Number,
    reasoning: Number,
}

impl Rates {
    /// These prices above a length.
    fn above(&self, above: f64, unit: Option<&Unit>) -> Result<Long, NotOffered> {
        Ok(Long {
            above,
            input: self.input.base("price of long input", unit)?,
            output: self.output.base("price of long output", unit)?,
            cached: self.cached.base("price of long cached input", unit)?,
            write: self.write.base("price of long cache writes", unit)?,
        })
    }
    /// The prices of a model: these, and those above lengths.
    fn with(&self, long: Vec<Long>, unit: Option<&Unit>) -> Result<Prices, NotOffered> {
        let input = self.input.base("input price", unit)?;
        let output = self.output.base("output price", unit)?;
        let (Some(input), Some(output)) = (input, output) else { return Err(NotOffered::NoPrices) };
        let mut long: Vec<Long> =
            long.into_iter().filter(|it| it.input.is_some() || it.output.is_some()).collect();
        long.sort_by(|one, other| one.above.total_cmp(&other.above));
        Ok(Prices {
            input,
            output,
            cached: self.cached.base("price of cached input", unit)?,
            write: self.write.base("price of cache writes", unit)?,
            reasoning: self.reasoning.base("price of reasoning", unit)?,
            long,
        })
    }
}

/// The models of a sheet. An entry is a model of LiteLLM, or a provider of models.dev with its models.
struct Models(Vec<Model>);

/// A list of models that is being read: each name once, and not too many.
#[derive(Default)]
struct Listed {
    models: Vec<Model>,
    names: BTreeSet<String>,
}

impl Listed {
    fn add<E: de::Error>(&mut self, name: String, prices: Result<Prices, NotOffered>) -> Result<(), E> {
        if name.is_empty() || name.len() > NAME {
            return Err(E::custom(format_args!(
                "the name of a model has {} letters; allowed are 1 to {NAME}",
                name.len()
            )));
        }
        if self.models.len() == MOST_MODELS {
            return Err(E::custom(format_args!("there are more than {MOST_MODELS} models")));
        }
        if !self.names.insert(name.clone()) {
            return Err(E::custom(format_args!(
                "“{}” stands in it twice; each model is allowed once",
                link::cut(&name)
            )));
        }
        self.models.push(Model { name, prices });
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Models {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Models;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "an object of models or of providers")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Models, A::Error> {
                let mut listed = Listed::default();
                while let Some(name) = map.next_key::<String>()? {
                    match map.next_value()? {
                        Entry::Model(_) if name == "sample_spec" => {}
                        Entry::Model(model) => listed.add(name, model.prices())?,
                        Entry::Provider(models) => {
                            for (id, model) in models {
                                listed.add(format!("{name}/{id}"), model.prices())?;
                            }
                        }
                    }
                }
                Ok(Models(listed.models))
            }
        }
        from.deserialize_map(Reader)
    }
}

/// An entry of a sheet.
enum Entry {
    Model(Box<LiteLlm>),
    Provider(Vec<(String, ModelsDev)>),
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Entry;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "an object with the prices of a model, or with the “models” of a provider")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entry, A::Error> {
                let mut model = LiteLlm::default();
                let mut provider = None;
                while let Some(field) = map.next_key::<String>()? {
                    match field.as_str() {
                        "models" if provider.is_some() => return Err(de::Error::duplicate_field("models")),
                        "models" => provider = Some(map.next_value::<Named>()?.0),
                        "mode" => model.mode = map.next_value()?,
                        "tiered_pricing" => model.tiers = map.next_value()?,
                        _ => match model.slot::<A::Error>(&field)? {
                            Some(slot @ Number::None) => *slot = map.next_value()?,
                            Some(_) => {
                                return Err(de::Error::custom(format_args!(
                                    "“{field}” stands in it twice; each price is allowed once"
                                )));
                            }
                            None => {
                                map.next_value::<IgnoredAny>()?;
                            }
                        },
                    }
                }
                Ok(provider.map_or_else(|| Entry::Model(Box::new(model)), Entry::Provider))
            }
        }
        from.deserialize_map(Reader)
    }
}

/// A model as LiteLLM has it. Prices are in dollars a token, which is the base unit.
#[derive(Default)]
struct LiteLlm {
    mode: Option<String>,
    rates: Rates,
    /// What DeepSeek's entries have beside or in the place of the price of cached input.
    hit: Number,
    /// Prices above so many tokens.
    above: Vec<(f64, Rates)>,
    tiers: Few<Range>,
}

/// Prices of a range of lengths.
#[derive(Deserialize)]
#[serde(expecting = "an object with the prices of a range of lengths")]
struct Range {
    #[serde(default)]
    range: Few<Number>,
    #[serde(default, rename = "input_cost_per_token")]
    input: Number,
    #[serde(default, rename = "output_cost_per_token")]
    output: Number,
    #[serde(default, rename = "cache_read_input_token_cost")]
    cached: Number,
    #[serde(default, rename = "cache_creation_input_token_cost")]
    write: Number,
    #[serde(default, rename = "output_cost_per_reasoning_token")]
    reasoning: Number,
}

impl LiteLlm {
    /// Where the price of a field is kept; nowhere where the field has none that is read, as those of priority, flexible and
    /// batch processing.
    fn slot<E: de::Error>(&mut self, field: &str) -> Result<Option<&mut Number>, E> {
        type Of = fn(&mut Rates) -> &mut Number;
        const FIELDS: [(&str, Of); 5] = [
            ("input_cost_per_token", |rates| &mut rates.input),
            ("output_cost_per_token", |rates| &mut rates.output),
            ("cache_read_input_token_cost", |rates| &mut rates.cached),
            ("cache_creation_input_token_cost", |rates| &mut rates.write),
            ("output_cost_per_reasoning_token", |rates| &mut rates.reasoning),
        ];
        if field == "input_cost_per_token_cache_hit" {
            return Ok(Some(&mut self.hit));
        }
        for (name, of) in FIELDS {
            let Some(rest) = field.strip_prefix(name) else { continue };
            if rest.is_empty() {
                return Ok(Some(of(&mut self.rates)));
            }
            let length = rest.strip_prefix("_above_").and_then(|rest| rest.strip_suffix("k_tokens"));
            let Some(thousands) = length.and_then(|it| it.parse::<u32>().ok()) else { continue };
            let above = 1e3 * f64::from(thousands);
            let place = self.above.iter().position(|it| it.0.to_bits() == above.to_bits());
            let place = match place {
                Some(place) => place,
                None if self.above.len() == FEW => {
                    return Err(E::custom(format_args!("a model has prices above more than {FEW} lengths")));
                }
                None => {
                    self.above.push((above, Rates::default()));
                    self.above.len() - 1
                }
            };
            return Ok(Some(of(&mut self.above[place].1)));
        }
        Ok(None)
    }
    fn prices(mut self) -> Result<Prices, NotOffered> {
        const MODES: [&str; 3] = ["chat", "completion", "responses"];
        if let Some(mode) = self.mode.filter(|mode| !MODES.contains(&mode.as_str())) {
            return Err(NotOffered::Kind(link::cut(&mode)));
        }
        if matches!(self.rates.cached, Number::None) {
            self.rates.cached = self.hit;
        }
        let mut long = Vec::new();
        for (above, rates) in &self.above {
            long.push(rates.above(*above, None)?);
        }
        for tier in self.tiers.0 {
            let from = tier.range.0.first().map_or(Ok(None), |from| from.base("range of lengths", None))?;
            let Range { input, output, cached, write, reasoning, .. } = tier;
            let rates = Rates { input, output, cached, write, reasoning };
            match from.filter(|from| *from > 0.0) {
                Some(from) => long.push(rates.above(from, None)?),
                None if matches!(self.rates.input, Number::None) => self.rates = rates,
                None => {}
            }
        }
        self.rates.with(long, None)
    }
}

/// The models of a provider.
struct Named(Vec<(String, ModelsDev)>);

impl<'de> Deserialize<'de> for Named {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Named;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "an object of models")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Named, A::Error> {
                let mut models = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    if models.len() == MOST_MODELS {
                        return Err(de::Error::custom(format_args!(
                            "there are more than {MOST_MODELS} models"
                        )));
                    }
                    models.push(entry);
                }
                Ok(Named(models))
            }
        }
        from.deserialize_map(Reader)
    }
}

/// A model as models.dev has it. Prices are in dollars a million tokens.
#[derive(Deserialize)]
#[serde(expecting = "an object with the “cost” of a model")]
struct ModelsDev {
    family: Option<String>,
    modalities: Option<Modalities>,
    cost: Option<Cost>,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with lists of “input” and “output”")]
struct Modalities {
    output: Option<Few<String>>,
}

#[derive(Deserialize)]
#[serde(expecting = "an object of prices")]
struct Cost {
    #[serde(default)]
    input: Number,
    #[serde(default)]
    output: Number,
    #[serde(default)]
    cache_read: Number,
    #[serde(default)]
    cache_write: Number,
    #[serde(default)]
    reasoning: Number,
    context_over_200k: Option<Over200k>,
    #[serde(default)]
    tiers: Few<Tier>,
}

/// What older sheets have in the place of tiers, and newer ones beside them: the prices of the one tier, whose length is
/// 200,000 tokens or more. The tier alone has the length.
#[derive(Deserialize)]
#[serde(expecting = "an object of prices")]
struct Over200k {
    #[serde(default)]
    input: Number,
    #[serde(default)]
    output: Number,
    #[serde(default)]
    cache_read: Number,
    #[serde(default)]
    cache_write: Number,
}

#[derive(Deserialize)]
#[serde(expecting = "an object of prices with their “tier”")]
struct Tier {
    #[serde(default)]
    input: Number,
    #[serde(default)]
    output: Number,
    #[serde(default)]
    cache_read: Number,
    #[serde(default)]
    cache_write: Number,
    tier: Threshold,
}

#[derive(Deserialize)]
#[serde(expecting = "an object with the “size” of a context")]
struct Threshold {
    #[serde(default, rename = "type")]
    kind: Option<String>,
    size: Number,
}

impl ModelsDev {
    fn prices(self) -> Result<Prices, NotOffered> {
        /// Tokens above which the prices of `context_over_200k` hold, as its name says.
        const OVER: f64 = 200e3;
        let unit = Some(&USD_PER_MTOK);
        if let Some(family) =
            self.family.filter(|it| ["embed", "rerank"].iter().any(|kind| it.contains(kind)))
        {
            return Err(NotOffered::Kind(link::cut(&family)));
        }
        let output = self.modalities.and_then(|it| it.output);
        if output.is_some_and(|it| !it.0.iter().any(|kind| kind == "text")) {
            return Err(NotOffered::NoText);
        }
        let Some(cost) = self.cost else { return Err(NotOffered::NoPrices) };
        let mut long = Vec::new();
        for Tier { input, output, cache_read, cache_write, tier } in cost.tiers.0 {
            let size = tier.size.base("length of a long context", None)?;
            if let Some(size) = size.filter(|_| tier.kind.is_none_or(|kind| kind == "context")) {
                let rates =
                    Rates { input, output, cached: cache_read, write: cache_write, ..Rates::default() };
                long.push(rates.above(size, unit)?);
            }
        }
        if let Some(Over200k { input, output, cache_read, cache_write }) =
            cost.context_over_200k.filter(|_| long.is_empty())
        {
            let rates = Rates { input, output, cached: cache_read, write: cache_write, ..Rates::default() };
            long.push(rates.above(OVER, unit)?);
        }
        let Cost { input, output, cache_read, cache_write, reasoning, .. } = cost;
        Rates { input, output, cached: cache_read, write: cache_write, reasoning }.with(long, unit)
    }
}
