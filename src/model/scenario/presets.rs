//! Preset scenarios, each with a name and the link that sets it.

pub mod published;

use crate::quantity::explanation;

/// A scenario with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// Name in links and tests. Never changed.
    pub slug: &'static str,
    /// Name on the page; empty in a program without explanations.
    pub label: &'static str,
    /// What it represents and where its figures come from, in a sentence or two.
    pub about: &'static str,
    /// The link that sets it.
    pub link: &'static str,
}

/// All presets, the baseline scenario first.
pub static PRESETS: [Preset; 12] = [
    Preset {
        slug: "today",
        label: explanation("Baseline"),
        about: explanation(
            "The starting point: 100 MW of GB300 racks serve DeepSeek V4 Pro at its maker's price list of August \
                2026. Calls are those of coding agents as GitHub Copilot measured them; load and the share of paying \
                users are those of a large lab.",
        ),
        link: "",
    },
    Preset {
        slug: "deepseek-day",
        label: explanation("DeepSeek, one day of 2025"),
        about: explanation(
            "The production that DeepSeek published for 27 February 2025: 278 nodes of H800 at the peak and 82 % of them \
                on average, 56 % cache hits, about 21 tokens per second for each user. All tokens are counted at the list \
                price of R1, as DeepSeek counted them: $562,000 a day. That list is retired.",
        ),
        link: "v=2&llm=deepseek-v3&price_list=deepseek-r1&gpu=h800&precision=fp8&context=4377&answer=1209&cached=56.3\
               &serving=separate&overlap=on&drafts=1&power=3.85MW&hours=deepseek&load=135&paid=100&shortage=queue\
               &standard_demand=100&standard_share=100&standard_speed=21&fast_demand=0&fast_share=0",
    },
    Preset {
        slug: "chat",
        label: explanation("Chat instead of agents"),
        about: explanation(
            "Calls as in the Azure trace of 2023: 1,155 tokens in, 211 out, and no prefix cache. Demand follows the hours \
                of conversations on Azure in 2024.",
        ),
        link: "v=2&context=1155&answer=211&cached=0&hours=conversation",
    },
    Preset {
        slug: "nvidia-tiers",
        label: explanation("NVIDIA's five tiers"),
        about: explanation(
            "One gigawatt of Vera Rubin with the tiers and prices of the GTC 2026 slide: a quarter each for free, \
                $3, $6 and $45 per million output tokens. The slide prices only output, and counts every token as sold. \
                This model reaches fewer tokens at such speeds, and earns less than the $150B of the slide. The free tier runs as batch work at a price of zero.",
        ),
        link: "v=2&gpu=rubin&serving=separate&drafts=3&power=1GW&paid=100&operator_yield=100&load=97&hours=flat\
               &seller_elasticity=0&price_input=0.001&price_cached=0.0001&price_output=3&peak_price=1\
               &batch_demand=25&batch_share=25&batch_speed=50&batch_price=0\
               &standard_demand=33&standard_share=25&standard_speed=100&standard_price=1\
               &fast_demand=33&fast_share=25&fast_speed=200&fast_price=2\
               &premium_demand=33&premium_share=25&premium_speed=400&premium_price=15",
    },
    Preset {
        slug: "as-measured",
        label: explanation("As benchmarked"),
        about: explanation(
            "Calls as InferenceX sends them: 7,373 tokens in, 922 out, no prefix cache, prefill and decode on the \
                same machines. The dots in the charts of output and cost by speed are published runs.",
        ),
        link: "v=2&context=7373&answer=922&cached=0&serving=shared",
    },
    Preset {
        slug: "million-context",
        label: explanation("A million tokens of context"),
        about: explanation(
            "The baseline when every call carries a million tokens. The world spends the same, on fewer calls.",
        ),
        link: "v=2&context=1M",
    },
    Preset {
        slug: "lab",
        label: explanation("A lab with free users"),
        about: explanation(
            "The baseline, spelled out: machines are at work 60 % of the time, reach 80 % of the predicted \
                throughput, and 45 % of their work is paid for. OpenAI's gross margin was 33 % in 2025, and Anthropic's \
                40 %, both as reported: they rent many of their machines, and the owners keep a part.",
        ),
        link: "v=2&paid=45&load=60&operator_yield=80",
    },
    Preset {
        slug: "interface-seller",
        label: explanation("API only"),
        about: explanation(
            "The same site without free users: every token is sold through an API. Such sellers state gross margins \
                of 50 to 75 %; a reseller keeps a fifth here, as clouds do.",
        ),
        link: "v=2&paid=100&reseller=20",
    },
    Preset {
        slug: "renter",
        label: explanation("Machines for rent"),
        about: explanation(
            "The owner sells GPU-hours instead of tokens, all of them to one renter. The price is set so that a GPU-hour \
                brings $2.47, or $10.3B per gigawatt and year: what CoreWeave earned on the power it had in use in the \
                third quarter of 2025.",
        ),
        link: "v=2&paid=100&load=97&hours=flat&seller_elasticity=0&standard_demand=100&standard_share=100\
               &standard_price=0.0821&fast_demand=0&fast_share=0",
    },
    Preset {
        slug: "market-low",
        label: explanation("Market: what analysts expect"),
        about: explanation(
            "Adoption as Goldman Sachs forecasts it and chips at the low end of what NVIDIA's guide allows: spending in 2027 \
                near the $920B that analysts expect of the largest cloud firms alone.",
        ),
        link: "v=2&adoption=2.2&chips=475B",
    },
    Preset {
        slug: "market-base",
        label: explanation("Market: Goldman's forecast"),
        about: explanation(
            "Slightly more chips than in the baseline: spending in 2027 near the $1.1T that Goldman Sachs forecasts of the largest cloud firms.",
        ),
        link: "v=2&chips=548B",
    },
    Preset {
        slug: "market-high",
        label: explanation("Market: Goldman's highest case"),
        about: explanation(
            "Chips at the high end, a supply that grows by 80 % a year, and a little more power for them: spending in 2027 near the $1.4T of Goldman \
                Sachs' highest case.",
        ),
        link: "v=2&supply=21.5&chips=650B&chips_growth=1.8",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::fleet::OUTLOOKS;
    use crate::factory::PAST_YEARS;
    use crate::quantity::near::near;
    use crate::quantity::unit::{USD_PER_DAY, USD_PER_W, USD_PER_YEAR};
    use crate::scenario::Scenario;
    use crate::scenario::link;
    use crate::study::evaluate::{Evaluation, evaluate};

    fn of(slug: &str) -> Evaluation {
        let preset = PRESETS.iter().find(|preset| preset.slug == slug).unwrap();
        evaluate(&link::read(preset.link).0)
    }
    #[test]
    fn deepseeks_day_brings_what_deepseek_counted() {
        let day = of("deepseek-day").factory.profit;
        near(USD_PER_DAY.shown(day.revenue), 562_027.0, 0.01);
        near(day.load, 226.75 / 278.0, 0.01);
        assert_eq!(of("deepseek-day").sheet.slug, "deepseek-r1");
    }

    #[test]
    fn business_views_lie_where_such_firms_are() {
        assert_eq!(of("lab").scenario, Scenario::baseline());
        let [lab, seller] = ["lab", "interface-seller"].map(|slug| of(slug).factory.profit.margin);
        assert!(lab > 0.15 && lab < 0.6, "{lab}");
        assert!(seller > 0.55 && seller < 0.85, "{seller}");
        let rent = of("renter").factory;
        near(USD_PER_W.shown(rent.profit.per_gw), 10.3, 0.01);
        near(USD_PER_YEAR.shown(rent.profit.revenue) / (rent.site.gpus * 8_760.0), 2.47, 0.01);
    }

    #[test]
    fn markets_spend_what_was_forecast() {
        for (slug, outlook) in ["market-low", "market-base", "market-high"].into_iter().zip(OUTLOOKS) {
            let year = of(slug).factory.years[PAST_YEARS + 1].market.spending;
            near(USD_PER_YEAR.shown(year), outlook.capex_2027.value * 1e9, 0.02);
        }
    }

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
