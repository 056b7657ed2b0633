//! Published runs with users at machines, to be shown next to the computed values of a similar scenario.
//!
//! The page loads them when it is painted: `token-factory prerender` writes them from the catalog's rows. A JSON parser
//! would be larger than the rows, so they are lines of tab-separated fields.

use crate::format::digits::shown;
use crate::quantity::read::number;
use crate::quantity::unit::{GPUS, TOKEN};
use crate::study::evaluate::Evaluation;

/// Runs by setup.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Published {
    /// Documents, each as it is cited.
    pub sources: Vec<String>,
    /// Setups with their runs.
    pub setups: Vec<Setup>,
}

/// A model on machines with software, and its runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Setup {
    /// Model, by its name in links.
    pub model: String,
    /// Accelerator, by its name in links.
    pub gpu: String,
    /// Accelerators of the deployment.
    pub gpus: f64,
    /// Precision of the checkpoint.
    pub precision: String,
    /// Name of the serving software.
    pub engine: String,
    /// Index of the document that it is from.
    pub source: usize,
    /// When it was run; empty if the document does not say.
    pub date: String,
    /// Tokens in, tokens out, users, and output tokens per second of the whole deployment.
    pub runs: Vec<[f64; 4]>,
}

/// A run near a scenario.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearby<'a> {
    /// Its setup.
    pub setup: &'a Setup,
    /// Its document, as it is cited.
    pub source: &'a str,
    /// Tokens in.
    pub input: f64,
    /// Tokens out.
    pub output: f64,
    /// Users, each with one call in progress.
    pub users: f64,
    /// Output tokens per second of the whole deployment.
    pub rate: f64,
}

impl Nearby<'_> {
    /// Output tokens per second for each user.
    pub fn speed(&self) -> f64 {
        self.rate / self.users
    }
    /// Output tokens per second per accelerator.
    pub fn per_gpu(&self) -> f64 {
        self.rate / self.setup.gpus
    }
    /// What was run, on a machine of this name, and the source.
    pub fn citation(&self, machine: &str) -> String {
        let Setup { gpus, precision, engine, date, .. } = self.setup;
        let date = if date.is_empty() { String::new() } else { format!(", run on {date}") };
        format!(
            "{} of {machine}, {precision}, {engine}, {} users, {} in and {} out. {}{date}",
            shown(*gpus, &GPUS),
            self.users,
            tokens(self.input),
            tokens(self.output),
            self.source
        )
    }
}

fn tokens(count: f64) -> String {
    shown(libm::round(count), &TOKEN)
}

/// How far a run may be from a scenario, as a factor on each length.
pub const NEAR: f64 = 2.0;

impl Published {
    /// The text that [`read`](Self::read) takes: a line of one field for each document, then for each setup a line of
    /// seven fields and one of four for each of its runs.
    pub fn write(&self) -> String {
        let mut lines = self.sources.clone();
        for Setup { model, gpu, gpus, precision, engine, source, date, runs } in &self.setups {
            lines.push(format!("{model}\t{gpu}\t{gpus}\t{precision}\t{engine}\t{source}\t{date}"));
            lines.extend(runs.iter().map(|run| run.map(|value| value.to_string()).join("\t")));
        }
        lines.join("\n")
    }
    /// Runs from such a text; `None` from any other.
    pub fn read(text: &str) -> Option<Self> {
        let mut found = Self::default();
        for line in text.lines() {
            match *line.split('\t').collect::<Vec<_>>().as_slice() {
                [source] => found.sources.push(source.to_owned()),
                [input, output, users, rate] => {
                    let run = [input, output, users, rate].map(number);
                    let [Some(input), Some(output), Some(users), Some(rate)] = run else { return None };
                    found.setups.last_mut()?.runs.push([input, output, users, rate]);
                }
                [model, gpu, gpus, precision, engine, source, date] => found.setups.push(Setup {
                    model: model.to_owned(),
                    gpu: gpu.to_owned(),
                    gpus: number(gpus)?,
                    precision: precision.to_owned(),
                    engine: engine.to_owned(),
                    source: source.parse().ok()?,
                    date: date.to_owned(),
                    runs: Vec::new(),
                }),
                _ => return None,
            }
        }
        Some(found)
    }
    /// Runs of the scenario's model with calls like those of the scenario: similar tokens in, tokens out, and uncached
    /// input, each within a factor of [`NEAR`].
    pub fn near<'a>(&'a self, now: &Evaluation) -> Vec<Nearby<'a>> {
        let scenario = &now.scenario;
        let fresh = scenario.context * (1.0 - scenario.cached);
        let is_near = |run: f64, own: f64| own > 0.0 && run >= own / NEAR && run <= own * NEAR;
        self.of_model(now)
            .filter(|run| {
                is_near(run.input, scenario.context)
                    && is_near(run.input, fresh)
                    && is_near(run.output, scenario.output_tokens)
            })
            .collect()
    }
    /// All runs of the scenario's model.
    fn of_model<'a>(&'a self, now: &Evaluation) -> impl Iterator<Item = Nearby<'a>> {
        let model = now.model.slug;
        self.setups.iter().filter(move |setup| setup.model == model).flat_map(|setup| {
            let source = self.sources.get(setup.source).map_or("", String::as_str);
            setup.runs.iter().map(move |&[input, output, users, rate]| Nearby {
                setup,
                source,
                input,
                output,
                users,
                rate,
            })
        })
    }
    /// What to know about the dots in a chart of this scenario, of which there are `count`.
    pub fn remark(&self, now: &Evaluation, count: usize) -> String {
        if self.setups.is_empty() {
            return String::new();
        }
        let model = now.model.label;
        if count > 0 {
            return format!(" Dots: {count} published runs with calls like these, within a factor of two.");
        }
        let inputs: Vec<f64> = self.of_model(now).map(|run| run.input).collect();
        let (low, high) = inputs.iter().fold((f64::INFINITY, 0.0_f64), |(l, h), x| (l.min(*x), h.max(*x)));
        if inputs.is_empty() {
            format!(" There is no published run of {model} to compare with.")
        } else {
            let [low, high] = [low, high].map(tokens);
            let lengths = if low == high { low } else { format!("{low} to {high}") };
            format!(
                " No published run has calls like these: those of this model have {lengths} in, none cached."
            )
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::format::digits::NO_BREAK;
    use crate::scenario::Scenario;
    use crate::study::evaluate::evaluate;
    use crate::study::validation::runs::published;

    #[test]
    fn what_is_written_is_read() {
        let all = published();
        assert!(all.setups.len() > 50 && all.sources.len() >= 3);
        assert_eq!(Published::read(&all.write()), Some(all));
        assert_eq!(Published::read(""), Some(Published::default()));
    }

    #[test]
    fn a_single_prompt_length_is_no_range() {
        let now = evaluate(&Scenario::baseline());
        let said = published().remark(&now, 0).replace(NO_BREAK, " ");
        assert!(said.contains("have 7.37K tokens in") && !said.contains(" to "), "{said}");
    }

    #[test]
    fn another_text_is_none() {
        for text in [
            "<!DOCTYPE html>\t<p>",
            "1\t2\t3\t4",
            "a\tb\tc\td\te\tf\tg",
            "m\tg\t8\tFP8\tx\t0\t\n1\t2\t3\tmany",
        ] {
            assert_eq!(Published::read(text), None, "{text}");
        }
    }
}
