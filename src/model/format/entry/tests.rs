use super::*;
use crate::format::digits;
use crate::format::style::all;
use crate::quantity::unit::*;
use proptest::prelude::*;

#[track_caller]
fn reads(text: &str, unit: Unit, expected: f64) {
    let found = parse(text, &unit).unwrap_or_else(|error| panic!("{text}: {error}"));
    let expected = unit.base(expected);
    assert!((found - expected).abs() <= 4e-16 * expected.abs(), "{text}: {found} is not {expected}");
}

#[test]
fn separators() {
    for (text, expected) in [
        ("1000", 1_000.0),
        ("1,000", 1_000.0),
        ("1,000,000", 1_000_000.0),
        ("1.000.000", 1_000_000.0),
        ("1 000 000", 1_000_000.0),
        ("1\u{202f}000\u{a0}000", 1_000_000.0),
        ("1'000", 1_000.0),
        ("1_000_000", 1_000_000.0),
        ("12,345", 12_345.0),
        ("1.000", 1.0),
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("12,50", 12.5),
        ("0,08", 0.08),
        ("0,125", 0.125),
        (",5", 0.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1,234.56", 1_234.56),
        ("1.234,56", 1_234.56),
        ("1 234,567", 1_234.567),
        ("1234,567", 1_234.567),
        ("1e6", 1e6),
        ("1.5E+3", 1_500.0),
        ("2e-3", 0.002),
        ("1.02×10¹⁸", 1.02e18),
        ("  7  ", 7.0),
        ("+7", 7.0),
        ("-7", -7.0),
        ("−7", -7.0),
        ("1.1M", 1.1e6),
    ] {
        reads(text, ONE, expected);
    }
}

#[test]
fn what_comes_along_with_a_paste_or_from_an_input_method_is_read() {
    for (text, unit, expected) in [
        ("１２８ｋ", TOKEN, 128_000.0),
        ("１２８，０００", TOKEN, 128_000.0),
        ("128000\u{200b}", TOKEN, 128_000.0),
        ("\u{feff}128\u{ad}000", TOKEN, 128_000.0),
        ("\u{202a}$0.28\u{202c}", USD_PER_MTOK, 0.28),
        ("1 Mrd", AGENTS, 1e9),
        ("$0.28/1M", USD_PER_MTOK, 0.28),
        ("0.28 per million", USD_PER_MTOK, 0.28),
        ("0.28/M", USD_PER_MTOK, 0.28),
        ("$0.28 per 1 million tokens", USD_PER_MTOK, 0.28),
        ("$0.00028/1k tokens", USD_PER_MTOK, 0.28),
        ("$0.00028 / 1K", USD_PER_MTOK, 0.28),
    ] {
        reads(text, unit, expected);
    }
}

#[test]
fn another_currency_is_named_as_such() {
    for (text, unit, sign) in [
        ("€0.093", USD_PER_KWH, "€"),
        ("0,093 €/kWh", USD_PER_KWH, "€"),
        ("83.5 EUR/MWh", USD_PER_KWH, "EUR"),
        ("¥2", USD_PER_MTOK, "¥"),
        ("￥2", USD_PER_MTOK, "¥"),
    ] {
        assert_eq!(parse(text, &unit), Err(EntryError::Currency { found: sign.to_owned() }), "{text}");
    }
    assert!(matches!(parse("3 €", &TOKEN), Err(EntryError::UnitUnknown { .. })));
}

#[test]
fn one_point_before_three_figures_has_two_readings() {
    let both = |text: &str| two_readings(text, &ONE);
    assert_eq!(both("1.500"), Some([1.5, 1_500.0]));
    assert_eq!(both("-12.345"), Some([-12.345, -12_345.0]));
    for text in ["0.093", "1.5", "1.5000", "1,500", "1.500.000", "1234.567", "1.500e3", "", "x"] {
        assert_eq!(both(text), None, "{text}");
    }
}

#[test]
fn multiplications_and_units() {
    for (text, unit, expected) in [
        ("128k", TOKEN, 128_000.0),
        ("128K tokens", TOKEN, 128_000.0),
        ("128 k tokens", TOKEN, 128_000.0),
        ("128Ki", TOKEN, 131_072.0),
        ("1 Mi tokens", TOKEN, 1_048_576.0),
        ("1 million tokens", TOKEN, 1e6),
        ("4.2T", TOKEN, 4.2e12),
        ("1 token", TOKEN, 1.0),
        ("1.5bn agents", AGENTS, 1.5e9),
        ("147M", AGENTS, 147e6),
        ("0.08", USD_PER_KWH, 0.08),
        ("0.08 $/kWh", USD_PER_KWH, 0.08),
        ("$0,08/kWh", USD_PER_KWH, 0.08),
        ("8¢", USD_PER_KWH, 0.08),
        ("8 c/kWh", USD_PER_KWH, 0.08),
        ("8 cents per kilowatt-hour", USD_PER_KWH, 0.08),
        ("80 $/MWh", USD_PER_KWH, 0.08),
        ("$12.8B", USD_PER_YEAR, 12.8e9),
        ("-$1.2B/year", USD_PER_YEAR, -1.2e9),
        ("1.2 billion dollars per year", USD_PER_YEAR, 1.2e9),
        ("$1M per month", USD_PER_YEAR, 12e6),
        ("US$ 3", USD, 3.0),
        ("3 USD", USD, 3.0),
        ("5$", USD, 5.0),
        ("2.50 $/M tokens", USD_PER_MTOK, 2.5),
        ("2.50 per million tokens", USD_PER_MTOK, 2.5),
        ("$2.10 per GPU-hour", USD_PER_GPU_HOUR, 2.1),
        ("2.1 $/h", USD_PER_GPU_HOUR, 2.1),
        ("12 $/W", USD_PER_W, 12.0),
        ("$12M/MW", USD_PER_W, 12.0),
        ("100", MEGAWATT, 100.0),
        ("100 MW", MEGAWATT, 100.0),
        ("1 GW", MEGAWATT, 1_000.0),
        ("1.4kw", WATT, 1_400.0),
        ("2 gigawatts", MEGAWATT, 2_000.0),
        ("60", PERCENT, 60.0),
        ("12.3 %", PERCENT, 12.3),
        ("0,5%", PERCENT, 0.5),
        ("2.5×", TIMES, 2.5),
        ("3x", TIMES, 3.0),
        ("70", GIGAWEIGHT, 70.0),
        ("70B", GIGAWEIGHT, 70.0),
        ("1.2T parameters", GIGAWEIGHT, 1_200.0),
        ("500", TTOKEN_PER_DAY, 500.0),
        ("500T tokens/day", TTOKEN_PER_DAY, 500.0),
        ("500 trillion tokens per day", TTOKEN_PER_DAY, 500.0),
        ("45 tok/s", TOKEN_PER_S_USER, 45.0),
        ("45 tokens per second per user", TOKEN_PER_S_USER, 45.0),
        ("80GB", GIGABYTE, 80.0),
        ("1 TB", GIGABYTE, 1_000.0),
        ("1 GiB", BYTE, 1_073_741_824.0),
        ("8 TB per second", TERABYTE_PER_S, 8.0),
        ("15 PFLOP/s", TERAFLOP_PER_S, 15_000.0),
        ("20", MILLISECOND, 20.0),
        ("2 s", MILLISECOND, 2_000.0),
        ("5 us", MICROSECOND, 5.0),
        ("5 μs", MICROSECOND, 5.0),
        ("4", YEAR, 4.0),
        ("4 years", YEAR, 4.0),
        ("36 months", YEAR, 3.0),
        ("70 KiB/token", KIB_PER_TOKEN, 70.0),
        ("2027", CALENDAR, 2027.0),
    ] {
        reads(text, unit, expected);
    }
}

#[test]
fn what_is_wrong_is_said() {
    use EntryError as E;
    for text in ["", "   ", "\u{a0}"] {
        assert_eq!(parse(text, &ONE), Err(E::Empty));
    }
    for text in ["abc", "$", "-", "--5", "k", ".", ",", "NaN", "inf", "∞"] {
        assert_eq!(parse(text, &USD), Err(E::NotANumber { text: text.to_owned() }));
    }
    for text in ["1,23,456", "1,2345.6,7", "1.2.3", "10 20", "1 234.567,8", "1,,000", "1,234,56"] {
        assert_eq!(parse(text, &ONE), Err(E::Separators { text: text.to_owned() }), "{text}");
    }
    for (text, unit, found) in [
        ("5 apples", TOKEN, "apples"),
        ("$5", TOKEN, "$"),
        ("5%", TOKEN, "%"),
        ("5m", SECOND, "m"),
        ("100M", MEGAWATT, "M"),
        ("5 agents", GPUS, "agents"),
        ("5 kWh", MEGAWATT, "kWh"),
        ("5e", ONE, "e"),
        ("5G", TOKEN, "G"),
        ("5 $/kWh", USD_PER_MTOK, "$/kWh"),
        ("5 GiB", MEGAWATT, "GiB"),
        ("5-6", ONE, "-6"),
    ] {
        match parse(text, &unit) {
            Err(E::UnitUnknown { found: it, allowed }) => {
                assert!(it == found && !allowed.is_empty(), "{text}: {it}");
            }
            other => panic!("{text} gave {other:?}"),
        }
    }
    for text in ["1e999", "1e99999999999", "1e300T"] {
        assert_eq!(parse(text, &TOKEN), Err(E::TooLarge { text: text.to_owned() }));
    }
    reads("1e-99999999999", TOKEN, 0.0);
    assert_eq!(
        parse("1 horse", &MEGAWATT).unwrap_err().to_string(),
        "“horse” is not a unit here. After the number you can write W, kW, MW, GW, TW or PW."
    );
}

#[test]
fn a_text_of_any_length_is_refused_at_once() {
    for text in ["9".repeat(2_000_000), " ".repeat(2_000_000) + "5", "1,".repeat(1_000_000)] {
        let start = std::time::Instant::now();
        for _ in 0..1_000 {
            assert_eq!(parse(&text, &USD), Err(EntryError::TooLong));
        }
        // Two megabytes, a thousand times over: this is only fast enough if none of it is read.
        assert!(start.elapsed().as_millis() < 100, "{:?}", start.elapsed());
    }
    assert!(EntryError::TooLong.to_string().contains("200 characters"));
    assert!(parse(&format!("{}5", "0".repeat(150)), &USD).is_ok());
}

#[test]
fn text_to_edit() {
    for (value, unit, expected) in [
        (128e3, TOKEN, "128K"),
        (131_072.0, TOKEN, "131072"),
        (1e9, AGENTS, "1B"),
        (0.08, USD_PER_KWH, "$0.08"),
        (12.8e9, USD_PER_YEAR, "$12.8B"),
        (-2.5, USD_PER_MTOK, "-$2.5"),
        (100.0, MEGAWATT, "100 MW"),
        (1_250.0, MEGAWATT, "1.25 GW"),
        (0.0, MEGAWATT, "0 MW"),
        (12.3, PERCENT, "12.3 %"),
        (500.0, TTOKEN_PER_DAY, "500T"),
        (671.0, GIGAWEIGHT, "671B"),
        (2027.0, CALENDAR, "2027"),
        (20.0, MILLISECOND, "20"),
        (1e-9, ONE, "1e-9"),
        (f64::NAN, ONE, ""),
    ] {
        assert_eq!(editable(unit.base(value), &unit), expected);
    }
}

#[test]
#[allow(clippy::float_cmp, reason = "a stop that is edited and left alone must not move")]
fn stops_survive_editing_exactly() {
    let round = ["1", "1.25", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "1.28", "1.31072"];
    let decades = (-6..15).flat_map(|decade| round.map(|round| format!("{round}e{decade}")));
    let steps = (0..2_000).map(|step| format!("{}.{:02}", step / 20, step % 20 * 5));
    let stops: Vec<f64> = decades.chain(steps).map(|stop| stop.parse().unwrap()).collect();
    for unit in all() {
        for &stop in &stops {
            let base = unit.base(stop);
            assert_eq!(parse(&editable(base, &unit), &unit), Ok(base), "{stop} {}", unit.symbol);
        }
    }
}

proptest! {
    #[test]
    fn editing_keeps_the_number(mantissa in -10.0..10.0, power in -12_i32..20, which in 0..all().len()) {
        let unit = all()[which];
        let base = unit.base(format!("{mantissa}e{power}").parse().unwrap());
        let again = parse(&editable(base, &unit), &unit).unwrap();
        prop_assert!((again - base).abs() <= 1e-12 * base.abs(), "{} became {}", base, again);
    }

    #[test]
    fn what_is_shown_reads_as_what_it_is(mantissa in -10.0..10.0, power in -9_i32..20, which in 0..all().len()) {
        let unit = all()[which];
        let value: f64 = format!("{mantissa}e{power}").parse().unwrap();
        let base = unit.base(value);
        for text in [digits::shown(base, &unit), digits::with_time(base, &unit)] {
            let again = parse(&text, &unit).unwrap_or_else(|error| panic!("{text}: {error}"));
            // Half of the last of three figures, or of the last decimal where decimals are fixed.
            let slack = (0.005 * value.abs()).max(if unit == PERCENT { 0.05 } else { 0.0 });
            let cut = if unit.symbol.starts_with("$/GPU") { 0.005 } else if unit == USD_PER_KWH { 0.0005 } else { 0.0 };
            let off = (unit.shown(again) - value).abs();
            prop_assert!(off <= slack.max(cut) * (1.0 + 1e-9), "{} of {} reads as {}", text, value, again);
        }
    }

    #[test]
    fn a_larger_number_never_reads_smaller(low in -1e12..1e12, more in 0.0..1e12, which in 0..all().len()) {
        let unit = all()[which];
        let read = |value: f64| parse(&digits::shown(unit.base(value), &unit), &unit).unwrap();
        prop_assert!(read(low) <= read(low + more));
    }

    #[test]
    fn a_longer_number_is_larger_whatever_its_separators(whole in 1_000_u32..999_999_999) {
        let plain = whole.to_string();
        let head = plain.len() % 3;
        for separator in [",", " ", "'", "_", "\u{202f}"] {
            let mut groups: Vec<&str> = if head > 0 { vec![&plain[..head]] } else { vec![] };
            groups.extend((head..plain.len()).step_by(3).map(|place| &plain[place..place + 3]));
            prop_assert_eq!(parse(&groups.join(separator), &ONE), Ok(f64::from(whole)));
        }
    }

    #[test]
    fn no_text_breaks_the_reader(text in "[-+0-9.,_' $¢%eEkKmMbBtTiGWhs/×⁰⁹²μ−a-z]{0,14}", which in 0..all().len()) {
        match parse(&text, &all()[which]) {
            Ok(number) => prop_assert!(number.is_finite()),
            Err(error) => prop_assert!(error.to_string().ends_with('.')),
        }
    }
}
