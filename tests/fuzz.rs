//! Random and corrupted input for everything that parses external data: links, fields, messages and rows of runs.
//!
//! A short run is part of the tests. `FUZZ_SECONDS=30` or `FUZZ_RUNS=10000000` makes it longer; with `--nocapture` it
//! prints its figures. `FUZZ_SEED` selects a different sequence of inputs. The page reads scenario files with a
//! script, which has its own fuzz test in `tests/e2e/fuzz-files.mjs`.
#![cfg(not(target_arch = "wasm32"))]

use export::import;
use export::prices::Sheet;
use export::{Made, csv as table, json};
use model::scenario::link::{self, LinkFault};
use model::scenario::shocks::SHOCKS;
use model::scenario::{Lever, Scenario};
use model::study::evaluate::numbers;
use model::study::monte_carlo::draw_job::DrawRequest;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use std::time::{Duration, Instant};
use tables::Grid;
use token_factory::cli::predict_rows;
use token_factory::messages::{self, Answer, FromWorker, Request, ToWorker};

/// Default number of inputs for each target.
const RUNS: u64 = 3_000;

/// The generator of inputs: the same sequence for the same seed on every machine.
struct Source(Xoshiro256PlusPlus);

impl Source {
    /// A whole number below `end`.
    fn below(&mut self, end: usize) -> usize {
        #[allow(clippy::cast_possible_truncation, reason = "it is less than the end")]
        let number = (self.0.next_u64() % end.max(1) as u64) as usize;
        number
    }
    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
    fn byte(&mut self) -> u8 {
        self.0.next_u64().to_le_bytes()[0]
    }
    /// Text that is difficult for parsers of numbers and names.
    fn text(&mut self) -> String {
        const PARTS: [&str; 42] = [
            "0", "1", "9", "99", "128", ".", ",", " ", "-", "+", "e", "e9", "e-9", "e999", "1e400", "k", "M",
            "B", "%", "$", "¢", "GW", "kWh", "/s", "×10⁶", "²", "NaN", "inf", "on", "off", "gb300", "&", "=",
            "?", "#", "%zz", "%00", "\u{202e}", "\u{0}", "ß", "'", "_",
        ];
        (0..self.below(8)).map(|_| self.one(&PARTS)).collect()
    }
    /// The bytes with some of them changed, deleted, duplicated or moved.
    fn damaged(&mut self, mut bytes: Vec<u8>) -> Vec<u8> {
        for _ in 0..self.below(6) {
            let at = self.below(bytes.len());
            match self.below(6) {
                0 if !bytes.is_empty() => bytes[at] = self.byte(),
                1 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
                2 => bytes.truncate(at),
                3 if !bytes.is_empty() => {
                    bytes.remove(at);
                }
                4 => {
                    let part = bytes[at..(at + self.below(20)).min(bytes.len())].to_vec();
                    let to = self.below(bytes.len());
                    bytes.splice(to..to, part);
                }
                _ => {
                    let byte = self.byte();
                    bytes.insert(at.min(bytes.len()), byte);
                }
            }
        }
        bytes
    }
    fn damaged_text(&mut self, text: String) -> String {
        String::from_utf8_lossy(&self.damaged(text.into_bytes())).into_owned()
    }
    /// A lever with one of its own values, or with any text.
    fn setting(&mut self) -> (String, String) {
        let levers = link::levers();
        let lever = levers[self.below(levers.len())];
        let stops = lever.stops();
        let value = match self.below(3) {
            0 => self.text(),
            _ => lever.written(lever.about.unit.base(stops[self.below(stops.len())])),
        };
        (lever.about.id.to_owned(), value)
    }
    /// A link with settings of every kind.
    fn link(&mut self) -> String {
        let mut link = self
            .one(&["", "?", "v=2", "?v=2", "v=1", "https://example.org/p?v=2", "v=2?", "#v=2"])
            .to_owned();
        for _ in 0..self.below(8) {
            link.push_str(self.one(&["&", "&", "&", "?", "&&", ";", "#"]));
            match self.below(8) {
                0 => link.push_str(&self.text()),
                1 => link.push_str(&format!(
                    "shocks={},{}",
                    SHOCKS[self.below(SHOCKS.len())].slug,
                    self.text()
                )),
                2 => link.push_str("utm_source=x"),
                _ => {
                    let (name, value) = self.setting();
                    link.push_str(&format!("{name}={value}"));
                }
            }
        }
        link
    }
    fn scenario(&mut self) -> Scenario {
        link::read(&self.link()).0
    }
}

/// Runs one target for the requested time, and prints its progress. `check` returns whether the input was accepted.
fn fuzz(target: &str, check: impl Fn(&mut Source) -> bool) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seed = number("FUZZ_SEED").unwrap_or(1);
    let time = number("FUZZ_SECONDS").map(Duration::from_secs);
    let runs = number("FUZZ_RUNS").unwrap_or(if time.is_some() { u64::MAX } else { RUNS });
    let (start, mut done, mut taken) = (Instant::now(), 0, 0_u64);
    while done < runs && time.is_none_or(|time| start.elapsed() < time) {
        // Each input has its own seed, by which it can be reproduced.
        let mut source =
            Source(Xoshiro256PlusPlus::seed_from_u64(seed.wrapping_mul(1 << 40).wrapping_add(done)));
        let _report = SeedReport(target, seed, done);
        taken += u64::from(check(&mut source));
        done += 1;
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{target}: {done} inputs in {seconds:.1} s, {taken} taken, {} refused", done - taken);
    assert!(taken > 0 && taken < done, "{target}: all inputs or none were taken: {taken} of {done}");
}

/// Prints which input a target failed at.
struct SeedReport<'a>(&'a str, u64, u64);

impl Drop for SeedReport<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}: failed at input {} of FUZZ_SEED={}", self.0, self.2, self.1);
        }
    }
}

/// Asserts that every lever of a scenario is within its track.
fn assert_on_tracks(scenario: &Scenario, input: &str) {
    for lever in link::levers() {
        let value = scenario.of(lever);
        let is_default = value.to_bits() == lever.default_base_in(scenario).to_bits();
        assert!(is_default || lever.within(value).is_ok(), "{} is {value}: {input}", lever.about.id);
    }
}

/// Asserts that there are few sentences, of a length that fits on a page.
fn assert_sentences(faults: &[LinkFault], input: &str) {
    assert!(faults.len() <= 6, "{} faults: {input}", faults.len());
    for fault in faults {
        let said = fault.to_string();
        assert!((10..1_200).contains(&said.len()) && said.ends_with(['.', '?']), "{said}: {input}");
    }
}

#[test]
fn links() {
    fuzz("link", |source| {
        let link = source.link();
        let link = if source.below(2) == 0 { source.damaged_text(link) } else { link };
        let (shocked, faults) = link::read_shocked(&link);
        assert_sentences(&faults, &link);
        assert_on_tracks(shocked.origin(), &link);
        // The result can be written as a link with the same meaning and without remarks.
        let written = link::write_shocked(&shocked);
        let (again, remarks) = link::read_shocked(&written);
        assert!(remarks.is_empty(), "{remarks:?} of {written}: {link}");
        assert_eq!(link::write_shocked(&again), written, "{link}");
        assert_eq!(again, shocked, "{link}");
        if source.below(200) == 0 {
            let _ = numbers(&shocked.scenario());
        }
        faults.iter().all(LinkFault::is_notice)
    });
}

#[test]
fn fields() {
    let levers: Vec<&Lever> = link::levers();
    fuzz("field", |source| {
        let lever = levers[source.below(levers.len())];
        let text = match source.below(3) {
            0 => source.text(),
            1 => source.setting().1,
            _ => {
                let (_, value) = source.setting();
                source.damaged_text(value)
            }
        };
        match lever.read(&text) {
            Ok(base) => {
                assert!(lever.within(base).is_ok(), "{base}: {text}");
                let again = lever.read(&lever.written(base)).expect("what is written is read");
                assert!((again - base).abs() <= 1e-12 * base.abs(), "{again} for {base}: {text}");
            }
            Err(fault) => {
                let said = fault.to_string();
                assert!(
                    said.len() < 1_200 && fault.nearest().is_none_or(|near| lever.within(near).is_ok()),
                    "{said}: {text}"
                );
            }
        }
        lever.read(&text).is_ok()
    });
}

#[test]
fn grids() {
    fuzz("grid", |source| {
        let mut text = String::new();
        for _ in 0..source.below(2) {
            text.push_str(source.one(&[
                "out = [\"profit.profit\"]\n",
                "out = [\"profit.margin\", \"market.2032.spent\", \"ultra.tier.gpus\"]\n",
                "scenario = \"gpu=rubin&shocks=edge\"\n",
                "rows_per_part = 1000\n",
                "set = { tax = 3, hours = \"flat\" }\n",
            ]));
        }
        for _ in 0..=source.below(4) {
            let (lever, value) = source.setting();
            let (_, other) = source.setting();
            text.push_str(&format!("[[axis]]\nlever = {lever:?}\n"));
            text.push_str(&match source.below(4) {
                0 => format!("from = {value:?}\nto = {other:?}\nsteps = {}\n", 1 + source.below(2_000)),
                1 => format!("from = {value:?}\nto = {other:?}\nspacing = \"log\"\n"),
                _ => format!("values = [{value:?}]\n"),
            });
        }
        if source.below(3) == 0 {
            text.push_str("[sample]\nscenarios = 100_000\n");
        }
        let text = if source.below(3) == 0 { source.damaged_text(text) } else { text };
        match Grid::read(&text) {
            Ok(grid) => {
                let last = i64::try_from(grid.count()).expect("no grid has more") - 1;
                let scenarios = grid.scenarios([0, last]).expect("both are of the grid");
                // Every scenario of a grid can be evaluated, and has its columns.
                if source.below(20) == 0 {
                    let result =
                        grid.evaluator().evaluate(&scenarios).expect("a grid has values of its levers alone");
                    assert_eq!(result.schema(), grid.schema().expect("a grid has columns"), "{text}");
                }
                assert!(grid.scenarios([last + 1]).is_err(), "{text}");
                true
            }
            Err(fault) => {
                let said = fault.to_string();
                assert!(said.len() < 2_000 && said.ends_with(['.', '?', ')']), "{said}: {text}");
                false
            }
        }
    });
}

/// A message is either rejected or, once read, round-trips through bytes.
fn is_message<T: serde::Serialize + serde::de::DeserializeOwned>(bytes: &[u8]) -> bool {
    let Some(message) = messages::read::<T>(bytes) else { return false };
    let written = messages::write(&message);
    let again = messages::read::<T>(&written).expect("what is written is read");
    assert_eq!(messages::write(&again), written);
    true
}

#[test]
fn messages() {
    fuzz("message", |source| {
        let scenario = source.scenario();
        let name = || "profit.profit".to_owned();
        let bytes = match source.below(4) {
            0 => {
                let levers = link::levers();
                messages::write(&ToWorker::Draw(DrawRequest {
                    scenario,
                    over: levers[source.below(levers.len())],
                }))
            }
            1 => messages::write(&ToWorker::Ask {
                place: 3,
                number: 7,
                request: [
                    Request::Why(name()),
                    Request::Tornado(3),
                    Request::Drawing(name(), 360),
                    Request::Shocks(vec![name()]),
                ][source.below(4)]
                .clone(),
                scenario,
            }),
            2 => messages::write(&FromWorker::Answer {
                number: 7,
                answer: [
                    Answer::Nothing,
                    Answer::Text(source.text()),
                    Answer::LeverContext {
                        response: source.text(),
                        how: String::new(),
                        turns: vec![scenario.context],
                        curve: Default::default(),
                    },
                ][source.below(3)]
                .clone(),
            }),
            _ => messages::write(&FromWorker::NotComputable(Box::new(scenario))),
        };
        let bytes = source.damaged(bytes);
        is_message::<ToWorker>(&bytes) | is_message::<FromWorker>(&bytes)
    });
}

#[test]
fn runs_to_predict() {
    const HEADER: &str = "model,gpu,gpus,precision,input_tokens,output_tokens,serving,load,attention_dp,expert_parallel,engine";
    fuzz("predict", |source| {
        let mut row: Vec<String> = [
            source.one(&["DeepSeek-R1", "Llama-3.1-70B", "gpt-oss-120b"]),
            source.one(&["H100", "B200", "H200", "GB200"]),
            source.one(&["8", "4", "1", "72", "1e300", "1e-300"]),
            source.one(&["FP8", "FP4", "BF16"]),
            source.one(&["1024", "128", "1e12", "0.1"]),
            source.one(&["1024", "2048", "1"]),
            source.one(&["offline", "closed-loop"]),
            source.one(&["1500", "64", "1", "1e9"]),
            source.one(&["0", "1", "true", ""]),
            source.one(&["1", "8", "3.5"]),
            source.one(&["trt", "vllm", "sglang"]),
        ]
        .map(str::to_owned)
        .to_vec();
        if source.below(2) == 0 {
            let at = source.below(row.len());
            row[at] = source.text().replace([',', '"', '\n', '\r'], "");
        }
        let mut input = format!("{HEADER}\n{}\n", row.join(","));
        if source.below(4) == 0 {
            input = source.damaged_text(input);
        }
        let mut output = Vec::new();
        if predict_rows(input.as_bytes(), &mut output).is_err() {
            return false;
        }
        let mut reader = csv::Reader::from_reader(&output[..]);
        let mut is_predicted = false;
        for record in reader.records() {
            let record = record.expect("what is written is CSV");
            let (rate, reason) = (&record[record.len() - 2], &record[record.len() - 1]);
            assert_ne!(rate.is_empty(), reason.is_empty(), "{record:?}: {input}");
            assert!(reason.len() < 400, "{reason}");
            let is_rate = rate.parse::<f64>().is_ok_and(|rate| rate.is_finite() && rate >= 0.0);
            assert!(rate.is_empty() || is_rate, "{rate}: {input}");
            is_predicted |= is_rate;
        }
        is_predicted
    });
}

#[test]
fn files_of_scenarios() {
    const PARTS: [&str; 16] = [
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        ";",
        "\n",
        "1e400",
        "null",
        "\\u0000",
        "\\ud800",
        "plan.context",
        "file.link",
        "\"levers\": {\"context\": 1}",
    ];
    fuzz("file", |source| {
        let shocked = link::read_shocked(&source.link()).0;
        let made = Made { date: Some("2026-11-29".to_owned()), site: None };
        let mut text = match source.below(4) {
            0 => json::scenario(&shocked, &made).expect("it can be written"),
            1 => table::scenario(&shocked, &made),
            2 => {
                let (name, value) = source.setting();
                format!("{{\"token-factory\": 1, \"levers\": {{\"{name}\": \"{value}\"}}}}")
            }
            _ => {
                let (name, value) = source.setting();
                format!("name,label,value,unit\nplan.{name},,{value},\n")
            }
        };
        if source.below(3) > 0 {
            for _ in 0..source.below(3) {
                let places: Vec<usize> = text.char_indices().map(|it| it.0).collect();
                text.insert_str(places[source.below(places.len())], source.one(&PARTS));
            }
            text = source.damaged_text(text);
        }
        match import::read(text.as_bytes()) {
            Ok(found) => {
                assert_on_tracks(found.shocked.origin(), &text);
                // What was read can be written, and reads back the same.
                let written = json::scenario(&found.shocked, &made).expect("it can be written");
                let again = import::read(written.as_bytes()).expect("what is written is read");
                assert_eq!(again.shocked, found.shocked, "{text}");
                let again =
                    import::read(table::scenario(&found.shocked, &made).as_bytes()).expect("so are tables");
                assert_eq!(again.shocked, found.shocked, "{text}");
                true
            }
            Err(fault) => {
                let said = fault.to_string();
                assert!((10..8_000).contains(&said.len()) && said.ends_with(['.', '?']), "{said}: {text}");
                false
            }
        }
    });
}

#[test]
fn price_sheets() {
    const NUMBERS: [&str; 16] = [
        "0",
        "-0.0",
        "3e-06",
        "1.5e-05",
        "0.00015",
        "\"2e-07\"",
        "3",
        "15",
        "0.3",
        "272000",
        "-1",
        "1e300",
        "\"free\"",
        "null",
        "[]",
        "true",
    ];
    const OF_A_TOKEN: [&str; 6] = ["0", "3e-06", "1.5e-05", "\"2e-07\"", "7.5e-05", "1e-6"];
    const OF_A_MILLION: [&str; 6] = ["0", "3", "15", "\"0.2\"", "75", "1e0"];
    const FIELDS: [&str; 12] = [
        "input_cost_per_token",
        "output_cost_per_token",
        "cache_creation_input_token_cost",
        "input_cost_per_token_cache_hit",
        "output_cost_per_token_above_200k_tokens",
        "input_cost_per_token_above_272k_tokens",
        "cache_read_input_token_cost_above_99999999999k_tokens",
        "output_cost_per_reasoning_token",
        "output_cost_per_second",
        "input",
        "cache_write",
        "max_input_tokens",
    ];
    const PARTS: [&str; 12] = [
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "1e400",
        "\\ud800",
        "\"models\": {",
        "\"cost\": {\"input\": 1, \"output\": 2}",
        "\"tiered_pricing\": [{\"range\": [1000, 2000], \"output_cost_per_token\": 1}]",
    ];
    fuzz("prices", |source| {
        let mut models = Vec::new();
        for place in 0..1 + source.below(3) {
            let is_million = source.below(3) == 0;
            let usual = if is_million { &OF_A_MILLION } else { &OF_A_TOKEN };
            let mut price = || if source.below(8) == 0 { source.one(&NUMBERS) } else { source.one(usual) };
            let [input, output, cached, long] = [price(), price(), price(), price()];
            let fields: String = (0..source.below(4))
                .map(|_| format!(", \"{}\": {}", source.one(&FIELDS), source.one(&NUMBERS)))
                .collect();
            models.push(if is_million {
                format!(
                    "\"p{place}\": {{\"models\": {{\"m\": {{\"cost\": {{\"input\": {input}, \"output\": {output}, \"cache_read\": {cached}, \
                     \"tiers\": [{{\"tier\": {{\"size\": {}}}, \"input\": {long}}}]}}}}}}}}",
                    source.one(&["272000", "272000", "1e300", "0", "-1"]),
                )
            } else {
                format!(
                    "\"m{place}\": {{\"mode\": \"chat\", \"input_cost_per_token\": {input}, \"output_cost_per_token\": {output}, \
                     \"cache_read_input_token_cost\": {cached}, \"input_cost_per_token_above_200k_tokens\": {long}{fields}}}"
                )
            });
        }
        let mut text = format!("{{{}}}", models.join(", "));
        if source.below(3) == 0 {
            for _ in 0..source.below(3) {
                let places: Vec<usize> = text.char_indices().map(|it| it.0).collect();
                text.insert_str(places[source.below(places.len())], source.one(&PARTS));
            }
            text = source.damaged_text(text);
        }
        let is_sentence = |said: &str| (10..4_000).contains(&said.len()) && said.ends_with(['.', '?']);
        let _ = import::open(text.as_bytes());
        let sheet = match Sheet::read(&text) {
            Ok(sheet) => sheet,
            Err(fault) => {
                assert!(is_sentence(&fault.to_string()), "{fault}: {text}");
                return false;
            }
        };
        let before = link::read_shocked(&source.link()).0;
        let mut is_set = false;
        let names: Vec<&str> = sheet.names().collect();
        for name in names {
            match sheet.find(name).expect("it is there").apply(&before) {
                Ok(applied) => {
                    assert!(applied.said.iter().all(|said| is_sentence(said)), "{:?}: {text}", applied.said);
                    assert_on_tracks(applied.shocked.origin(), &text);
                    let (again, faults) = link::read_shocked(&link::write_shocked(&applied.shocked));
                    assert_eq!((again, faults), (applied.shocked, vec![]), "{text}");
                    is_set = true;
                }
                Err(fault) => assert!(is_sentence(&fault.to_string()), "{fault}: {text}"),
            }
        }
        let asked = source.text();
        if let Err(fault) = sheet.find(&asked) {
            assert!(is_sentence(&fault.to_string()), "{fault}: {asked}: {text}");
        }
        is_set
    });
}
