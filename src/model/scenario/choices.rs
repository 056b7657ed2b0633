//! Lists to choose from: machines, language models, precisions, ways to serve. Links hold the slugs.

use super::scale::{Choice, Release};
use crate::catalog::accelerators::ACCELERATORS;
use crate::catalog::is_same;

/// Accelerators on the track in order of generation, then those of other makers: rows of the catalog, each with its
/// product line.
pub static GPUS: [Choice; 15] = [
    machine("h100", "Hopper"),
    machine("h200", "Hopper"),
    machine("b200", "Blackwell"),
    machine("gb200", "Blackwell"),
    machine("b300", "Blackwell Ultra"),
    machine("gb300", "Blackwell Ultra"),
    machine("rubin", "Rubin"),
    machine("rubin-ultra", "Rubin"),
    machine("mi300x", "AMD"),
    machine("mi325x", "AMD"),
    machine("mi355x", "AMD"),
    machine("mi455x", "AMD"),
    machine("tpu7x", "Google Ironwood"),
    machine("trainium3", "AWS"),
    machine("h800", "Hopper").known_as("as DeepSeek used it"),
];

/// How many of [`GPUS`] are on the track of generations.
pub const GENERATIONS: usize = 8;

/// Language models that can be served: those whose shape is published.
pub static LLMS: [Choice; 24] = [
    choice("deepseek-v3", "DeepSeek V3 / R1", "671 B weights, 37 B active"),
    choice("deepseek-v3.2", "DeepSeek V3.2", "672 B weights, sparse attention"),
    choice("kimi-k2", "Kimi K2 / K2.5", "1,026 B weights, 32 B active"),
    choice("glm-5", "GLM-5", "744 B weights, sparse attention"),
    choice("qwen3.5-397b", "Qwen3.5 397B A17B", "hybrid linear attention"),
    choice("qwen3-235b", "Qwen3 235B A22B", "235 B weights, 22 B active"),
    choice("qwen3-30b", "Qwen3 30B A3B", "31 B weights, 3 B active"),
    choice("qwen3-32b", "Qwen3 32B", "dense"),
    choice("minimax-m2.5", "MiniMax M2.5", "229 B weights, 10 B active"),
    choice("gpt-oss-120b", "gpt-oss 120b", "117 B weights, 5 B active"),
    choice("gpt-oss-20b", "gpt-oss 20b", "21 B weights, 4 B active"),
    choice("llama-4-maverick", "Llama 4 Maverick", "401 B weights, 16 B active"),
    choice("llama-4-scout", "Llama 4 Scout", "108 B weights, 16 B active"),
    choice("llama-3.1-405b", "Llama 3.1 405B", "dense"),
    choice("llama-3.1-70b", "Llama 3.1 70B", "dense, and Llama 3.3 of the same shape"),
    choice("llama-3.1-8b", "Llama 3.1 8B", "dense"),
    choice("llama-2-70b", "Llama 2 70B", "dense"),
    choice("mixtral-8x22b", "Mixtral 8x22B", "141 B weights, 39 B active"),
    choice("mixtral-8x7b", "Mixtral 8x7B", "47 B weights, 13 B active"),
    choice("kimi-k3", "Kimi K3", "2,779 B weights, 104 B active, hybrid linear attention"),
    choice("mimo-v2-flash", "MiMo V2 Flash", "309 B weights, 15 B active, windowed attention"),
    choice("nemotron-3-super", "Nemotron 3 Super 120B A12B", "121 B weights, 12 B active, hybrid Mamba"),
    choice("deepseek-v4-pro", "DeepSeek V4 Pro", "1,572 B weights, 49 B active, compressed attention"),
    choice("deepseek-v4-flash", "DeepSeek V4 Flash", "284 B weights, 13 B active, compressed attention"),
];

/// Precisions of the weights.
pub static PRECISIONS: [Choice; 5] = [
    choice("best", "Best of the machine", "the narrowest format the machine supports"),
    choice("bf16", "BF16", "2 bytes a weight"),
    choice("fp8", "FP8", "1 byte a weight"),
    choice("fp4", "FP4", "0.56 bytes a weight"),
    choice("int4", "INT4", "0.53 bytes a weight, BF16 arithmetic"),
];

/// Ways to serve.
pub static SERVINGS: [Choice; 2] = [
    choice("shared", "Shared machines", "prefill and decode on the same machines"),
    choice("separate", "Separate machines", "prefill on machines of its own"),
];

/// Index of the baseline scenario's model in [`LLMS`].
pub const DEFAULT_LLM: usize = 22;

/// Price lists: that of the model, others of its kind, and those of closed models. The slugs are those of the catalog.
pub static PRICE_LISTS: [Choice; 16] = [
    choice("model", "The model's own", "as its maker or the cheapest marketplace sells it"),
    choice("deepseek-r1", "DeepSeek R1, February 2025", "retired: the list on DeepSeek's published day"),
    choice("deepseek-v4-pro-flat", "DeepSeek V4 Pro, July 2026", "retired: one price at all hours"),
    choice("glm-5.2", "GLM-5.2", "July 2026"),
    choice("kimi-k2.6", "Kimi K2.6", "July 2026"),
    choice("gpt-oss-120b-groq", "gpt-oss 120b on Groq", "July 2026"),
    choice("claude-fable-5.1", "Claude Fable 5.1", "closed, November 2026"),
    choice("claude-opus-5.5", "Claude Opus 5.5", "closed, November 2026"),
    choice("claude-sonnet-5.5", "Claude Sonnet 5.5", "closed, October 2026"),
    choice("claude-haiku-5.5", "Claude Haiku 5.5", "closed, November 2026"),
    choice("gpt-6.2-sol", "GPT-6.2 Sol", "closed, November 2026"),
    choice("gpt-6.2-astra", "GPT-6.2 Astra", "closed, November 2026"),
    choice("gpt-6-luna", "GPT-6 Luna", "closed, November 2026"),
    choice("gemini-4-neon", "Gemini 4 Neon", "closed, November 2026"),
    choice("gemini-4-hydrogen", "Gemini 4 Hydrogen", "closed, November 2026"),
    choice("minimax-m3", "MiniMax M3", "July 2026"),
];

/// Profiles of the hours. The slugs are those of the catalog.
pub static HOURS: [Choice; 4] = [
    choice("flat", "The same at every hour", "for comparison"),
    choice("deepseek", "DeepSeek's day", "February 2025, Beijing time"),
    choice("coding", "Coding, one region", "Azure, May 2024, UTC"),
    choice("conversation", "Conversation", "Azure, May 2024, UTC"),
];

/// Whether the machines are owned or rented.
pub static TENURES: [Choice; 2] = [
    choice("owned", "Owned", "machines, building and electricity are paid for apart"),
    choice("rented", "Rented", "by the GPU-hour, with building, electricity and upkeep"),
];

/// What stays the same when calls become longer or more expensive.
pub static HOLDS: [Choice; 2] = [
    choice("spend", "What the world spends", "costlier calls are fewer"),
    choice("calls", "How many calls it makes", "each agent still makes every call"),
];

/// What happens when demand exceeds supply.
pub static SHORTAGES: [Choice; 2] = [
    choice("price", "Prices rise", "until demand matches supply"),
    choice("queue", "Calls wait", "prices stay, and some of the demand is not served"),
];

const fn choice(slug: &'static str, label: &'static str, detail: &'static str) -> Choice {
    Choice { slug, label, detail, release: None }
}

/// An accelerator of the catalog. A slug without a row does not compile.
const fn machine(slug: &str, line: &'static str) -> Choice {
    let mut place = 0;
    while !is_same(ACCELERATORS[place].slug, slug) {
        place += 1;
    }
    let found = &ACCELERATORS[place];
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a year")]
    let year = found.row.row.year.value as u16;
    let release = Release { year, evidence: found.row.evidence, remark: None };
    Choice { slug: found.slug, label: found.label, detail: line, release: Some(release) }
}

impl Choice {
    /// A machine with a remark that is shown in place of the evidence for its predictions.
    const fn known_as(mut self, remark: &'static str) -> Self {
        if let Some(release) = &mut self.release {
            release.remark = Some(remark);
        }
        self
    }
}
