//! Machines: what they compute, hold, draw and cost.
//!
//! Rates are dense. Memory is what the driver reports, if that is known. If a maker publishes no rate for a number
//! format, the field says what is used instead. Prices and power carry the range of the figures that were read.

mod challengers;
mod machine;
mod nvidia;

use super::Named;
use challengers::*;
pub use machine::{Evidence, Generation, Machine};
use nvidia::*;

/// Machines with enough published figures to predict throughput, by maker and year.
pub static ACCELERATORS: &[Named<Machine>] = &[
    A100,
    L40S,
    H100,
    GH200,
    H800,
    H200,
    B200,
    GB200,
    B300,
    GB300,
    RTX6000PRO,
    RUBIN,
    RUBIN_ULTRA,
    MI300X,
    MI325X,
    MI355X,
    MI455X,
    TPU_V6E,
    TPU7X,
    TPU_8I,
    TRAINIUM2,
    TRAINIUM3,
];

/// Machines that were researched but left out of the table, each with the reason.
pub static LEFT_OUT: &[(&str, &str)] = &[
    (
        "Groq 3 LPU (LPX rack)",
        "128 GB of on-chip memory for 256 chips, and neither power nor price. NVIDIA says that it runs the expert layers of decoding beside Rubin; one note says prefill.",
    ),
    (
        "HGX Rubin NVL8",
        "Its page gives 250 GB and 16.25 TB/s, another maker 288 GB and 22 TB/s: kept with Rubin as other values.",
    ),
    (
        "Trainium4",
        "Only multiples of Trainium3 are published: 6 times its FP4 rate, 3 times its FP8 rate, 4 times its bandwidth. Its link is not.",
    ),
    ("Feynman", "Only its name and the year 2028 are published."),
];

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "numbers are compared as they are written")]
mod tests {
    use super::*;
    use crate::catalog::find;
    use crate::factory::Accelerator;
    use crate::quantity::near::near;
    use std::collections::BTreeSet;

    /// Memory, bandwidth, BF16, FP8, FP4, link, domain and scale-out of the machines that predictions were
    /// fitted and tested on.
    const FITTED: [(&str, [f64; 8]); 14] = [
        ("A100", [85.9, 2.039, 312.0, 312.0, 312.0, 300.0, 8.0, 50.0]),
        ("L40S", [48.3, 0.864, 362.0, 733.0, 733.0, 28.0, 8.0, 50.0]),
        ("H100", [85.5, 3.35, 989.0, 1979.0, 1979.0, 450.0, 8.0, 50.0]),
        ("GH200", [102.6, 4.0, 989.0, 1979.0, 1979.0, 450.0, 1.0, 50.0]),
        ("H200", [150.8, 4.8, 989.0, 1979.0, 1979.0, 450.0, 8.0, 50.0]),
        ("H800", [85.5, 3.35, 989.0, 1979.0, 1979.0, 200.0, 8.0, 50.0]),
        ("B200", [192.3, 8.0, 2250.0, 4500.0, 9000.0, 900.0, 8.0, 50.0]),
        ("GB200", [198.7, 8.0, 2500.0, 5000.0, 10_000.0, 900.0, 72.0, 50.0]),
        ("B300", [288.4, 8.0, 2250.0, 4500.0, 13_500.0, 900.0, 8.0, 100.0]),
        ("GB300", [298.0, 8.0, 2500.0, 5000.0, 15_000.0, 900.0, 72.0, 100.0]),
        ("RTX6000PRO", [102.6, 1.6, 500.0, 1000.0, 2000.0, 50.0, 8.0, 50.0]),
        ("MI300X", [206.1, 5.3, 1307.0, 2615.0, 2615.0, 448.0, 8.0, 50.0]),
        ("MI325X", [274.9, 6.0, 1307.0, 2615.0, 2615.0, 448.0, 8.0, 50.0]),
        ("MI355X", [309.2, 8.0, 2516.0, 5033.0, 10_066.0, 538.0, 8.0, 50.0]),
    ];

    #[test]
    fn machines_of_the_fit_have_the_numbers_it_was_made_with() {
        for (name, numbers) in FITTED {
            let found = find(ACCELERATORS, name).unwrap_or_else(|| panic!("{name} is in no row"));
            let Accelerator { hbm, bandwidth, bf16, fp8, fp4, link, domain, scale_out, .. } = found.row.row;
            let row = [hbm, bandwidth, bf16, fp8, fp4, link, domain, scale_out].map(|datum| datum.value);
            assert_eq!(row, numbers, "{name}");
        }
    }

    #[test]
    fn a_name_finds_one_machine() {
        let mut names = BTreeSet::new();
        for row in ACCELERATORS {
            let own: BTreeSet<String> =
                [row.slug, row.label].iter().chain(row.aliases).map(|name| name.to_lowercase()).collect();
            for name in own {
                assert!(names.insert(name.clone()), "{name} names two machines");
            }
        }
    }

    #[test]
    fn what_the_physics_needs_is_known_and_positive_and_the_rest_says_why_not() {
        for Named { slug, row, .. } in ACCELERATORS {
            row.row.each(|about, datum| {
                if datum.is_known() {
                    assert!(
                        datum.low > 0.0 && datum.low <= datum.value && datum.value <= datum.high,
                        "{slug} {about:?}"
                    );
                } else {
                    assert!(["power", "price", "rent"].contains(&about.id), "{slug} lacks {}", about.id);
                    assert!(!datum.note.is_empty(), "{slug} {}", about.id);
                }
            });
            let Accelerator { bf16, fp8, fp4, .. } = row.row;
            assert!(bf16.value <= fp8.value && fp8.value <= fp4.value, "{slug}: narrower is not slower");
        }
    }

    #[test]
    fn makers_stand_together_and_the_headline_machines_have_power_and_price() {
        let vendors: Vec<&str> = ACCELERATORS.iter().map(|row| row.row.vendor).collect();
        let blocks = 1 + vendors.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert_eq!(blocks, vendors.iter().collect::<BTreeSet<_>>().len());
        for slug in ["h100", "h200", "b200", "gb200", "gb300", "rubin", "rubin-ultra"] {
            let row = find(ACCELERATORS, slug).unwrap().row.row;
            assert!(row.power.is_known() && row.price.is_known(), "{slug}");
        }
    }

    #[test]
    fn derived_figures_follow_from_what_their_notes_say() {
        let row = |slug| find(ACCELERATORS, slug).unwrap().row.row;
        let near = |value, expected| near(value, expected, 0.01);
        near(row("gb200").price.value, 3.3e6 / 72.0);
        near(row("gb300").price.value, 1.2 * 3.3e6 / 72.0);
        near(row("b300").price.value, 1.2 * row("b200").price.value);
        near(row("rubin").price.value, 7.8e6 / 72.0);
        near(row("rubin").power.value, 1e9 / 300_000.0);
        near(row("rubin").power.low, 190e3 / 72.0);
        near(row("rubin").power.high, 230e3 * 1.145 / 72.0);
        near(row("rubin-ultra").power.value, 600e3 * 1.2 / 144.0);
        near(row("rubin-ultra").price.value, 216_800.0);
        near(row("rubin-ultra").price.high, row("rubin").price.value * 1024.0 / 288.0);
        near(row("gb300").power.high, 6000.0 / 2.8);
        for slug in
            ["b200", "gb200", "rubin", "rubin-ultra", "mi455x", "tpu7x", "trainium2", "trainium3", "mi355x"]
        {
            near(row(slug).bf16.value, row(slug).fp8.value / 2.0);
        }
    }
}
