//! Third-party price sheets: what their entries mean for the levers, and what is rejected.
#![cfg(not(target_arch = "wasm32"))]

use model::scenario::levers::LEVERS;
use model::scenario::link::{read_shocked, write_shocked};
use model::scenario::shocks::ShockedScenario;
use model::scenario::{Lever, Scenario};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use serde_json::{Map, Value, json};
use std::time::{Duration, Instant};
use token_factory_export::import::{Fault, LARGEST, Opened, open, read_prices};
use token_factory_export::prices::{Applied, MOST_MODELS, Model, NotOffered, Sheet, is_sheet};

/// Entries of `model_prices_and_context_window.json` of BerriAI/litellm as of 1 August 2026, without the fields
/// unrelated to prices. The entry of the last model has its numbers as texts, like entries that people add.
const LITELLM: &str = r#"{
    "sample_spec": {
        "input_cost_per_token": 0.0,
        "max_input_tokens": "max input tokens, if the provider specifies it. if not default to max_tokens",
        "mode": "one of: chat, embedding, completion, image_generation, audio_transcription, audio_speech, image_generation, moderation, rerank, search",
        "output_cost_per_token": 0.0
    },
    "claude-sonnet-4-5": {
        "cache_creation_input_token_cost": 3.75e-06,
        "cache_creation_input_token_cost_above_1hr": 6e-06,
        "cache_creation_input_token_cost_above_1hr_above_200k_tokens": 1.2e-05,
        "cache_read_input_token_cost": 3e-07,
        "input_cost_per_token": 3e-06,
        "input_cost_per_token_above_200k_tokens": 6e-06,
        "output_cost_per_token_above_200k_tokens": 2.25e-05,
        "cache_creation_input_token_cost_above_200k_tokens": 7.5e-06,
        "cache_read_input_token_cost_above_200k_tokens": 6e-07,
        "litellm_provider": "anthropic",
        "max_input_tokens": 200000,
        "mode": "chat",
        "output_cost_per_token": 1.5e-05,
        "search_context_cost_per_query": {"search_context_size_high": 0.01, "search_context_size_low": 0.01}
    },
    "gpt-5.4": {
        "cache_read_input_token_cost": 2.5e-07,
        "cache_read_input_token_cost_above_272k_tokens": 5e-07,
        "cache_read_input_token_cost_flex": 1.3e-07,
        "cache_read_input_token_cost_priority": 5e-07,
        "input_cost_per_token": 2.5e-06,
        "input_cost_per_token_above_272k_tokens": 5e-06,
        "input_cost_per_token_flex": 1.25e-06,
        "input_cost_per_token_batches": 1.25e-06,
        "litellm_provider": "openai",
        "mode": "chat",
        "output_cost_per_token": 1.5e-05,
        "output_cost_per_token_above_272k_tokens": 2.25e-05,
        "output_cost_per_token_priority": 3e-05,
        "supported_endpoints": ["/v1/chat/completions", "/v1/batch"]
    },
    "deepseek/deepseek-r1": {
        "input_cost_per_token": 5.5e-07,
        "input_cost_per_token_cache_hit": 1.4e-07,
        "litellm_provider": "deepseek",
        "mode": "chat",
        "output_cost_per_token": 2.19e-06
    },
    "dashscope/qwen3-max": {
        "litellm_provider": "dashscope",
        "mode": "chat",
        "tiered_pricing": [
            {"input_cost_per_token": 1.2e-06, "output_cost_per_token": 6e-06, "range": [0, 32000.0]},
            {"input_cost_per_token": 2.4e-06, "output_cost_per_token": 1.2e-05, "range": [32000.0, 128000.0]},
            {"input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05, "range": [128000.0, 252000.0]}
        ]
    },
    "ollama/llama3.1": {
        "input_cost_per_token": 0.0,
        "litellm_provider": "ollama",
        "mode": "chat",
        "output_cost_per_token": 0.0
    },
    "o1-pro": {
        "input_cost_per_token": 0.00015,
        "litellm_provider": "openai",
        "mode": "responses",
        "output_cost_per_token": 0.0006
    },
    "text-embedding-3-small": {
        "input_cost_per_token": 2e-08,
        "litellm_provider": "openai",
        "mode": "embedding",
        "output_cost_per_token": 0.0
    },
    "groq/whisper-large-v3": {
        "input_cost_per_second": 3.083e-05,
        "litellm_provider": "groq",
        "mode": "audio_transcription",
        "output_cost_per_second": 0.0
    },
    "github_copilot/gpt-4o": {"litellm_provider": "github_copilot", "max_input_tokens": 64000, "mode": "chat"},
    "fireworks-ai-up-to-4b": {
        "input_cost_per_token": " 2e-07 ",
        "litellm_provider": "fireworks_ai",
        "output_cost_per_token": "0.0000002"
    }
}"#;

/// Models of `api.json` of models.dev, as anomalyco/models.dev generates it from its files of 2 July 2026, without the
/// fields unrelated to prices; `gpt-4.1-older` has the form of 2025, which had no tiers.
const MODELS_DEV: &str = r#"{
    "anthropic": {"id": "anthropic", "env": ["ANTHROPIC_API_KEY"], "npm": "@ai-sdk/anthropic", "name": "Anthropic", "models": {
        "claude-sonnet-4-5": {
            "id": "claude-sonnet-4-5", "name": "Claude Sonnet 4.5 (latest)", "family": "claude-sonnet", "reasoning": true,
            "reasoning_options": [{"type": "budget_tokens", "min": 1024}],
            "modalities": {"input": ["text", "image", "pdf"], "output": ["text"]},
            "cost": {"input": 3, "output": 15, "cache_read": 0.3, "cache_write": 3.75},
            "limit": {"context": 200000, "output": 64000}
        }
    }},
    "302ai": {"id": "302ai", "name": "302.AI", "models": {
        "gpt-5.4": {
            "id": "gpt-5.4", "name": "gpt-5.4", "family": "gpt", "modalities": {"input": ["text"], "output": ["text"]},
            "cost": {
                "input": 2.5, "output": 15, "cache_read": 0.25, "cache_write": 0,
                "tiers": [{"tier": {"type": "context", "size": 272000}, "input": 5, "output": 22.5}],
                "context_over_200k": {"input": 5, "output": 22.5}
            },
            "limit": {"context": 1050000, "output": 128000}
        },
        "gpt-4.1-older": {
            "cost": {"input": 2, "output": 8, "cache_read": 0.5, "context_over_200k": {"input": 4, "output": 8, "cache_read": 2}}
        }
    }},
    "aihubmix": {"id": "aihubmix", "name": "AIHubMix", "models": {
        "doubao-seed-2-0-pro": {
            "family": "doubao", "modalities": {"input": ["text"], "output": ["text"]},
            "cost": {
                "input": 0.48, "output": 2.41, "cache_read": 0.09644,
                "tiers": [
                    {"tier": {"type": "context", "size": 128000}, "input": 1.45, "output": 7.23, "cache_read": 0.28932},
                    {"tier": {"type": "context", "size": 32000}, "input": 0.72, "output": 3.62, "cache_read": 0.144656}
                ]
            }
        }
    }},
    "zenmux": {"id": "zenmux", "name": "ZenMux", "models": {
        "google/gemini-2.5-pro": {
            "family": "gemini", "modalities": {"input": ["text"], "output": ["text"]},
            "cost": {"input": 1.25, "output": 10, "cache_read": 0.31, "cache_write": 4.5, "reasoning": 12}
        }
    }},
    "openai": {"id": "openai", "name": "OpenAI", "models": {
        "text-embedding-3-small": {
            "family": "text-embedding", "modalities": {"input": ["text"], "output": ["text"]}, "cost": {"input": 0.02, "output": 0}
        },
        "gpt-image-1": {"family": "gpt-image", "modalities": {"input": ["text"], "output": ["image"]}, "cost": {"input": 5, "output": 40}},
        "gpt-5-free": {"family": "gpt", "modalities": {"input": ["text"], "output": ["text"]}}
    }}
}"#;

/// A scenario without differing prices, and without peak hours.
fn flat() -> ShockedScenario {
    read_shocked("v=2&context=64k&peak_price=1").0
}

#[track_caller]
fn sheet(text: &str) -> Sheet {
    Sheet::read(text).unwrap_or_else(|fault| panic!("{fault}"))
}

#[track_caller]
fn applied(text: &str, model: &str) -> Applied {
    let sheet = sheet(text);
    let model = sheet.find(model).unwrap_or_else(|fault| panic!("{fault}"));
    model.apply(&flat()).unwrap_or_else(|fault| panic!("{fault}"))
}

fn levers() -> [&'static Lever; 7] {
    [
        &LEVERS.price_input,
        &LEVERS.price_cached,
        &LEVERS.cache_write,
        &LEVERS.price_output,
        &LEVERS.long_from,
        &LEVERS.long_input,
        &LEVERS.long_output,
    ]
}

/// The values of the levers in their display units, as links write them.
fn written(scenario: &Scenario) -> [String; 7] {
    levers().map(|lever| lever.written(scenario.of(lever)))
}

#[test]
fn the_prices_of_a_model_become_the_levers_of_the_price_list() {
    let default = LEVERS.long_from.written(LEVERS.long_from.default_base());
    let default = default.as_str();
    for (text, model, values) in [
        (LITELLM, "claude-sonnet-4-5", ["3", "0.3", "1.25", "15", "200k", "2", "1.5"]),
        (LITELLM, "gpt-5.4", ["2.5", "0.25", "1", "15", "272k", "2", "1.5"]),
        (LITELLM, "deepseek/deepseek-r1", ["0.55", "0.14", "1", "2.19", default, "1", "1"]),
        (LITELLM, "dashscope/qwen3-max", ["1.2", "1.2", "1", "6", "32k", "2", "2"]),
        (LITELLM, "ollama/llama3.1", ["0.001", "0.001", "1", "0.001", default, "1", "1"]),
        (LITELLM, "fireworks-ai-up-to-4b", ["0.2", "0.2", "1", "0.2", default, "1", "1"]),
        (MODELS_DEV, "anthropic/claude-sonnet-4-5", ["3", "0.3", "1.25", "15", default, "1", "1"]),
        (MODELS_DEV, "302ai/gpt-5.4", ["2.5", "0.25", "1", "15", "272k", "2", "1.5"]),
        (MODELS_DEV, "302ai/gpt-4.1-older", ["2", "0.5", "1", "8", "200k", "2", "1"]),
        (
            MODELS_DEV,
            "aihubmix/doubao-seed-2-0-pro",
            ["0.48", "0.09644", "1", "2.41", "32k", "1.5", "1.50207468879668"],
        ),
        (MODELS_DEV, "zenmux/google/gemini-2.5-pro", ["1.25", "0.31", "3", "10", default, "1", "1"]),
    ] {
        let found = applied(text, model);
        assert_eq!(written(found.shocked.origin()), values, "{model}");
        // All other levers are as they were.
        let mut before = *flat().origin();
        for lever in levers() {
            before = before.with(lever, found.shocked.origin().of(lever));
        }
        assert_eq!(before, *found.shocked.origin(), "{model}");
        let link = write_shocked(&found.shocked);
        assert_eq!(read_shocked(&link), (found.shocked, vec![]), "{model}");
        for sentence in &found.said {
            assert!(sentence.ends_with('.') && sentence.len() < 400, "{sentence}");
        }
    }
}

#[test]
fn what_was_set_and_what_was_left_out_is_told() {
    for (text, model, sentences) in [
        (
            LITELLM,
            "claude-sonnet-4-5",
            vec![
                "The prices of “claude-sonnet-4-5” were set: input $3, cached input $0.3 and output $15 per million tokens; cache \
                 writes 1.25×; above 200K tokens input 2× and output 1.5×.",
            ],
        ),
        (
            LITELLM,
            "deepseek/deepseek-r1",
            vec![
                "The prices of “deepseek/deepseek-r1” were set: input $0.55, cached input $0.14 and output $2.19 per million \
                 tokens; cache writes 1×; one price for all lengths.",
                "The price sheet does not list cache writes: they cost as much as other input.",
            ],
        ),
        (
            LITELLM,
            "dashscope/qwen3-max",
            vec![
                "The prices of “dashscope/qwen3-max” were set: input $1.2, cached input $1.2 and output $6 per million tokens; \
                 cache writes 1×; above 32K tokens input 2× and output 2×.",
                "The price sheet lists neither cached input nor cache writes: both cost as much as other input.",
                "The price sheet has 2 long-context thresholds, of which one can be set: the one for the context of this scenario, \
                 64K tokens. These prices were not set: above 128K tokens (input $3, output $15).",
            ],
        ),
        (
            LITELLM,
            "ollama/llama3.1",
            vec![
                "The prices of “ollama/llama3.1” were set: input $0.001, cached input $0.001 and output $0.001 per million \
                 tokens; cache writes 1×; one price for all lengths.",
                "Its input price is $0. The minimum, $0.001, was used instead.",
                "Its output price is $0. The minimum, $0.001, was used instead.",
                "The price sheet lists neither cached input nor cache writes: both cost as much as other input.",
            ],
        ),
        (
            MODELS_DEV,
            "302ai/gpt-5.4",
            vec![
                "The prices of “302ai/gpt-5.4” were set: input $2.5, cached input $0.25 and output $15 per million tokens; cache \
                 writes 1×; above 272K tokens input 2× and output 1.5×.",
                "The price sheet lists cache writes at $0 per million tokens, below other input. The input price was used instead.",
            ],
        ),
        (
            MODELS_DEV,
            "302ai/gpt-4.1-older",
            vec![
                "The prices of “302ai/gpt-4.1-older” were set: input $2, cached input $0.5 and output $8 per million tokens; \
                 cache writes 1×; above 200K tokens input 2× and output 1×.",
                "The price sheet does not list cache writes: they cost as much as other input.",
                "In a long context the price sheet lists cached input at $2 per million tokens. Here the price grows as that of \
                 input does, to $1.",
            ],
        ),
        (
            MODELS_DEV,
            "zenmux/google/gemini-2.5-pro",
            vec![
                "The prices of “zenmux/google/gemini-2.5-pro” were set: input $1.25, cached input $0.31 and output $10 per \
                 million tokens; cache writes 3×; one price for all lengths.",
                "The price sheet lists reasoning at $12 per million tokens. Here it costs as much as other output.",
                "The price sheet lists cache writes at $4.5 per million tokens. The maximum, 3 times the input \
                 price, was used instead.",
            ],
        ),
    ] {
        assert_eq!(applied(text, model).said, sentences, "{model}");
    }
    assert_eq!(
        applied(LITELLM, "gpt-5.4").said[2],
        "Batch work costs 0.5× the regular price, as listed for input."
    );
    // A sheet has one price for all hours.
    let sheet = sheet(LITELLM);
    let peak = read_shocked("v=2&peak_price=2").0;
    let applied = sheet.find("gpt-5.4").expect("it is there").apply(&peak).expect("it can be set");
    assert_eq!(applied.shocked.origin().peak_price.to_bits(), 1.0_f64.to_bits());
    let said = applied.said;
    assert!(
        said.contains(
            &"“Peak-hour price” was reset from 2× to 1×: the price sheet has one price for all hours."
                .to_owned()
        ),
        "{said:?}"
    );
}

#[test]
fn of_several_lengths_the_one_that_holds_for_the_context_is_set() {
    let sheet = sheet(LITELLM);
    let model = sheet.find("dashscope/qwen3-max").expect("it is there");
    for (context, above, times, which) in [
        (
            "8k",
            "32k",
            "2",
            "the first, because the context of this scenario, 8K tokens, is below all of them",
        ),
        ("100k", "32k", "2", "the one for the context of this scenario, 100K tokens"),
        ("128k", "128k", "2.5", "the one for the context of this scenario, 128K tokens"),
        ("1M", "128k", "2.5", "the one for the context of this scenario, 1M tokens"),
    ] {
        let before = read_shocked(&format!("v=2&context={context}&peak_price=1")).0;
        let Applied { shocked, said } = model.apply(&before).expect("it can be set");
        let set = [&LEVERS.long_from, &LEVERS.long_input, &LEVERS.long_output]
            .map(|lever| lever.written(shocked.origin().of(lever)));
        assert_eq!(set, [above, times, times], "{context}");
        let sentence = said.last().expect("there is a sentence");
        assert!(sentence.contains(which), "{context}: {sentence}");
        let other = if above == "32k" {
            "above 128K tokens (input $3, output $15)"
        } else {
            "above 32K tokens (input $2.4, output $12)"
        };
        assert!(sentence.ends_with(&format!("These prices were not set: {other}.")), "{context}: {sentence}");
    }
}

#[test]
fn the_price_of_batch_work_is_set_if_it_is_listed() {
    let of = |fields: Value| {
        let mut entry = json!({"input_cost_per_token": 2e-6, "output_cost_per_token": 8e-6});
        entry
            .as_object_mut()
            .expect("it is an object")
            .extend(fields.as_object().cloned().unwrap_or_default());
        let before = read_shocked("v=2&context=64k&batch_price=0.9").0;
        sheet(&json!({"a": entry}).to_string()).only().expect("it has one").apply(&before)
    };
    let batches = |input: f64, output: f64| {
        of(json!({"input_cost_per_token_batches": input, "output_cost_per_token_batches": output}))
    };
    let factor = |applied: &Applied| LEVERS.batch_price.written(applied.shocked.origin().batch_price);
    let half = batches(1e-6, 4e-6).expect("it can be set");
    assert_eq!(factor(&half), "0.5");
    assert!(half.said.contains(&"Batch work costs 0.5× the regular price.".to_owned()), "{:?}", half.said);
    let differ = batches(1e-6, 6e-6).expect("it can be set");
    assert_eq!(factor(&differ), "0.75");
    let said =
        "The price sheet lists batch work at 0.5× for input and 0.75× for output. Here both cost 0.75×.";
    assert!(differ.said.contains(&said.to_owned()), "{:?}", differ.said);
    // Nothing relates a batch price to what is free.
    let free = of(json!({"input_cost_per_token": 0.0, "input_cost_per_token_batches": 1e-6}))
        .expect("it can be set");
    assert_eq!(factor(&free), "0.9");
    assert!(
        free.said.contains(&"A batch price was not set, because the regular price is $0.".to_owned()),
        "{:?}",
        free.said
    );
    // Without it the factor stays.
    assert_eq!(factor(&of(json!({})).expect("it can be set")), "0.9");
    let dear = batches(8e-6, 32e-6).expect_err("it is refused").to_string();
    assert!(
        dear.contains("batch price, relative to the regular price, is 4. ")
            && dear.contains("cannot be above"),
        "{dear}"
    );
    let bad = json!({"input_cost_per_token": 2e-6, "output_cost_per_token": 8e-6, "output_cost_per_token_batches": "cheap"});
    let bad = Sheet::read(&json!({"a": bad}).to_string()).expect_err("it is refused").to_string();
    assert!(bad.contains("Its batch price of output is “cheap”."), "{bad}");
}

#[test]
fn models_are_found_by_their_names() {
    let [litellm, models_dev] = [LITELLM, MODELS_DEV].map(sheet);
    assert_eq!(
        litellm.names().collect::<Vec<_>>(),
        [
            "claude-sonnet-4-5",
            "gpt-5.4",
            "deepseek/deepseek-r1",
            "dashscope/qwen3-max",
            "ollama/llama3.1",
            "o1-pro",
            "fireworks-ai-up-to-4b"
        ]
    );
    assert_eq!(models_dev.names().count(), 5);
    assert_eq!(litellm.find(" GPT-5.4 ").map(Model::name), Ok("gpt-5.4"));
    assert_eq!((litellm.only(), models_dev.only()), (None, None));
    // A name can have spaces around it, as well as what is typed.
    let price = r#"{"mode": "chat", "input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6}"#;
    let spaced = sheet(&format!(r#"{{"m\n": {price}, "n": {price}, " n": {price}}}"#));
    for (name, found) in [("m\n", "m\n"), ("M", "m\n"), ("n", "n"), (" n", " n"), ("n ", "n")] {
        assert_eq!(spaced.find(name).map(Model::name), Ok(found), "{name:?}");
    }
    for (sheet, name, words) in [
        (&litellm, "gpt5.4", "has no model called “gpt5.4”. Did you mean gpt-5.4?"),
        (&litellm, "Claude Sonet 4.5", "Did you mean claude-sonnet-4-5?"),
        (&models_dev, "sonnet", "Did you mean anthropic/claude-sonnet-4-5?"),
        (&models_dev, "claude-sonnet-4-6", "Did you mean anthropic/claude-sonnet-4-5?"),
        (&models_dev, "GPT", "Did you mean 302ai/gpt-5.4, 302ai/gpt-4.1-older?"),
        (&litellm, "abacus", "has no model called “abacus”."),
        (&litellm, "", "has no model called “”."),
        (&litellm, "<b>", "has no model called “<b>”."),
        (&litellm, "sample_spec", "has no model called “sample_spec”."),
        (&litellm, "__proto__", "has no model called “__proto__”."),
    ] {
        let said = sheet.find(name).expect_err(name).to_string();
        assert!(said.ends_with(words), "{said}");
    }
    let long = "x".repeat(100_000);
    assert!(litellm.find(&long).expect_err("it is not there").to_string().len() < 400);
    for (sheet, name, words) in [
        (&litellm, "text-embedding-3-small", "It is of the kind “embedding”."),
        (&litellm, "groq/whisper-large-v3", "It is of the kind “audio_transcription”."),
        (&litellm, "github_copilot/gpt-4o", "It has no price for a token of input and of output."),
        (&litellm, "o1-pro", "Its input price is $150. Input price cannot be above"),
        (&models_dev, "openai/text-embedding-3-small", "It is of the kind “text-embedding”."),
        (&models_dev, "openai/gpt-image-1", "It does not write text."),
        (&models_dev, "openai/gpt-5-free", "It has no price for a token"),
    ] {
        let fault = sheet.find(name).expect("it is there").apply(&flat()).expect_err(name);
        let said = fault.to_string();
        assert!(said.starts_with(&format!("The prices of “{name}” cannot be set. {words}")), "{said}");
        assert!(said.ends_with('.') && said.len() < 400, "{said}");
    }
}

#[test]
fn a_sheet_of_one_model_needs_no_name() {
    let one = r#"{"a": {"mode": "embedding", "input_cost_per_token": 1e-6},
                  "b": {"input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6}}"#;
    assert_eq!(sheet(one).only().map(Model::name), Some("b"));
}

#[test]
fn sheets_are_told_from_scenarios() {
    for text in [LITELLM, MODELS_DEV, r#"{"a": {"litellm_provider": "x"}}"#] {
        assert!(is_sheet(text));
        assert!(is_sheet(&text.replacen('{', r#"{ "a": {"name": "token-factory"},"#, 1)));
        assert!(!is_sheet(&text.replacen('{', "{\"token-factory\" \n: 1,", 1)));
    }
    for text in ["{}", r#"{"models": {}}"#, r#"{"token-factory": 1, "levers": {}}"#, "input_cost_per_token"] {
        assert!(!is_sheet(text), "{text}");
    }
    assert!(matches!(open(LITELLM.as_bytes()), Ok(Opened::Prices(_))));
    assert!(matches!(open(format!("\u{feff} {MODELS_DEV}").as_bytes()), Ok(Opened::Prices(_))));
    assert!(matches!(open(br#"{"token-factory": 1, "levers": {"context": 1000}}"#), Ok(Opened::Scenario(_))));
    assert_eq!(open(b"{}"), Err(Fault::NotOurs));
}

#[test]
fn what_is_no_price_sheet_is_refused_in_a_sentence() {
    let model = |fields: &str| format!(r#"{{"a": {{"output_cost_per_token": 1e-6, {fields}}}}}"#);
    let many = |count: usize| -> String {
        let entries: Vec<String> = (0..count).map(|place| format!("\"{place}\":{{}}")).collect();
        entries.join(",")
    };
    let tier = r#"{"range": [0, 1], "input_cost_per_token": 1}"#;
    let lengths: Vec<String> =
        (1..200).map(|it| format!("\"input_cost_per_token_above_{it}k_tokens\": 1")).collect();
    let deep = |open: &str| format!(r#"{{"a": {{"litellm_provider": {}"#, open.repeat(100_000));
    for (text, words) in [
        (String::new(), "The file is empty."),
        ("{".to_owned(), "EOF while parsing an object at line 1 column 1"),
        (
            "[]".to_owned(),
            "invalid type: sequence, expected an object of models or of providers at line 1 column 0",
        ),
        ("{}".to_owned(), "The price sheet has no models."),
        (r#"{"sample_spec": {"input_cost_per_token": 0}}"#.to_owned(), "The price sheet has no models."),
        (r#"{"a": 3}"#.to_owned(), "expected an object with the prices of a model"),
        (
            r#"{"a": {"mode": 3}}"#.to_owned(),
            "invalid type: integer `3`, expected a string at line 1 column 16",
        ),
        (r#"{"a": {"models": []}}"#.to_owned(), "expected an object of models"),
        (r#"{"a": {"models": {"b": 1}}}"#.to_owned(), "expected an object with the “cost” of a model"),
        (r#"{"a": {"models": {"b": {"cost": 1}}}}"#.to_owned(), "expected an object of prices"),
        (r#"{"a": {"models": {"b": {"cost": {"tiers": [{}]}}}}}"#.to_owned(), "missing field `tier`"),
        (
            r#"{"a": {"models": {"b": {"cost": {"input": 1, "input": 2}}}}}"#.to_owned(),
            "duplicate field `input`",
        ),
        (r#"{"a": {"models": {}, "models": {}}}"#.to_owned(), "duplicate field `models`"),
        (r#"{"a": {}, "a": {}}"#.to_owned(), "“a” appears twice"),
        (r#"{"": {}}"#.to_owned(), "the name of a model has 0 bytes; allowed are 1 to 200"),
        (format!(r#"{{"{}": {{}}}}"#, "x".repeat(1_000)), "the name of a model has 1000 bytes"),
        (format!("{{{}}}", many(MOST_MODELS + 1)), "more than 20000 models"),
        (format!(r#"{{"a": {{"models": {{{}}}}}}}"#, many(MOST_MODELS + 1)), "more than 20000 models"),
        (
            model(&format!(r#""tiered_pricing": [{}]"#, vec![tier; 101].join(","))),
            "a list of up to 100 entries",
        ),
        (model(&lengths.join(",")), "prices above more than 100 lengths"),
        (model(r#""input_cost_per_token": 1e400"#), "number out of range at line 1"),
        (
            model(r#""input_cost_per_token": 1e-6, "input_cost_per_token": 1e-6"#),
            "“input_cost_per_token” appears twice",
        ),
        (
            model(r#""input_cost_per_token": -1e-6"#),
            "Its input price is “-0.000001”. Allowed: a number of dollars, 0 or more.",
        ),
        (model(r#""input_cost_per_token": "free""#), "Its input price is “free”."),
        (model(r#""input_cost_per_token": "NaN""#), "Its input price is “NaN”."),
        (model(r#""input_cost_per_token": "inf""#), "Its input price is “inf”."),
        (model(r#""input_cost_per_token": true"#), "Its input price is “true”."),
        (model(r#""input_cost_per_token": [1, [2]]"#), "Its input price is “a list”."),
        (model(r#""input_cost_per_token": {"a": {}}"#), "Its input price is “an object”."),
        (
            model(r#""input_cost_per_token": null"#),
            "The prices of its only model, “a”, cannot be set. It has no price",
        ),
        (
            r#"{"a": {"mode": "embedding"}, "<img src=x>": {"mode": "embedding"}}"#.to_owned(),
            "The price sheet has 2 models, none with prices that can be set. The first is “a”.",
        ),
        (deep("["), "EOF while parsing"),
        (deep("{\"x\":"), "EOF while parsing"),
    ] {
        let start = Instant::now();
        let said = read_prices(text.as_bytes()).expect_err(words).to_string();
        assert!(said.contains(words), "{said}");
        assert!(said.ends_with('.') && said.len() < 600, "{said}");
        assert!(start.elapsed() < Duration::from_secs(1), "{said}");
    }
    assert_eq!(read_prices(&[b' '; LARGEST + 1]), Err(Fault::TooLarge));
    assert_eq!(read_prices(b"{\"a\": \xff}"), Err(Fault::NotText(7)));
    let only = r#"{"a": {"mode": "embedding"}}"#;
    let why = NotOffered::Kind("embedding".to_owned()).to_string();
    assert_eq!(
        Sheet::read(only).expect_err("it has none").to_string(),
        format!("The prices of its only model, “a”, cannot be set. {why}")
    );
}

#[test]
fn the_largest_file_takes_no_longer_than_a_moment() {
    let fill = |start: &str, entry: &str| format!("{start}{}", entry.repeat((LARGEST - 100) / entry.len()));
    for text in [
        fill("{", r#""a":{},"#),
        fill(r#"{"a":{"models":{"#, r#""a":{},"#),
        fill(r#"{"a":{"tiered_pricing":["#, "{},"),
        fill(r#"{"a":{"models":{"b":{"cost":{"tiers":["#, r#"{"tier":{"size":1}},"#),
        fill(r#"{"a":{"mode":""#, "x"),
        fill(r#"{"a":{"#, r#""input_cost_per_token":null,"#),
        fill(r#"{"a":{"input_cost_per_token":"#, "["),
    ] {
        let start = Instant::now();
        let _ = read_prices(text.as_bytes());
        assert!(start.elapsed() < Duration::from_secs(10), "{:?} for {text:.60}", start.elapsed());
    }
    // The largest number of models that is read, with names that are compared.
    let entry = |place: usize| {
        let price = json!({"input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6});
        (format!("provider-{place}/a-model-with-a-rather-long-name-{place}-preview"), price)
    };
    let text = Value::from((0..MOST_MODELS).map(entry).collect::<Map<_, _>>()).to_string();
    let start = Instant::now();
    let found = sheet(&text);
    assert_eq!(found.names().count(), MOST_MODELS);
    let said =
        found.find("provider/another-model-with-a-rather-long-name-and-more").expect_err("it is not there");
    assert!(
        said.to_string().len() < 1_500 && start.elapsed() < Duration::from_secs(10),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn every_price_that_is_taken_is_on_the_track_and_reads_back() {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(5);
    let mut below = |end: u32| {
        #[allow(clippy::cast_possible_truncation, reason = "it is less than the end")]
        let number = (random.next_u64() % u64::from(end)) as u32;
        number
    };
    let before = read_shocked("v=2&context=300k&gpu=h100&price_input=7&long_from=64k&shocks=edge").0;
    let mut taken = 0;
    for _ in 0..3_000 {
        // From below the tracks to above them, some of them zero.
        let mut price = |most: f64| {
            let size = [1e-7, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1.0][below(7) as usize] * most;
            if below(8) == 0 { 0.0 } else { size * f64::from(1 + below(9_999)) / 1e3 }
        };
        let [input, cached, write, output] = [20.0, 2.0, 20.0, 200.0].map(&mut price);
        let [long_input, long_output] = [input, output].map(|base| base * price(1.0));
        let above = 1 + below(2_000);
        let mut litellm =
            json!({"input_cost_per_token": input * 1e-6, "output_cost_per_token": output * 1e-6});
        let mut models_dev = json!({"input": input, "output": output});
        if below(4) > 0 {
            litellm["cache_read_input_token_cost"] = json!(cached * 1e-6);
            models_dev["cache_read"] = json!(cached);
        }
        if below(4) > 0 {
            litellm["cache_creation_input_token_cost"] = json!((write * 1e-6).to_string());
            models_dev["cache_write"] = json!(write.to_string());
        }
        if below(2) > 0 {
            litellm[format!("input_cost_per_token_above_{above}k_tokens")] = json!(long_input * 1e-6);
            litellm[format!("output_cost_per_token_above_{above}k_tokens")] = json!(long_output * 1e-6);
            models_dev["tiers"] =
                json!([{"tier": {"size": 1_000 * above}, "input": long_input, "output": long_output}]);
        }
        let [one, other] = [json!({"a": litellm}), json!({"a": {"models": {"a": {"cost": models_dev}}}})]
            .map(|held| {
                let text = held.to_string();
                let found = sheet(&text).only().expect("it has one").apply(&before);
                (text, found)
            });
        assert_eq!(one.1.is_ok(), other.1.is_ok(), "{} {}", one.0, other.0);
        for (text, found) in [&one, &other] {
            let Ok(Applied { shocked, said }) = found else {
                let said = found.as_ref().expect_err("it is refused").to_string();
                assert!(said.contains(" cannot be above ") && said.ends_with('.'), "{said}: {text}");
                continue;
            };
            taken += 1;
            assert!(said.iter().all(|it| it.ends_with('.') && it.len() < 400), "{said:?}");
            let (again, faults) = read_shocked(&write_shocked(shocked));
            assert_eq!(faults, [], "{text}");
            for lever in levers() {
                let value = shocked.origin().of(lever);
                assert!(lever.within(value).is_ok(), "{} is {value}: {text}", lever.about.id);
                assert_eq!(again.origin().of(lever).to_bits(), value.to_bits(), "{}: {text}", lever.about.id);
            }
            // A price on its track is set as it is listed, to the 15 figures of a link.
            for (lever, listed) in [(&LEVERS.price_input, input), (&LEVERS.price_output, output)] {
                let set = lever.about.unit.shown(shocked.origin().of(lever));
                let listed = listed.max(lever.min);
                assert!((set - listed).abs() <= 1e-14 * listed, "{}: {set} {listed}", lever.about.id);
            }
            for lever in model::scenario::link::levers() {
                let is_set = ["peak_price", "batch_price"].contains(&lever.about.id)
                    || levers().iter().any(|price| price.about.id == lever.about.id);
                if !is_set {
                    assert_eq!(shocked.origin().of(lever).to_bits(), before.origin().of(lever).to_bits());
                }
            }
        }
        if let (Ok(one), Ok(other)) = (&one.1, &other.1) {
            for lever in levers() {
                let [one, other] = [one, other].map(|it| it.shocked.origin().of(lever));
                let is_kept = lever.about.id == "long_from";
                assert!(is_kept || (one - other).abs() <= 1e-13 * one, "{}: {one} {other}", lever.about.id);
            }
        }
    }
    assert!(taken > 1_000, "{taken}");
}
