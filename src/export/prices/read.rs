//! A sheet of either form, model by model.

use super::litellm::LiteLlm;
use super::models_dev::{ModelsDev, Named};
use super::rates::{MOST_MODELS, NotOffered, Number, Prices};
use model::scenario::link;
use serde::Deserialize;
use serde::de::{self, Deserializer, IgnoredAny, MapAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;

/// Bytes of the longest name of a model.
const NAME: usize = 200;

/// The models of a sheet. An entry is a model of LiteLLM, or a provider of models.dev with its models.
pub(super) struct Models(pub(super) Vec<(String, Result<Prices, NotOffered>)>);

/// A list of models that is being read: each name once, and not too many.
#[derive(Default)]
struct Listed {
    models: Vec<(String, Result<Prices, NotOffered>)>,
    names: BTreeSet<String>,
}

impl Listed {
    fn add<E: de::Error>(&mut self, name: String, prices: Result<Prices, NotOffered>) -> Result<(), E> {
        if name.is_empty() || name.len() > NAME {
            return Err(E::custom(format_args!(
                "the name of a model has {} bytes; allowed are 1 to {NAME}",
                name.len()
            )));
        }
        if self.models.len() == MOST_MODELS {
            return Err(E::custom(format_args!("there are more than {MOST_MODELS} models")));
        }
        if !self.names.insert(name.clone()) {
            return Err(E::custom(format_args!(
                "“{}” appears twice; each model is allowed once",
                link::cut(&name)
            )));
        }
        self.models.push((name, prices));
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
                                    "“{field}” appears twice; each price is allowed once"
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
