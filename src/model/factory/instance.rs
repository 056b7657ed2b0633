//! One instance of a model on machines, with a batch: the physics of `memory`, `step` and `serving` in order.

use super::{
    Accelerator, Batch, Cache, Calibration, Decode, DecodeBatch, Format, Layout, Llm, Memory, Pass, Point,
    Prompt, PromptBatch, Rates, Serving, Sharding, Stack, Weights, Workload,
};
use crate::quantity::Num;

/// What an instance is made of.
#[derive(Debug, Clone, Copy)]
pub struct Instance<N> {
    /// The accelerator.
    pub machine: Accelerator<N>,
    /// The language model.
    pub llm: Llm<N>,
    /// How its numbers are stored.
    pub format: Format<N>,
    /// The constants of the fit.
    pub fit: Calibration<N>,
    /// What the software does.
    pub stack: Stack<N>,
    /// Weights, counted.
    pub weights: Weights<N>,
    /// Cache of a sequence.
    pub cache: Cache<N>,
    /// Rates reached.
    pub rates: Rates<N>,
}

impl<N: Num> Instance<N> {
    /// Evaluates the formulas that need neither layout nor load.
    pub fn new(
        machine: Accelerator<N>,
        llm: Llm<N>,
        format: Format<N>,
        fit: Calibration<N>,
        stack: Stack<N>,
    ) -> Self {
        let weights = Weights::new("weights", &llm);
        let cache = Cache::new("cache", &llm, &format, &fit);
        let rates = Rates::new("rates", &machine, &format, &fit);
        Self { machine, llm, format, fit, stack, weights, cache, rates }
    }
    /// What fits into the memory of a layout.
    pub fn memory(&self, stages: &Stages, layout: &Layout<N>, work: &Workload<N>) -> Memory<N> {
        Memory::new(
            stages.memory,
            &self.machine,
            &self.llm,
            &self.weights,
            &self.cache,
            &self.format,
            layout,
            &Sharding::new(stages.decode_sharding, &self.llm, layout),
            work,
            &self.fit,
        )
    }
    /// One forward pass of a layout.
    pub fn pass(
        &self,
        stage: &'static str,
        layout: &Layout<N>,
        sharding: &Sharding<N>,
        batch: &Batch<N>,
    ) -> Pass<N> {
        Pass::new(
            stage,
            &self.machine,
            &self.llm,
            &self.weights,
            &self.cache,
            &self.rates,
            &self.format,
            layout,
            sharding,
            &self.stack,
            &self.fit,
            batch,
        )
    }
    /// Prefill of a prompt on a layout.
    pub fn prefill(&self, stages: &Stages, layout: &Layout<N>, work: &Workload<N>) -> PrefillStages<N> {
        let sharding = Sharding::new(stages.prefill_sharding, &self.llm, layout);
        let batch = PromptBatch::new(stages.prompt_batch, &sharding, work, &self.fit);
        let pass = self.pass(stages.prompt_pass, layout, &sharding, &batch.batch());
        let prompt =
            Prompt::new(stages.prompt, &self.llm, &self.cache, &self.rates, layout, work, &batch, &pass);
        PrefillStages { sharding, batch, pass, prompt }
    }
    /// Machine time of one call in a deployment: both parts, in seconds of an accelerator.
    pub fn call_time(&self, stages: &Stages, found: &Deployment<N>, work: &Workload<N>) -> N {
        let prefill = self.prefill(stages, &found.prefill_layout, work);
        let decode = self.decode(stages, &found.decode_layout, work, &found.point);
        let (prefill_layout, decode_layout) = (&found.prefill_layout, &found.decode_layout);
        let (prompt, decode) = (&prefill.prompt, &decode.output);
        Serving::new(
            stages.serving,
            prefill_layout,
            decode_layout,
            prompt,
            decode,
            &self.stack,
            work,
            &found.point,
        )
        .call_time
    }
    /// Decode of answers on a layout, at a batch.
    pub fn decode(
        &self,
        stages: &Stages,
        layout: &Layout<N>,
        work: &Workload<N>,
        point: &Point<N>,
    ) -> DecodeStages<N> {
        let sharding = Sharding::new(stages.decode_sharding, &self.llm, layout);
        let batch = DecodeBatch::new(stages.decode_batch, work, &self.stack, point);
        let pass = self.pass(stages.decode_pass, layout, &sharding, &batch.batch(point));
        let output = Decode::new(stages.decode, layout, &sharding, &self.stack, point, &pass, &self.fit);
        DecodeStages { sharding, batch, pass, output }
    }
}

/// How one tier is deployed, as the search found it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deployment<N> {
    /// How an instance for prefill is spread over machines.
    pub prefill_layout: Layout<N>,
    /// How an instance for decode is spread over machines.
    pub decode_layout: Layout<N>,
    /// The batch of decode.
    pub point: Point<N>,
    /// 1 if model and call fit into memory.
    pub fits: N,
    /// Calls per second that the whole site would serve at this tier's baseline speed, if model and calls were the
    /// baseline's.
    pub baseline_calls: N,
}

/// Names of the stages of one deployment, so that two deployments can be told apart in a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stages {
    /// Name of the tier itself.
    pub name: &'static str,
    /// Layout of prefill.
    pub prefill_layout: &'static str,
    /// Layout of decode.
    pub decode_layout: &'static str,
    /// Sharding of prefill.
    pub prefill_sharding: &'static str,
    /// Sharding of decode.
    pub decode_sharding: &'static str,
    /// Point of the curve.
    pub point: &'static str,
    /// Memory of the decode layout.
    pub memory: &'static str,
    /// Pass in which prompts are read, before it is timed.
    pub prompt_batch: &'static str,
    /// The same, timed.
    pub prompt_pass: &'static str,
    /// Time of a prompt.
    pub prompt: &'static str,
    /// Pass in which answers are written, before it is timed.
    pub decode_batch: &'static str,
    /// The same, timed.
    pub decode_pass: &'static str,
    /// Time of a step.
    pub decode: &'static str,
    /// Both together.
    pub serving: &'static str,
    /// What the tier promises.
    pub slo: &'static str,
    /// Capacity and price of the tier.
    pub tier: &'static str,
}

/// Prefill on one layout.
#[derive(Debug, Clone, Copy)]
pub struct PrefillStages<N> {
    /// Sharding.
    pub sharding: Sharding<N>,
    /// What goes through a pass.
    pub batch: PromptBatch<N>,
    /// The pass.
    pub pass: Pass<N>,
    /// A prompt.
    pub prompt: Prompt<N>,
}

/// Decode on one layout.
#[derive(Debug, Clone, Copy)]
pub struct DecodeStages<N> {
    /// Sharding.
    pub sharding: Sharding<N>,
    /// What goes through a pass.
    pub batch: DecodeBatch<N>,
    /// The pass.
    pub pass: Pass<N>,
    /// The step.
    pub output: Decode<N>,
}

/// Stage names of a deployment; `stages!("standard")` gives `standard.decode` and so on.
#[macro_export]
macro_rules! stages {
    ($tier:literal) => {
        $crate::factory::instance::Stages {
            name: $tier,
            prefill_layout: concat!($tier, ".reader"),
            decode_layout: concat!($tier, ".writer"),
            prefill_sharding: concat!($tier, ".reader_division"),
            decode_sharding: concat!($tier, ".writer_division"),
            point: concat!($tier, ".point"),
            memory: concat!($tier, ".memory"),
            prompt_batch: concat!($tier, ".prompt_batch"),
            prompt_pass: concat!($tier, ".prompt_pass"),
            prompt: concat!($tier, ".prompt"),
            decode_batch: concat!($tier, ".decode_batch"),
            decode_pass: concat!($tier, ".decode_pass"),
            decode: concat!($tier, ".decode"),
            serving: concat!($tier, ".serving"),
            slo: concat!($tier, ".offer"),
            tier: concat!($tier, ".tier"),
        }
    };
}
