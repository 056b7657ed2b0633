//! Prices of a language model from a price sheet: LiteLLM's or that of models.dev.
//!
//! Both publish the prices of a few thousand models as one JSON file. The prices of one of them become settings of the
//! levers of the [price list](model::scenario::levers::LEVERS); all other levers stay. A sheet is read completely or
//! rejected with a sentence, and so is the requested model. Its texts are names and are never interpreted.
//!
//! | lever | LiteLLM, dollars a token | models.dev, dollars a million tokens |
//! | --- | --- | --- |
//! | `price_input` | `input_cost_per_token` | `cost.input` |
//! | `price_cached` | `cache_read_input_token_cost`, before `input_cost_per_token_cache_hit` | `cost.cache_read` |
//! | `cache_write`, times the input price | `cache_creation_input_token_cost` | `cost.cache_write` |
//! | `price_output` | `output_cost_per_token` | `cost.output` |
//! | `batch_price`, times the regular prices | `input_cost_per_token_batches`, `output_cost_per_token_batches` | |
//! | `long_from` | N thousand, of `…_above_Nk_tokens`; a range of `tiered_pricing` | `tier.size` of `cost.tiers`, before `cost.context_over_200k` |
//! | `long_input`, `long_output`, times the price of other input and output | the prices of those names | the prices listed there |
//!
//! If a sheet has prices for several lengths, those for the context of the scenario are set. If it lists no batch price, that
//! of the scenario stays.
//!
//! A price below the minimum of its lever is raised to it; cache writes above the maximum are lowered to it; any other
//! price above the maximum is rejected. What is raised, lowered or left out is reported, in a sentence each
//! ([`Applied::said`]).
//!
//! Sources: `model_prices_and_context_window.json` of BerriAI/litellm, and `packages/core/src/schema.ts` of
//! anomalyco/models.dev.

mod litellm;
mod models_dev;
mod rates;
mod read;

use model::format::entry::editable;
use model::quantity::unit::{TOKEN, USD_PER_MTOK};
use model::scenario::levers::LEVERS;
use model::scenario::link;
use model::scenario::shocks::ShockedScenario;
use model::scenario::{Lever, SettingError};
use model::study::evaluate::numbers;
use rates::Prices;
use read::Models;
use std::fmt;

pub use rates::{MOST_MODELS, NotOffered};

/// Most characters of a JSON fault that are reported.
const MOST_LETTERS: usize = 300;
/// Most similar names that are reported.
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

/// Why a sheet is not read, or a model's prices are not set.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// It is not JSON of either form; what is wrong and where, in the words of the parser.
    Json(String),
    /// No model in it has prices that can be set: how many models it has, the name of the first, and why not.
    NoModels(usize, Option<(String, NotOffered)>),
    /// No model in it has that name. Similar names.
    NoSuchModel(String, Vec<String>),
    /// The model has no prices that can be set; its name, and why not.
    NotOffered(String, NotOffered),
    /// A price of the model is above the maximum of its lever; the name of the model, and which price, with the values
    /// that are allowed.
    OffTrack(String, String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(said) => write!(
                f,
                "The price sheet cannot be read: {said}. Allowed: JSON in the form of LiteLLM or models.dev."
            ),
            Self::NoModels(_, None) => write!(
                f,
                "The price sheet has no models. Allowed: JSON in the form of LiteLLM or models.dev."
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

/// What is wrong with a JSON text and where, in the words of its parser, cut to a limited length: the contents of the
/// file may be quoted, and may be long.
pub(crate) fn json_fault(error: &serde_json::Error) -> String {
    let said = error.to_string();
    match said.char_indices().nth(MOST_LETTERS) {
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
    /// Which prices were set, and what in the sheet was raised, lowered or left out, in a sentence each.
    pub said: Vec<String>,
}

impl Sheet {
    /// Reads a price sheet of either form.
    ///
    /// # Errors
    /// If it is not JSON of these forms, or if no model in it has prices that can be set.
    pub fn read(text: &str) -> Result<Self, Fault> {
        let Models(models) = serde_json::from_str(text).map_err(|error| Fault::Json(json_fault(&error)))?;
        let models: Vec<Model> = models.into_iter().map(|(name, prices)| Model { name, prices }).collect();
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
    /// The model whose prices can be set, if there is exactly one.
    pub fn only(&self) -> Option<&Model> {
        let mut offered = self.models.iter().filter(|model| model.prices.is_ok());
        offered.next().filter(|_| offered.next().is_none())
    }
    /// The model of that name. Capitals matter only if two names differ in nothing else, and so do spaces around a name.
    ///
    /// # Errors
    /// If the sheet has none, with similar names.
    pub fn find(&self, name: &str) -> Result<&Model, Fault> {
        let named = |name: &str| self.models.iter().find(|model| model.name == name);
        if let Some(model) = named(name).or_else(|| named(name.trim())) {
            return Ok(model);
        }
        let name = name.trim();
        let mut alike = self.models.iter().filter(|model| model.name.trim().eq_ignore_ascii_case(name));
        match (alike.next(), alike.next()) {
            (Some(model), None) => Ok(model),
            _ => Err(Fault::NoSuchModel(name.to_owned(), self.near(name))),
        }
    }
    /// Names that a reader may have meant, nearest first: those that contain the given name, shortest first, and then
    /// those that differ in a few letters.
    fn near(&self, name: &str) -> Vec<String> {
        /// Number of characters that are compared: a longer text would take long.
        const COMPARED: usize = 64;
        let plain = |text: &str| -> String {
            text.chars()
                .filter(|it| it.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .take(COMPARED)
                .collect()
        };
        let asked = plain(name);
        // A single letter is in most names.
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
    /// Its name in the sheet.
    pub fn name(&self) -> &str {
        &self.name
    }
    /// The scenario with the prices of this model; its other levers stay as they are.
    ///
    /// # Errors
    /// If the sheet has no prices for it that can be set, or if one is above the maximum of its lever.
    pub fn apply(&self, shocked: &ShockedScenario) -> Result<Applied, Fault> {
        let prices = self.prices.as_ref().map_err(|why| Fault::NotOffered(self.name.clone(), why.clone()))?;
        let mut notes = Vec::new();
        let context = numbers(&shocked.scenario()).demand.context;
        let settings =
            prices.settings(context, &mut notes).map_err(|why| Fault::OffTrack(self.name.clone(), why))?;
        let mut after = shocked.clone();
        for (lever, base) in settings {
            // Set as links do it: rounded to their figures, or the default itself if both are written alike.
            let mut scenario = *after.origin();
            let set = link::set(&mut scenario, lever.about.id, &lever.written(base));
            debug_assert!(set.is_ok(), "{set:?}");
            after = after.moved(lever, scenario.of(lever));
        }
        let origin = after.origin();
        let mut said = vec![format!(
            "The prices of “{}” were set: input {}, cached input {} and output {} per million tokens; cache writes {}×; {}.",
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
                "“{}” was reset from {}× to 1×: the price sheet has one price for all hours.",
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

/// A price per token as text, for a million of them: $3.
fn money(base: f64) -> String {
    editable(base, &USD_PER_MTOK)
}

/// A value of a lever without its unit, with all its figures.
fn plain(lever: &Lever, base: f64) -> String {
    editable(base, &lever.about.unit)
}

/// How much more something costs, if it is not listed at the same price: relative to the price that is set, which may
/// have been raised.
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
            notes.push(format!("Its {what} is {found}. The minimum, {least}, was used instead."));
            Ok((lever, min))
        }
        Err(error) => Err(format!("Its {what} is {found}. {error}")),
        Ok(base) => Ok((lever, base)),
    }
}

impl Prices {
    /// The levers set to these prices, in base units; of several lengths, to those that hold for a context of so many
    /// tokens. What cannot be set is noted.
    ///
    /// # Errors
    /// The first price that is above the maximum of its lever.
    fn settings(&self, context: f64, notes: &mut Vec<String>) -> Result<Vec<(&'static Lever, f64)>, String> {
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
                "The price sheet lists reasoning at {} per million tokens. Here it costs as much as other output.",
                money(price)
            ));
        }
        let write = (&LEVERS.cache_write, self.write_times(input.1, notes));
        let mut settings = vec![input, cached, write, output, (&LEVERS.peak_price, 1.0)];
        settings.extend(self.batch_price(notes)?);
        let place = self.long.iter().rposition(|long| long.above <= context).unwrap_or(0);
        let Some(set) = self.long.get(place) else {
            settings.extend([(&LEVERS.long_input, 1.0), (&LEVERS.long_output, 1.0)]);
            return Ok(settings);
        };
        let dearer = |price: Option<f64>, listed, set| price.map_or(1.0, |price| times(price, listed, set));
        settings.push(raised(&LEVERS.long_from, "length of a long context", set.above, notes)?);
        let long_input = raised(
            &LEVERS.long_input,
            "input price of a long context, over the input price,",
            dearer(set.input, self.input, input.1),
            notes,
        )?;
        let long_output = raised(
            &LEVERS.long_output,
            "output price of a long context, over the output price,",
            dearer(set.output, self.output, output.1),
            notes,
        )?;
        settings.extend([long_input, long_output]);
        // Without a price for cache writes below that length there is none that rises.
        let written = set.write.filter(|_| self.write.is_some());
        for (what, price, below) in
            [("cached input", set.cached, cached.1), ("cache writes", written, input.1 * write.1)]
        {
            let here = below * long_input.1;
            if let Some(price) = price.filter(|price| (price - here).abs() > 1e-9 * here) {
                notes.push(format!(
                    "In a long context the price sheet lists {what} at {} per million tokens. Here the price grows as that of \
                     input does, to {}.",
                    money(price),
                    money(here)
                ));
            }
        }
        if self.long.len() > 1 {
            notes.push(self.not_set(place, context));
        }
        Ok(settings)
    }
    /// The lengths whose prices are not set, in a sentence.
    fn not_set(&self, set: usize, context: f64) -> String {
        let others = self.long.iter().enumerate().filter(|(place, _)| *place != set).map(|(_, long)| long);
        let listed: Vec<String> = others
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
        let more = self.long.len() - 1 - listed.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let here = editable(context, &TOKEN);
        let which = if self.long[set].above <= context {
            format!("the one for the context of this scenario, {here} tokens")
        } else {
            format!("the first, because the context of this scenario, {here} tokens, is below all of them")
        };
        format!(
            "The price sheet has {} long-context thresholds, of which one can be set: {which}. These prices were not set: {}{more}.",
            self.long.len(),
            listed.join(", ")
        )
    }
    /// The price of batch work relative to the price of other work, if it is listed; what cannot be set is noted.
    ///
    /// # Errors
    /// If it is above the maximum of its lever.
    fn batch_price(&self, notes: &mut Vec<String>) -> Result<Option<(&'static Lever, f64)>, String> {
        let parts = [(self.batch[0], self.input), (self.batch[1], self.output)];
        let [input, output] =
            parts.map(|(batch, regular)| batch.filter(|_| regular > 0.0).map(|it| it / regular));
        let Some(price) = output.or(input) else {
            if self.batch.iter().any(Option::is_some) {
                notes.push("A batch price was not set, because the regular price is $0.".to_owned());
            }
            return Ok(None);
        };
        let set = raised(&LEVERS.batch_price, "batch price, relative to the regular price,", price, notes)?;
        let factor = plain(set.0, set.1);
        notes.push(match (input, output) {
            (Some(input), Some(output)) if (input - output).abs() > 1e-9 => format!(
                "The price sheet lists batch work at {}× for input and {}× for output. Here both cost {factor}×.",
                plain(set.0, input),
                plain(set.0, output)
            ),
            (Some(_), Some(_)) => format!("Batch work costs {factor}× the regular price."),
            (None, _) => format!("Batch work costs {factor}× the regular price, as listed for output."),
            (_, None) => format!("Batch work costs {factor}× the regular price, as listed for input."),
        });
        Ok(Some(set))
    }
    /// The price of writing to the cache relative to other input; what cannot be set is noted.
    fn write_times(&self, input: f64, notes: &mut Vec<String>) -> f64 {
        let lever = &LEVERS.cache_write;
        let Some(price) = self.write else { return 1.0 };
        match lever.within(times(price, self.input, input)) {
            Ok(times) => times,
            // Some sheets give the price for an hour in the cache here.
            Err(SettingError::TooLarge { max, .. }) => {
                notes.push(format!(
                    "The price sheet lists cache writes at {} per million tokens. The maximum, {} times the input \
                     price, was used instead.",
                    money(price),
                    plain(lever, max)
                ));
                max
            }
            Err(_) => {
                notes.push(format!(
                    "The price sheet lists cache writes at {} per million tokens, below other input. The input price was used instead.",
                    money(price)
                ));
                1.0
            }
        }
    }
}
