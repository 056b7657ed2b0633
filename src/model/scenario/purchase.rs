//! The price of a rack, of a server or of several accelerators, typed where the price of one is expected.

use crate::quantity::read;

/// What a price was typed for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Purchase {
    /// A number of accelerators: `per 72 GPUs`, `/NVL72`, `per rack of 72`.
    Gpus(f64),
    /// `per rack`.
    Rack,
    /// `per server`.
    Server,
}

impl Purchase {
    /// Splits off what a price is for: `$4M per rack` is `$4M` and a rack. `None` if the text does not end that way.
    pub fn split(text: &str) -> Option<(&str, Self)> {
        let lower = text.to_ascii_lowercase();
        let start =
            ["/", "per ", "for ", " a ", " each "].iter().filter_map(|word| lower.find(word)).min()?;
        let mut what = None;
        let mut number = None;
        for word in lower[start..].split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
        {
            match word {
                "per" | "for" | "a" | "each" | "of" | "with" | "full" => {}
                "gpu" | "gpus" | "accelerator" | "accelerators" | "chip" | "chips" => {
                    what = what.or(Some(Self::Gpus(1.0)));
                }
                "rack" => what = Some(Self::Rack),
                "server" | "node" | "hgx" | "dgx" => what = Some(Self::Server),
                _ => {
                    let figures = word.strip_prefix("nvl").unwrap_or(word);
                    let found = read::number(figures).filter(|found| (1.0..=1e4).contains(found));
                    number = Some(found.filter(|_| number.is_none())?);
                }
            }
        }
        let what = number.map(Self::Gpus).or(what)?;
        Some((text[..start].trim_end(), what))
    }
    /// The accelerators in it, if a scale-up link joins so many of its kind. `None` if it is not known how many: a link joins
    /// those of one server or of one rack, and with other machines those of many racks.
    pub fn gpus(self, linked: f64) -> Option<f64> {
        match self {
            Self::Gpus(number) => Some(number),
            Self::Rack => (32.0..=144.0).contains(&linked).then_some(linked),
            Self::Server => (2.0..=16.0).contains(&linked).then_some(linked),
        }
    }
    /// What it is called.
    pub fn word(self) -> &'static str {
        match self {
            Self::Gpus(_) => "purchase",
            Self::Rack => "rack",
            Self::Server => "server",
        }
    }
}
