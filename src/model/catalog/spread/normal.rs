//! Quantiles of the normal distribution.

#![allow(clippy::excessive_precision, reason = "coefficients as they are printed in the paper")]

/// The number below which a share `p` of a standard normal distribution lies; `p` is above 0 and below 1.
///
/// M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37
/// (1988), pp. 477-484, routine PPND16: about 1 part in 10^16.
pub fn quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        return q * ratio(0.180_625 - q * q, &MIDDLE);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = libm::sqrt(-libm::log(tail));
    let z = if r <= 5.0 { ratio(r - 1.6, &NEAR) } else { ratio(r - 5.0, &FAR) };
    if q < 0.0 { -z } else { z }
}

/// Numerator and denominator, highest power first.
type Ratio = [[f64; 8]; 2];

fn ratio(x: f64, [above, below]: &Ratio) -> f64 {
    let value = |coefficients: &[f64; 8]| coefficients.iter().fold(0.0, |sum, c| sum * x + c);
    value(above) / value(below)
}

#[rustfmt::skip]
const MIDDLE: Ratio = [
    [
        2_509.080_928_730_122_672_7, 33_430.575_583_588_128_105, 67_265.770_927_008_700_853,
        45_921.953_931_549_871_457, 13_731.693_765_509_461_125, 1_971.590_950_306_551_442_7,
        133.141_667_891_784_377_45, 3.387_132_872_796_366_608,
    ],
    [
        5_226.495_278_852_854_561, 28_729.085_735_721_942_674, 39_307.895_800_092_710_61,
        21_213.794_301_586_595_867, 5_394.196_021_424_751_107_7, 687.187_007_492_057_908_3,
        42.313_330_701_600_911_252, 1.0,
    ],
];

#[rustfmt::skip]
const NEAR: Ratio = [
    [
        7.745_450_142_783_414_076_4e-4, 0.022_723_844_989_269_184_583_3, 0.241_780_725_177_450_611_77,
        1.270_458_252_452_368_382_58, 3.647_848_324_763_204_605_04, 5.769_497_221_460_691_405_5,
        4.630_337_846_156_545_295_9, 1.423_437_110_749_683_577_34,
    ],
    [
        1.050_750_071_644_416_843_24e-9, 5.475_938_084_995_344_946e-4, 0.015_198_666_563_616_457_196_6,
        0.148_103_976_427_480_074_59, 0.689_767_334_985_100_004_55, 1.676_384_830_183_803_849_4,
        2.053_191_626_637_758_821_87, 1.0,
    ],
];

#[rustfmt::skip]
const FAR: Ratio = [
    [
        2.010_334_399_292_288_132_65e-7, 2.711_555_568_743_487_578_15e-5, 0.001_242_660_947_388_078_438_6,
        0.026_532_189_526_576_123_093, 0.296_560_571_828_504_891_23, 1.784_826_539_917_291_335_8,
        5.463_784_911_164_114_369_9, 6.657_904_643_501_103_777_2,
    ],
    [
        2.044_263_103_389_939_785_64e-15, 1.421_511_758_316_445_888_7e-7, 1.846_318_317_510_054_681_8e-5,
        7.868_691_311_456_132_591e-4, 0.014_875_361_290_850_614_852_5, 0.136_929_880_922_735_805_31,
        0.599_832_206_555_887_937_69, 1.0,
    ],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_below_a_quantile_is_the_share_asked_for() {
        for exponent in 0..300 {
            let p = 0.5 * libm::pow(0.93, f64::from(exponent));
            let below = 0.5 * libm::erfc(-quantile(p) / std::f64::consts::SQRT_2);
            assert!((below / p - 1.0).abs() < 1e-13, "{p} gives {below}");
            assert!((quantile(p) + quantile(1.0 - p)).abs() < 1e-5 || p < 1e-9, "{p} is not mirrored");
        }
    }
}
