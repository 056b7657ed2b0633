//! The factory as a flow: electricity and data in, machines, tokens out, and where the dollars go.
//!
//! Widths are proportional within each kind (power, tokens, dollars); different kinds are not comparable with each
//! other. Where there is room the flow runs to the right, on a narrow page downwards. Each part links to its number.

mod diagram;

use crate::render::drawing_file::DrawingFile;
use crate::spec::rows::Data;
use crate::spec::table::{Cell, Column, Table, UNIT_OF_ROW};
use model::format::digits::{shown, with_time};
use model::quantity::Unit;
use model::quantity::unit::{MEGAWATT, PERCENT, TOKEN_PER_S, USD_PER_MTOK, USD_PER_YEAR};
use model::scenario::Scenario;
use model::study::evaluate::Evaluation;

/// A part of a stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The name of its number in the sheet: `profit.revenue`.
    pub number: &'static str,
    /// What it is.
    pub label: &'static str,
    /// The amount in base units; not finite where it cannot be computed.
    pub amount: f64,
    /// Its unit.
    pub unit: Unit,
    /// Its colour, by the name used in the classes of drawings.
    token: &'static str,
    /// Whether it is a shortfall, which is drawn hatched.
    is_loss: bool,
}

impl Part {
    /// The amount as text.
    pub fn shown(&self) -> String {
        shown(self.amount, &self.unit)
    }
    /// Its width relative to other parts of the same kind.
    fn extent(&self) -> f64 {
        if self.amount.is_finite() { self.amount.max(0.0) } else { 0.0 }
    }
}

/// The flow of a scenario's factory.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// Power used by the site.
    pub power: Part,
    /// The part that powers computation, and the part used for cooling or lost.
    pub split: [Part; 2],
    /// Incoming tokens: fresh ones, and those found in the cache.
    pub data: [Part; 2],
    /// Machines.
    pub machines: Part,
    /// Their load, as a share.
    pub load: Part,
    /// Name of the machines.
    pub machine: &'static str,
    /// Outgoing tokens.
    pub output: Part,
    /// The revenue; in the case of a loss, followed by the amount missing to cover the costs.
    pub income: Vec<Part>,
    /// How the revenue is spent: the costs, and the profit if there is one.
    pub spent: Vec<Part>,
    /// A one-sentence summary of the flow.
    pub sentence: String,
}

impl Flow {
    /// The flow of a scenario.
    pub fn of(now: &Evaluation) -> Self {
        let (factory, plan) = (&now.factory, &now.scenario);
        let (profit, demand) = (&factory.profit, &factory.demand);
        let part =
            |number, label, amount, unit, token| Part { number, label, amount, unit, token, is_loss: false };
        let dollars = |number, label, amount, token| part(number, label, amount, USD_PER_YEAR, token);
        let computing = plan.power / plan.pue;
        let mut income = vec![dollars("profit.revenue", "Revenue", profit.revenue, "revenue")];
        let mut spent = vec![
            dollars("profit.machines", machines_label(plan), profit.machines, "machines"),
            dollars("profit.building", "Building", profit.building, "building"),
            dollars("profit.running", "Running", profit.running, "running"),
            dollars("profit.electricity", "Electricity", profit.electricity, "electricity"),
        ];
        if profit.electricity < 0.0 {
            // The site is paid for the electricity it draws.
            let paid = dollars("profit.electricity", "Electricity", -profit.electricity, "electricity");
            spent.pop();
            income.push(paid);
        }
        if plan.tenure != 0.0 {
            spent.retain(|part| part.amount != 0.0);
        }
        if profit.profit < 0.0 {
            let loss = dollars("profit.profit", "Loss", -profit.profit, "loss");
            income.push(Part { is_loss: true, ..loss });
        } else {
            spent.push(dollars("profit.profit", "Profit", profit.profit, "profit"));
        }
        let tokens =
            |number, label, each: f64, token| part(number, label, profit.calls * each, TOKEN_PER_S, token);
        Self {
            power: part("plan.power", "Power at full load", plan.power, MEGAWATT, "electricity"),
            split: [
                part("plan.pue", "Computing", computing, MEGAWATT, "electricity"),
                part("plan.pue", "Cooling and losses", plan.power - computing, MEGAWATT, "baseline"),
            ],
            data: [
                tokens("demand.fresh", "Fresh input", demand.fresh, "forecast"),
                tokens("demand.cached", "Cached input", demand.cached, "generation-4"),
            ],
            machines: part(
                "site.gpus",
                "Machines",
                factory.site.gpus,
                model::quantity::unit::GPUS,
                "machines",
            ),
            load: part("profit.load", "Load", profit.load, PERCENT, "machines"),
            machine: now.machine.label,
            output: tokens("profit.output_per_mw", "Output tokens", plan.output_tokens, "revenue"),
            income,
            spent,
            sentence: sentence(now),
        }
    }
    /// The figure for files, `width` CSS pixels wide.
    pub fn drawing_file(&self, width: f64) -> DrawingFile {
        let file = DrawingFile::new([TITLE, &self.sentence], self.svg(width), self.table(), Data::Table);
        DrawingFile { is_headed: false, ..file }
    }
    /// All numbers.
    pub fn table(&self) -> Table {
        let column = |label: &str, unit: &str| Column { label: label.to_owned(), unit: unit.to_owned() };
        let row = |(stage, part): (&str, &Part)| {
            let amount = if part.amount.is_finite() {
                Cell::Value { text: part.shown(), number: part.unit.shown(part.amount) }
            } else {
                Cell::Missing("It cannot be computed here.".to_owned())
            };
            let names = [stage, part.label, part.unit.symbol, part.number];
            let [stage, label, unit, number] = names.map(|name| Cell::Name(name.to_owned()));
            vec![stage, label, amount, unit, number]
        };
        Table {
            caption: format!("{TITLE}. {}", self.sentence),
            columns: vec![
                column("Stage", ""),
                column("Part", ""),
                column("Amount", UNIT_OF_ROW),
                column("Unit", ""),
                column("Explained under", ""),
            ],
            rows: self.parts().into_iter().map(row).collect(),
            remarks: Vec::new(),
        }
    }
    /// All parts in the order of the flow, each with its stage.
    pub fn parts(&self) -> Vec<(&'static str, &Part)> {
        let mut all = vec![("Electricity in", &self.power)];
        all.extend(self.split.iter().map(|part| ("Power, split", part)));
        all.extend(self.data.iter().map(|part| ("Data in", part)));
        all.extend([("Machines", &self.machines), ("Machines", &self.load), ("Tokens out", &self.output)]);
        all.extend(self.income.iter().map(|part| ("Dollars in", part)));
        all.extend(self.spent.iter().map(|part| ("Dollars out", part)));
        all
    }
}

/// The label for the cost of machines: if they are rented it is the rent.
pub(super) fn machines_label(plan: &Scenario) -> &'static str {
    if plan.tenure == 0.0 { "Machines" } else { "Rent" }
}

/// The title of the drawing.
pub const TITLE: &str = "The flow of the factory";

/// The drawing of a scenario's flow, `width` CSS pixels wide.
pub fn svg(now: &Evaluation, width: f64) -> String {
    Flow::of(now).svg(width)
}

/// The flow of a scenario in a sentence.
pub fn sentence(now: &Evaluation) -> String {
    let (plan, profit) = (&now.scenario, &now.factory.profit);
    if !profit.profit.is_finite() {
        return crate::finding::sentence(now);
    }
    let (left, than) = if profit.profit < 0.0 { (-profit.profit, "less") } else { (profit.profit, "more") };
    format!(
        "A site of {} runs {} at {} load and draws {}; they read {} and write {}. On average tokens sell for {}, \
         and revenue is {} {than} than cost.",
        shown(plan.power, &MEGAWATT),
        shown(now.factory.site.gpus, &model::quantity::unit::GPUS),
        shown(profit.load, &PERCENT),
        shown(plan.power * profit.draw, &MEGAWATT),
        with_time(profit.calls * now.factory.demand.context, &TOKEN_PER_S),
        with_time(profit.calls * plan.output_tokens, &TOKEN_PER_S),
        shown(profit.token_price, &USD_PER_MTOK),
        with_time(left, &USD_PER_YEAR),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::quantity::near::is_near;
    use model::scenario::link;
    use model::study::evaluate::evaluate;

    #[test]
    fn what_goes_in_comes_out() {
        for text in [
            "",
            "agents=10M",
            "gpu=rubin&context=1M",
            "pue=1.6&power=1GW",
            "electricity=-0.05",
            "tenure=rented&licence=900",
        ] {
            let now = evaluate(&link::read(text).0);
            let flow = Flow::of(&now);
            let sum = |parts: &[Part]| parts.iter().map(Part::extent).sum::<f64>();
            assert!(is_near(sum(&flow.split), flow.power.amount, 1e-9), "{text}");
            assert!(is_near(sum(&flow.income), sum(&flow.spent), 1e-9), "{text}");
            let tokens = sum(&flow.data) + flow.output.amount;
            assert!(is_near(tokens, now.factory.profit.tokens, 1e-9), "{text}");
            let has_loss = flow.income.iter().any(|part| part.is_loss);
            assert_eq!(has_loss, now.factory.profit.profit < 0.0, "{text}");
        }
    }

    #[test]
    fn rent_takes_the_place_of_what_it_includes() {
        let labels = |text: &str| -> Vec<&str> {
            Flow::of(&evaluate(&link::read(text).0)).spent.iter().map(|part| part.label).collect()
        };
        assert_eq!(labels(""), ["Machines", "Building", "Running", "Electricity", "Profit"]);
        assert_eq!(labels("tenure=rented"), ["Rent", "Profit"]);
        assert_eq!(labels("electricity=-0.05"), ["Machines", "Building", "Running", "Profit"]);
    }

    #[test]
    fn the_drawing_has_the_number_of_each_part() {
        let now = evaluate(&link::read("agents=10M").0);
        let flow = Flow::of(&now);
        assert!(flow.income.iter().any(|part| part.is_loss));
        let drawn = svg(&now, 640.0);
        for (_, part) in flow.parts() {
            assert!(drawn.contains(&part.shown()) && drawn.contains(part.number), "{}", part.label);
        }
        assert!(drawn.contains(&sentence(&now)) && !drawn.contains("style="));
        assert!(sentence(&now).contains("less than cost"));
    }
}
