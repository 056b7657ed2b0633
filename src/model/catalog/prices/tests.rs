use super::*;
use crate::quantity::near::near;
use crate::quantity::unit::YEAR_S;
use std::collections::BTreeSet;

/// Revenue of a gigawatt with a quarter of its power in each tier, in billions of dollars a year.
fn revenue(slug: &str) -> f64 {
    let row = SLIDE_THROUGHPUT.iter().find(|row| row.slug == slug).unwrap();
    let per_mw = |(tokens, tier): (&Datum, &Tier)| {
        if tokens.is_known() {
            tokens.value * tier.price.value * 1e-6 * tier.share.value / 100.0
        } else {
            0.0
        }
    };
    row.tiers.iter().zip(NVIDIA_TIERS).map(per_mw).sum::<f64>() * 1000.0 * YEAR_S / 1e9
}

#[test]
fn the_slide_gives_the_revenue_that_is_claimed_once_its_ratios_are_heeded() {
    for (slug, expected) in [("hopper", 1.4), ("blackwell", 32.0), ("rubin", 142.0), ("rubin-lpx", 319.0)] {
        near(revenue(slug), expected, 0.02);
        let claimed = SLIDE_THROUGHPUT.iter().find(|row| row.slug == slug).unwrap().claimed;
        assert!(!claimed.is_known() || (revenue(slug) / claimed.value - 1.0).abs() < 0.08, "{slug}");
    }
    near(revenue("blackwell-as-read"), 46.0, 0.02);
}

#[test]
fn corrected_points_are_rubin_divided_by_the_printed_ratio() {
    let of = |slug| SLIDE_THROUGHPUT.iter().find(|row| row.slug == slug).unwrap().tiers;
    for (tier, ratio) in [(2, 3.0), (3, 10.0)] {
        near(of("blackwell")[tier].value, of("rubin")[tier].value / ratio, 0.02);
    }
}

#[test]
fn a_slug_names_one_list_and_prices_are_in_order() {
    let slugs: BTreeSet<&str> = PRICE_LISTS.iter().map(|list| list.slug).collect();
    assert_eq!(slugs.len(), PRICE_LISTS.len());
    for PriceList { label, input, cached, output, .. } in PRICE_LISTS {
        assert!(input.value > 0.0 && output.value > input.value, "{label}");
        assert!(!cached.is_known() || cached.value < input.value, "{label}");
    }
}

#[test]
fn defaults_are_those_of_one_list_and_other_values_are_in_the_lists() {
    let r1 = PRICE_LISTS.iter().find(|list| list.slug == "deepseek-r1").unwrap();
    for (default, of) in [
        (PRICE_INPUT, (|list| list.input) as fn(&PriceList) -> Datum),
        (PRICE_CACHED, |list| list.cached),
        (PRICE_OUTPUT, |list| list.output),
    ] {
        near(default.value, of(r1).value, 1e-9);
        for reading in default.others {
            let listed = |list: &PriceList| (of(list).value / reading.value - 1.0).abs() < 1e-9;
            assert!(PRICE_LISTS.iter().any(listed), "{} in no list", reading.label);
            assert!((default.low..=default.high).contains(&reading.value), "{}", reading.label);
        }
    }
}

#[test]
fn derived_figures_follow_from_what_they_name() {
    near(OUTPUT_RATIO.value, PRICE_OUTPUT.value / PRICE_INPUT.value, 1e-9);
    near(CACHED_RATIO.value, PRICE_CACHED.value / PRICE_INPUT.value, 1e-9);
    near(PRICE_CHANGE.others[5].value, libm::sqrt(1.0 / 40.0), 2e-3);
    let [output, all] = [TOKENS_PER_MW[2].value.value, TOKENS_PER_MW[3].value.value];
    let megawatts = 226.75 * 8.0 * 1.73e-3;
    near(output, 168e9 / 86_400.0 / megawatts, 5e-3);
    near(all, (168e9 + 608e9) / 86_400.0 / megawatts, 5e-3);
}

#[test]
fn shares_and_exponents_follow_from_what_they_name() {
    near(PAID_SHARE.value, 100.0 * 0.30 / 0.67, 0.01);
    near(SPEED_PRICE.low, libm::log(2.0) / libm::log(2.5), 0.06);
    near(SPEED_PRICE.high, libm::log(6.0) / libm::log(2.5), 0.03);
    for datum in [PAID_SHARE, RESELLER_CUT, SPEED_PRICE] {
        assert!(datum.others.iter().all(|it| (datum.low..=datum.high).contains(&it.value)));
    }
}
