use super::*;
use crate::catalog::{find, hours, llms};
use crate::quantity::near::near;
use crate::scenario::levers::LLMS as OFFERED;
use std::collections::BTreeSet;

#[test]
fn a_slug_names_one_list_and_every_open_list_a_model_of_the_catalog() {
    let slugs: BTreeSet<&str> = PRICE_SHEETS.iter().map(|sheet| sheet.slug).collect();
    assert_eq!(slugs.len(), PRICE_SHEETS.len());
    for sheet in PRICE_SHEETS {
        assert_eq!(named(sheet.slug), Some(sheet));
        assert_eq!(sheet.model.is_none(), sheet.seller == Seller::Closed, "{}", sheet.slug);
        if let Some(model) = sheet.model {
            assert_eq!(find(llms::LLMS, model).map(|row| row.slug), Some(model));
        }
    }
}

#[test]
fn every_model_has_a_current_list() {
    let offered = OFFERED.iter().map(|choice| choice.slug);
    for slug in offered.chain(llms::LLMS.iter().map(|row| row.slug)) {
        let sheet = of_model(slug).expect(slug);
        assert!(!matches!(sheet.seller, Seller::Retired | Seller::Closed), "{slug}");
    }
    assert_eq!(of_model("gpt-6.2-sol"), None);
}

#[test]
fn prices_are_in_order() {
    for PriceSheet { slug, input, cached, cache_write, output, long, context, dated, .. } in PRICE_SHEETS {
        assert!(0.0 < cached.value && cached.value < input.value, "{slug}");
        assert!(input.value <= cache_write.value && cache_write.value <= 1.25 * input.value, "{slug}");
        assert!(input.value <= output.value, "{slug}");
        assert!((4096.0..=1_050_000.0).contains(&context.value), "{slug}");
        assert!(long.is_none_or(|long| long.above < context.value && long.input >= long.output), "{slug}");
        assert!(("2025-02".."2026-12").contains(dated) || *dated == "2026", "{slug}");
        if cached.grade == Assumed {
            near(cached.value, 0.1 * input.value, 1e-12);
            assert!(!cached.note.is_empty() && !cached.note.ends_with(' '));
        }
        if input.grade == Assumed {
            assert!(!input.note.is_empty(), "{slug}");
        }
    }
}

#[test]
fn deepseek_doubles_its_price_for_seven_hours_of_a_working_day() {
    let sheet = of_model("deepseek-v4-pro").unwrap();
    let peak = sheet.peak.unwrap();
    assert_eq!(peak.hours.iter().filter(|peak| **peak).count(), 7);
    assert!(peak.hours[9] && !peak.hours[12] && !peak.hours[13] && peak.hours[17] && !peak.hours[18]);
    for (price, doubled) in [(sheet.input, 1.32), (sheet.cached, 0.044), (sheet.output, 3.96)] {
        near(price.value * peak.times, doubled, 1e-12);
    }
    let day = &hours::named("deepseek").unwrap().hours;
    near(100.0 * peak.volume(day), PEAK_VOLUME.value, 2e-3);
    near(peak.mean(day), 1.266, 1e-3);
    near(peak.mean(&[1.0; 24]), 1.0 + 5.0 / 24.0, 1e-12);
    near(sheet.input.value * peak.mean(day), 0.836, 1e-3);
    near(sheet.output.value * peak.mean(day), 2.51, 2e-3);
}

#[test]
fn the_list_of_the_published_day_is_kept_and_marked_as_old() {
    let sheet = named("deepseek-r1").unwrap();
    assert_eq!((sheet.seller, sheet.model, sheet.dated), (Seller::Retired, Some("deepseek-v3"), "2025-02"));
    let day = &crate::catalog::demand::DEEPSEEK_DAY;
    for (listed, sold) in
        [(sheet.input, day.price_input), (sheet.cached, day.price_cached), (sheet.output, day.price_output)]
    {
        near(listed.value, sold.value, 1e-12);
    }
    // Compared with the previous list, prices rose by half, and threefold in busy hours.
    let [before, now] = ["deepseek-v4-pro-flat", "deepseek-v4-pro"].map(|slug| named(slug).unwrap());
    near(now.input.value / before.input.value, 1.52, 5e-3);
    near(now.peak.unwrap().times * now.input.value / before.input.value, 3.03, 5e-3);
}

#[test]
fn the_longest_prompts_of_haiku_cost_what_its_list_says() {
    let haiku = named("claude-haiku-5.5").unwrap();
    let long = haiku.long.unwrap();
    near(haiku.input.value * long.input, 0.50, 1e-12);
    near(haiku.cached.value * long.input, 0.05, 1e-12);
    near(haiku.output.value * long.output, 2.50, 1e-12);
}

#[test]
fn every_seller_is_named() {
    let labels: BTreeSet<&str> =
        [Seller::Maker, Seller::Market, Seller::Retired, Seller::Closed].map(Seller::label).into();
    assert_eq!(labels.len(), 4);
}
