//! Names for numbers that are shown together, so that no two of them share a name.

use crate::factory::TIERS;
use crate::quantity::Quantity;
use crate::study::evaluate::note::tier_name;

/// A number of the sheet: its stage and what it is.
pub type Place = (&'static str, &'static Quantity);

/// Names of numbers that are shown together: in one formula, in one list.
///
/// A number goes by its label. If two have the same label, such as calls at full load of two tiers, each has its stage
/// in brackets.
#[derive(Debug, Clone, Default)]
pub struct Naming {
    together: Vec<Place>,
}

impl Naming {
    /// Names of these numbers.
    pub fn of(together: impl IntoIterator<Item = Place>) -> Self {
        Self { together: together.into_iter().collect() }
    }
    /// The name of one of them.
    pub fn name(&self, stage: &'static str, about: &'static Quantity) -> String {
        let mut others = self
            .together
            .iter()
            .filter(|(of, other)| other.label == about.label && (*of, other.id) != (stage, about.id))
            .peekable();
        if others.peek().is_none() {
            return about.label.to_owned();
        }
        let short = short(stage);
        let stage = if others.any(|(of, _)| self::short(of) == short) { whole(stage) } else { short };
        format!("{} ({stage})", about.label)
    }
}

/// A stage in a word or two; all stages of a tier share one name.
fn short(stage: &str) -> String {
    let (first, rest) = stage.split_once('.').unwrap_or((stage, ""));
    if first == "plan" {
        "lever".to_owned()
    } else if ["need", "build", "market", "cohort"].contains(&first) {
        rest.to_owned()
    } else if TIERS.iter().any(|tier| tier.name == first) {
        format!("{} tier", tier_name(first))
    } else {
        whole(stage)
    }
}

/// The label of a stage, in the form used mid-sentence.
fn whole(stage: &str) -> String {
    let mut label = stage_label(stage);
    if !label.starts_with("GPU") {
        label[..1].make_ascii_lowercase();
    }
    label
}

/// The name of a stage on the page.
pub fn stage_label(stage: &str) -> String {
    let (first, rest) = stage.split_once('.').unwrap_or((stage, ""));
    let tier = |part: &str| match part {
        "reader" => "prefill layout",
        "writer" => "decode layout",
        "reader_division" => "prefill parallelism",
        "writer_division" => "decode parallelism",
        "point" => "batch",
        "memory" => "memory",
        "prompt_batch" => "prefill pass",
        "prompt_pass" => "time of the prefill pass",
        "prompt" => "time of a prompt",
        "decode_batch" => "decode step",
        "decode_pass" => "time of the decode pass",
        "decode" => "time of a decode step",
        "serving" => "a call",
        "offer" => "promise",
        _ => "capacity and price",
    };
    match first {
        "plan" => "Levers".to_owned(),
        "machine" => "Accelerator".to_owned(),
        "llm" => "Language model".to_owned(),
        "format" => "Number formats".to_owned(),
        "fit" => "Constants of the fit".to_owned(),
        "basis" => "Conventions and fixed figures".to_owned(),
        "reference" => "The baseline".to_owned(),
        "weights" => "Weights".to_owned(),
        "cache" => "Key-value cache".to_owned(),
        "rates" => "Effective rates".to_owned(),
        "site" => "Site".to_owned(),
        "cost" => "Cost of a GPU-hour".to_owned(),
        "demand" => "Demand".to_owned(),
        "prices" => "Prices".to_owned(),
        "profit" => "Profit".to_owned(),
        "work" => "Machine work of a call".to_owned(),
        "list" => "Price list".to_owned(),
        "hours" => "Hours of the week".to_owned(),
        "backfill" => "Batch work in idle hours".to_owned(),
        "chain" => "From the world's power to its tokens".to_owned(),
        "waterfall" => "The world's tokens, factor by factor".to_owned(),
        "cohort" => format!("Machines sold in {rest}"),
        "need" => format!("Demand in {rest}"),
        "build" => format!("New machines of {rest}"),
        "kept" => match rest.split_once('.') {
            Some((year, built)) => format!("Machines of {built} in {year}"),
            None => format!("Machines kept in {rest}"),
        },
        "market" => format!("Market in {rest}"),
        _ => {
            let name = tier_name(first);
            let mut label = name.to_owned();
            label[..1].make_ascii_uppercase();
            format!("{label} tier: {}", tier(rest))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::factory::{Need, Pass, Plan, Profit, Tier};

    #[test]
    fn a_label_of_its_own_stands_alone() {
        let naming = Naming::of([("profit", &Profit::ABOUT.revenue), ("profit", &Profit::ABOUT.cost)]);
        assert_eq!(naming.name("profit", &Profit::ABOUT.cost), "Cost");
    }

    #[test]
    fn a_shared_label_has_its_stage() {
        let tiers = [("batch.tier", &Tier::ABOUT.capacity), ("fast.tier", &Tier::ABOUT.capacity)];
        let naming = Naming::of(tiers);
        assert_eq!(naming.name("batch.tier", &Tier::ABOUT.capacity), "Calls at full load (batch tier)");
        assert_eq!(naming.name("fast.tier", &Tier::ABOUT.capacity), "Calls at full load (real-time tier)");
        let passes = [("fast.prompt_pass", &Pass::ABOUT.time), ("fast.decode_pass", &Pass::ABOUT.time)];
        let naming = Naming::of(passes);
        let [one, other] = passes.map(|(stage, about)| naming.name(stage, about));
        assert!(one != other && one.contains("real-time tier: "), "{one} {other}");
        let agents = [("plan", &Plan::ABOUT.agents), ("need.2030", &Need::ABOUT.agents)];
        let naming = Naming::of(agents);
        assert_eq!(naming.name("plan", &Plan::ABOUT.agents), "Agents (lever)");
        assert_eq!(naming.name("need.2030", &Need::ABOUT.agents), "Agents (2030)");
    }
}
