//! Models as in the sheet of models.dev, by provider.

use super::rates::{Few, MOST_MODELS, NotOffered, Number, Prices, Rates};
use model::quantity::unit::USD_PER_MTOK;
use model::scenario::link;
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use std::fmt;

/// The models of a provider.
pub(super) struct Named(pub(super) Vec<(String, ModelsDev)>);

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

/// A model as models.dev lists it. Prices are in dollars per million tokens.
#[derive(Deserialize)]
#[serde(expecting = "an object with the “cost” of a model")]
pub(super) struct ModelsDev {
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

/// The field that older sheets have in place of tiers, and newer ones in addition to them: the prices of the only tier,
/// whose length is 200,000 tokens or more. Only the tier gives the length.
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
    pub(super) fn prices(self) -> Result<Prices, NotOffered> {
        /// Tokens above which the prices of `context_over_200k` apply, as its name says.
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
        Rates { input, output, cached: cache_read, write: cache_write, reasoning, ..Rates::default() }
            .with(long, unit)
    }
}
