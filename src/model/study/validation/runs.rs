//! Published runs, ready to be predicted, and which of them the constants may be fitted to.

use super::published::{Published, Setup};
use crate::catalog::accelerators::{ACCELERATORS, Machine};
use crate::catalog::accuracy::Class;
use crate::catalog::formats::{Engine, Precision};
use crate::catalog::llms::LLMS;
use crate::catalog::measured::{DOCUMENTS, Document, Family};
use crate::catalog::{Source, find};
use crate::factory::Layout;
use crate::scenario::{Choice, levers};
use crate::study::predict::{Load, Run};
use serde::Deserialize;
use std::sync::LazyLock;

/// What a run is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// Constants are fitted to it.
    Fit,
    /// Predictions are checked with it; the fit never sees it, nor any run of the same configuration.
    Check,
}

/// A published run with its result.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// What was run.
    pub run: Run,
    /// Output tokens per second of the whole deployment.
    pub output_rate: f64,
    /// The kind of table it is from.
    pub family: Family,
    /// Where it was read.
    pub source: &'static Source,
    /// When it was measured: `2026-05-22`; empty if the document does not say.
    pub date: String,
    /// What it is used for.
    pub side: Side,
}

/// A row as in the files.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    model: String,
    gpu: String,
    gpus: f64,
    precision: String,
    engine: String,
    attention_dp: u8,
    expert_parallel: f64,
    input_tokens: f64,
    output_tokens: f64,
    load: f64,
    output_tok_s: f64,
    #[serde(default)]
    reading_gpus: f64,
    #[serde(default)]
    reading_size: f64,
    #[serde(default)]
    date: String,
}

impl Measured {
    fn of(row: Row, document: &Document) -> Self {
        let run = Run {
            model: row.model,
            gpu: row.gpu,
            gpus: row.gpus,
            precision: row.precision,
            input_tokens: row.input_tokens,
            output_tokens: row.output_tokens,
            serving: match document.family {
                Family::Throughput => Load::Queue,
                Family::InferenceX | Family::Sample => Load::Users,
            },
            load: row.load,
            attention_dp: row.attention_dp == 1,
            expert_parallel: row.expert_parallel,
            engine: row.engine,
            reading_gpus: row.reading_gpus,
            reading_size: row.reading_size,
        };
        let side = side(&configuration(&run));
        let (family, source) = (document.family, document.source);
        Self { run, output_rate: row.output_tok_s, family, source, date: row.date, side }
    }
    /// The accelerator's row in the catalog.
    pub fn machine(&self) -> &'static Machine {
        &find(ACCELERATORS, &self.run.gpu).expect("measured machines are in the catalog, as a test holds").row
    }
    /// The class of the model.
    pub fn class(&self) -> Class {
        let model = find(LLMS, &self.run.model).expect("measured models are in the catalog, as a test holds");
        Class::of(&model.row.shape.expect("measured models have a shape, as a test holds"))
    }
    /// The serving software.
    pub fn engine(&self) -> Engine {
        Engine::named(&self.run.engine).expect("the software of measured runs is known, as a test holds")
    }
    /// Tokens of a whole call, in and out.
    pub fn length(&self) -> f64 {
        self.run.input_tokens + self.run.output_tokens
    }
}

/// What runs have in common that differ only in lengths and load. A whole configuration goes to one side, so that no
/// run is checked with constants fitted to its neighbour.
pub fn configuration(run: &Run) -> String {
    // FP16 and BF16 are as wide as each other: one configuration.
    let precision = Precision::named(&run.precision).map_or(run.precision.as_str(), |it| it.label());
    let Layout { gpus, data_parallel, expert_parallel } = run.layout();
    let reading = if run.reading_gpus > 0.0 { format!("|{}", run.reading_gpus) } else { String::new() };
    format!(
        "{}|{}|{gpus}|{precision}|{}|{data_parallel}|{expert_parallel}{reading}",
        run.model, run.gpu, run.engine
    )
}

/// The first seed, counted from 0, at which each side has 42 to 58 % of the rows of every family, class and
/// generation with more than 25 rows. It was chosen without looking at any prediction.
const SEED: u64 = 9;

/// The side of a configuration: the highest bit of its hash.
fn side(configuration: &str) -> Side {
    if hashed(configuration) >> 63 == 0 { Side::Fit } else { Side::Check }
}

/// A text as a number that looks random and never changes: its FNV-1a hash, mixed once more.
pub(super) fn hashed(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325 ^ SEED, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// All published runs, document by document.
pub fn rows() -> &'static [Measured] {
    static ROWS: LazyLock<Vec<Measured>> = LazyLock::new(|| DOCUMENTS.iter().flat_map(read).collect());
    &ROWS
}

fn read(document: &Document) -> Vec<Measured> {
    csv::Reader::from_reader(document.rows.as_bytes())
        .deserialize()
        .map(|row| Measured::of(row.expect("rows have the columns of Row, as a test holds"), document))
        .collect()
}

/// The runs of users, as the page loads them: of models and machines that it offers.
pub fn published() -> Published {
    let mut found = Published::default();
    let offered = rows().iter().filter(|row| row.run.serving == Load::Users).filter_map(|row| {
        let gpu = find(ACCELERATORS, &row.run.gpu)?.slug;
        let model = find(LLMS, &row.run.model)?.slug;
        let is_offered = |among: &[Choice], slug: &str| among.iter().any(|choice| choice.slug == slug);
        (is_offered(&levers::GPUS, gpu) && is_offered(&levers::LLMS, model)).then_some((row, gpu, model))
    });
    for (row, gpu, model) in offered {
        let Source { title, publisher, published, .. } = row.source;
        let cited = [*publisher, *title, *published].into_iter().filter(|part| !part.is_empty());
        let cited = cited.collect::<Vec<_>>().join(", ");
        let source = found.sources.iter().position(|known| *known == cited).unwrap_or_else(|| {
            found.sources.push(cited);
            found.sources.len() - 1
        });
        let run = &row.run;
        let setup = Setup {
            model: model.to_owned(),
            gpu: gpu.to_owned(),
            gpus: run.layout().gpus + run.reading_gpus,
            precision: run.precision.clone(),
            engine: row.engine().label().to_owned(),
            source,
            date: row.date.clone(),
            runs: vec![[run.input_tokens, run.output_tokens, run.load, row.output_rate]],
        };
        let is_same = |known: &Setup| {
            Setup { runs: Vec::new(), ..known.clone() } == Setup { runs: Vec::new(), ..setup.clone() }
        };
        match found.setups.iter_mut().find(|known| is_same(known)) {
            Some(known) => known.runs.extend(setup.runs),
            None => found.setups.push(setup),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn every_run_is_of_a_known_machine_and_model_and_has_a_result() {
        assert!(rows().len() > 1_500);
        for row in rows() {
            assert!(row.output_rate > 0.0 && row.run.load > 0.0 && row.length() > 0.0, "{row:?}");
            assert!(!row.machine().vendor.is_empty() && row.class().label() != "", "{row:?}");
            assert!(!row.engine().label().is_empty(), "{row:?}");
            assert!(row.date.is_empty() || row.date.len() == 10, "{row:?}");
        }
    }

    #[test]
    fn no_run_is_checked_that_has_a_twin_in_the_fit() {
        let mut sides = BTreeMap::new();
        for row in rows() {
            assert_eq!(*sides.entry(configuration(&row.run)).or_insert(row.side), row.side, "{row:?}");
        }
        assert!(sides.len() > 200);
    }

    #[test]
    fn both_sides_have_their_share_of_every_family_and_class() {
        let mut shares: BTreeMap<String, [f64; 2]> = BTreeMap::new();
        for row in rows() {
            let generation = row.machine().generation.label();
            for name in [row.family.label(), row.class().label(), generation, "all"] {
                shares.entry(name.to_owned()).or_default()[row.side as usize] += 1.0;
            }
        }
        for (name, [fit, check]) in shares.into_iter().filter(|(_, [fit, check])| fit + check > 25.0) {
            let share = check / (fit + check);
            assert!((0.42..0.58).contains(&share), "{name}: {share:.2} of {} rows are checked", fit + check);
        }
    }

    #[test]
    fn a_document_that_contradicts_itself_is_read_as_it_must_be_meant() {
        let odd = |row: &&Measured| row.run.expert_parallel > row.run.gpus;
        assert!(rows().iter().filter(odd).count() > 10);
        for row in rows() {
            let Layout { gpus, data_parallel, expert_parallel } = row.run.layout();
            assert!(expert_parallel <= gpus && gpus >= row.run.gpus, "{row:?}");
            assert!(data_parallel <= 0.0 || gpus > 1.0, "{row:?}");
            if !odd(&row) {
                assert!((gpus - row.run.gpus).abs() < 0.5, "{row:?}");
                assert_eq!(data_parallel > 0.0, row.run.attention_dp, "{row:?}");
            }
        }
    }

    #[test]
    fn no_run_is_listed_twice_in_a_document() {
        for document in &DOCUMENTS {
            let lines: Vec<&str> = document.rows.lines().collect();
            assert_eq!(lines.iter().collect::<BTreeSet<_>>().len(), lines.len(), "{}", document.source.title);
        }
    }
}
