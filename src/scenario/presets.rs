//! Scenarios worth a look, each with a name and the link that sets it.

use crate::quantity::told;

/// A scenario with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// Name in links and tests. Never changed.
    pub slug: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// What it stands for and where its figures come from, in a sentence or two.
    pub about: &'static str,
    /// The link that sets it.
    pub link: &'static str,
}

/// All presets, the untouched scenario first.
pub static PRESETS: [Preset; 6] = [
    Preset {
        slug: "today",
        label: "Today",
        about: told(
            "The untouched scenario: 100 MW of GB200 racks serve coding agents as GitHub Copilot measured them, \
                at the world demand and prices published in 2025 and 2026.",
        ),
        link: "",
    },
    Preset {
        slug: "deepseek-day",
        label: "DeepSeek, one day of 2025",
        about: told(
            "The production that DeepSeek published for 27 February 2025: 1,814 H800, 56 % cache hits, about \
                21 tokens per second for each user, one tier at list price.",
        ),
        link: "v=1&context=4384&answer=1211&cached=56.3&gpu=h800&precision=fp8&serving=separate&overlap=on\
               &power=3.14MW&batch_share=25&batch_price=1&standard_share=0&fast_share=0",
    },
    Preset {
        slug: "chat",
        label: "Chat instead of agents",
        about: told(
            "Calls as the Azure trace of 2023 has them: 1,155 tokens in, 211 out, and no prefix cache.",
        ),
        link: "v=1&context=1155&answer=211&cached=0",
    },
    Preset {
        slug: "nvidia-tiers",
        label: "NVIDIA's five tiers",
        about: told(
            "One gigawatt of Vera Rubin with the tiers and prices of the GTC 2026 slide: a quarter each for free, \
                $3, $6 and $45 per million output tokens. The slide prices output alone.",
        ),
        link: "v=1&gpu=rubin&serving=separate&drafts=3&power=1GW&price_input=0.001&price_cached=0.0001&price_output=3\
               &batch_speed=50&batch_price=0&standard_speed=100&standard_price=1&fast_speed=200&fast_price=2\
               &premium_share=25&premium_speed=400&premium_price=15",
    },
    Preset {
        slug: "as-measured",
        label: "Where it was measured",
        about: told(
            "Calls as InferenceX sends them: 7,373 tokens in, 922 out, no prefix cache, reading and writing on the \
                same machines. Published runs stand as dots in the charts of output and cost by speed.",
        ),
        link: "v=1&context=7373&answer=922&cached=0&serving=shared",
    },
    Preset {
        slug: "million-context",
        label: "A million tokens of context",
        about: told("Today's factory when every call carries a million tokens."),
        link: "v=1&context=1M",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::link;

    #[test]
    fn every_preset_is_a_link_that_reads_whole() {
        for preset in &PRESETS {
            let (scenario, faults) = link::read(preset.link);
            assert_eq!(faults, vec![], "{}", preset.slug);
            assert_eq!(link::read(&link::write(&scenario)).0, scenario, "{}", preset.slug);
        }
    }

    #[test]
    fn slugs_are_unique() {
        let mut slugs: Vec<&str> = PRESETS.iter().map(|preset| preset.slug).collect();
        slugs.sort_unstable();
        slugs.dedup();
        assert_eq!(slugs.len(), PRESETS.len());
    }
}
