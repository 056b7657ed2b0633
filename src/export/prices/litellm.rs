//! Models as in LiteLLM's sheet.

use super::rates::{FEW, Few, NotOffered, Number, Prices, Rates};
use model::scenario::link;
use serde::Deserialize;
use serde::de;

/// A model as LiteLLM lists it. Prices are in dollars per token, which is the base unit.
#[derive(Default)]
pub(super) struct LiteLlm {
    pub(super) mode: Option<String>,
    rates: Rates,
    /// A field of DeepSeek's entries, in addition to or in place of the price of cached input.
    hit: Number,
    /// Prices above a number of tokens.
    above: Vec<(f64, Rates)>,
    pub(super) tiers: Few<Range>,
}

/// Prices of a range of lengths.
#[derive(Deserialize)]
#[serde(expecting = "an object with the prices of a range of lengths")]
pub(super) struct Range {
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
    /// The place for the price of a field; `None` if the field is not read, such as those of priority and flexible
    /// processing.
    pub(super) fn slot<E: de::Error>(&mut self, field: &str) -> Result<Option<&mut Number>, E> {
        type Of = fn(&mut Rates) -> &mut Number;
        const FIELDS: [(&str, Of); 5] = [
            ("input_cost_per_token", |rates| &mut rates.input),
            ("output_cost_per_token", |rates| &mut rates.output),
            ("cache_read_input_token_cost", |rates| &mut rates.cached),
            ("cache_creation_input_token_cost", |rates| &mut rates.write),
            ("output_cost_per_reasoning_token", |rates| &mut rates.reasoning),
        ];
        match field {
            "input_cost_per_token_cache_hit" => return Ok(Some(&mut self.hit)),
            "input_cost_per_token_batches" => return Ok(Some(&mut self.rates.batch[0])),
            "output_cost_per_token_batches" => return Ok(Some(&mut self.rates.batch[1])),
            _ => {}
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
    pub(super) fn prices(mut self) -> Result<Prices, NotOffered> {
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
            let rates = Rates { input, output, cached, write, reasoning, batch: self.rates.batch.clone() };
            match from.filter(|from| *from > 0.0) {
                Some(from) => long.push(rates.above(from, None)?),
                None if matches!(self.rates.input, Number::None) => self.rates = rates,
                None => {}
            }
        }
        self.rates.with(long, None)
    }
}
