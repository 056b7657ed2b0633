//! The physics agrees with an independent prototype of the same formulas, written in another language: 746
//! published configurations, computed there with two sets of constants (`tests/golden/prototype.csv`).

use serde::Deserialize;
use token_factory::catalog::{Datum, calibration};
use token_factory::factory::Calibration;
use token_factory::study::predict::{Load, Run, output_rate};

#[derive(Deserialize)]
struct Row {
    row: String,
    model: String,
    gpu: String,
    gpus: f64,
    precision: String,
    input_tokens: f64,
    output_tokens: f64,
    serving: String,
    load: f64,
    attention_dp: u8,
    expert_parallel: f64,
    engine: String,
    throughput_calibration: f64,
    recommended: f64,
}

impl Row {
    fn run(&self) -> Run {
        Run {
            model: self.model.clone(),
            gpu: self.gpu.clone(),
            gpus: self.gpus,
            precision: self.precision.clone(),
            input_tokens: self.input_tokens,
            output_tokens: self.output_tokens,
            serving: if self.serving == "offline" { Load::Queue } else { Load::Users },
            load: self.load,
            attention_dp: self.attention_dp == 1,
            expert_parallel: self.expert_parallel,
            engine: self.engine.clone(),
        }
    }
}

/// Rows of which the prediction with these constants is off by more than 0.1 %, each in a sentence.
fn misses(fit: &Calibration<Datum>, expected: impl Fn(&Row) -> f64) -> (usize, Vec<String>) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/prototype.csv");
    let rows: Vec<Row> = csv::Reader::from_path(path)
        .expect("the golden rows are beside this test")
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("the golden rows have the columns of Row");
    let misses = rows
        .iter()
        .filter_map(|row| {
            let computed = output_rate(&row.run(), fit);
            let wanted = expected(row);
            let close = computed.as_ref().is_ok_and(|rate| (rate / wanted - 1.0).abs() < 1e-3);
            (!close).then(|| format!("{}: {computed:?} instead of {wanted}", row.row))
        })
        .collect();
    (rows.len(), misses)
}

#[test]
fn recommended_constants_reproduce_every_row() {
    let (rows, misses) = misses(&calibration::RECOMMENDED, |row| row.recommended);
    assert_eq!(rows, 746);
    assert!(misses.is_empty(), "{} rows differ:\n{}", misses.len(), misses.join("\n"));
}

#[test]
fn throughput_constants_reproduce_every_row() {
    let (rows, misses) = misses(&calibration::THROUGHPUT, |row| row.throughput_calibration);
    assert_eq!(rows, 746);
    assert!(misses.is_empty(), "{} rows differ:\n{}", misses.len(), misses.join("\n"));
}
