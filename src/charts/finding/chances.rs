//! Summarises the draws in sentences.

use model::factory::{Market, YEAR_STAGES};
use model::format::digits::{MINUS, shown, span};
use model::quantity::unit::{USD, USD_PER_YEAR};
use model::quantity::{Quantity, Unit};
use model::study::monte_carlo::outlook::{CASES, Outlook, Quantiles};

/// How often the factory makes a profit, and the range of profit shown by the chart's band.
pub fn of_profit(outlook: &Outlook) -> String {
    let cases = match outlook.paying_cases() {
        0 => format!("In none of {CASES} cases does this make a profit"),
        CASES => format!("In all of {CASES} cases this makes a profit"),
        paying => format!("In {paying} of {CASES} cases this makes a profit"),
    };
    let Quantiles { p5, p95, .. } = outlook.profit;
    format!("{cases}: {}, 5th to 95th percentile, with every input that has a range varied.", range(p5, p95))
}

/// The median profit, and what its range depends on.
pub fn ends(outlook: &Outlook) -> String {
    format!(
        "Half of the cases earn more than {}, half less. Each draws throughput, prices, demand and every other input that \
         has a range at once; the range next to a number is that of throughput alone.",
        money(outlook.profit.p50)
    )
}

/// How the scenario compares with the baseline, each case with the same case there.
pub fn against(outlook: &Outlook) -> String {
    let Outlook { better, worse, gain, .. } = *outlook;
    if better + worse == 0.0 {
        return "This is the baseline. Move a lever, and each case is compared with the same case of the baseline, \
                with the same draws."
            .to_owned();
    }
    let cases = |share: f64| {
        #[allow(clippy::cast_precision_loss, reason = "twenty cases")]
        let cases = libm::round(share * CASES as f64);
        format!("{cases}")
    };
    let sign = |value: f64| if value > 0.0 { format!("+{}", money(value)) } else { money(value) };
    format!(
        "Case by case against the baseline, with the same draws, it earns more in {} of {CASES} and less in {}; the \
         difference lies between {} and {} in nine of ten.",
        cases(better),
        cases(worse),
        sign(gain.p5),
        sign(gain.p95)
    )
}

/// The range of the market in its last year.
pub fn of_market(outlook: &Outlook) -> String {
    let [.., last] = outlook.market;
    let [.., year] = YEAR_STAGES;
    let year = year.market.rsplit('.').next().unwrap_or(year.market);
    let range = |of: Quantiles, unit: &Unit| format!("{} to {}", shown(of.p5, unit), shown(of.p95, unit));
    format!(
        "In nine of ten cases the world has {} of AI machines installed in {year} and has spent {} since 2023.",
        range(last.installed, &Market::<Quantity>::ABOUT.installed.unit),
        range(last.spent, &USD)
    )
}

/// The dots in a sentence, for readers who cannot see them.
pub fn dots(outlook: &Outlook) -> String {
    let [first, .., last] = outlook.cases;
    let paying = outlook.paying_cases();
    format!(
        "{CASES} dots, one for each case, from {} to {}: {} with a loss, {paying} with a profit.",
        money(first),
        money(last),
        CASES - paying
    )
}

/// From one profit to another.
fn range(low: f64, high: f64) -> String {
    span(low, high, &USD_PER_YEAR).replace(MINUS, "\u{2212}\u{2060}")
}

/// Dollars a year. The line does not break after the minus sign.
fn money(rate: f64) -> String {
    shown(rate, &USD_PER_YEAR).replace(MINUS, "\u{2212}\u{2060}")
}
