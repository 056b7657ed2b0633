//! The browser computes the same bits as the native program, for random scenarios: 2,000 in `make test`, 200,000
//! in `make test-long`, each with every number of the factory.
//!
//! Natively this file computes a digest of each thousand scenarios and writes them to the target folder. Compiled for
//! the browser it reads them from there and computes them again. `wasm_presets.rs` keeps single numbers, and reports
//! which one differs.

mod seeded;

use model::study::evaluate::evaluate;
use std::hash::{DefaultHasher, Hasher};

/// Number of scenarios in a digest.
const BLOCK: u64 = 1000;

/// A digest of all numbers of a block. NaN has one of many bit patterns, which WebAssembly leaves open: all count as
/// one. The hash is the same in two programs built by one compiler.
fn digest(block: u64) -> u64 {
    let mut hasher = DefaultHasher::new();
    for n in block * BLOCK..(block + 1) * BLOCK {
        evaluate(&seeded::scenario(n)).factory.each(|_, _, x| {
            hasher.write_u64(if x.is_nan() { f64::NAN.to_bits() } else { x.to_bits() });
        });
    }
    hasher.finish()
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use super::{BLOCK, digest, seeded};
    use model::study::evaluate::evaluate;
    use std::collections::BTreeSet;

    /// The file in which the browser's half finds the digests.
    const PATH: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/bits.txt");

    #[test]
    fn each_thousand_scenarios_have_a_digest_of_their_own() {
        let scenarios = std::env::var("SCENARIOS").map_or(2000, |text| text.parse().expect("a number"));
        let digests: Vec<u64> = (0..scenarios / BLOCK).map(digest).collect();
        let text: String = digests.iter().map(|digest| format!("{digest:016x}\n")).collect();
        std::fs::write(PATH, text).expect("the target folder can be written");
        assert!(digests.len() > 1 && digests.iter().collect::<BTreeSet<_>>().len() == digests.len());
        // The result does not depend on earlier computations.
        assert_eq!(std::thread::spawn(|| digest(1)).join().expect("no evaluation fails"), digests[1]);
    }

    /// The scenarios are mostly functional: many of the tiers in use keep their promise, some do not.
    #[test]
    fn the_scenarios_work_for_the_most_part() {
        let (mut tiers, mut reached) = (0, 0);
        for n in 0..BLOCK {
            for line in evaluate(&seeded::scenario(n)).factory.lines.iter().flatten() {
                tiers += 1;
                reached += usize::from(line.slo.fits > 0.0 && line.tier.kept >= 1.0 - 1e-9);
            }
        }
        println!("{reached} of {tiers} tiers keep their promise");
        assert!(tiers > 1000 && 4 * reached > tiers && reached < tiers, "{reached} of {tiers}");
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use super::{BLOCK, digest};
    use gloo::timers::future::TimeoutFuture;
    use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    /// The output of the native half, in the folder next to the one for this platform: run
    /// `cargo test --test wasm_bits` first.
    const DIGESTS: &str = include_str!(concat!(env!("CARGO_TARGET_TMPDIR"), "/../../tmp/bits.txt"));

    #[wasm_bindgen_test]
    async fn every_thousand_scenarios_have_the_bits_of_the_native_program() {
        let mut different = Vec::new();
        let mut blocks = 0;
        for wanted in DIGESTS.lines() {
            if format!("{:016x}", digest(blocks)) != wanted {
                different.push(blocks);
            }
            blocks += 1;
            // Lets the browser answer the driver in between.
            TimeoutFuture::new(0).await;
        }
        console_log!("{} scenarios compared", blocks * BLOCK);
        assert!(blocks > 1, "the native half left nothing to compare");
        assert!(different.is_empty(), "of {blocks} blocks differ {different:?}");
    }
}
