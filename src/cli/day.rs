//! The current date, for printed output.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds per day.
const DAY_SECS: i64 = 86_400;

/// Today's date in UTC, such as 2026-11-23. If the environment variable `SOURCE_DATE_EPOCH` is set to seconds since
/// 1970, it is the date of that time, so that output is reproducible.
pub(super) fn today() -> String {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse::<i64>().ok());
    let now =
        || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs().cast_signed());
    day(given.unwrap_or_else(now).div_euclid(DAY_SECS))
}

/// The date of a day counted from 1 January 1970, by Howard Hinnant's `civil_from_days`
/// (<https://howardhinnant.github.io/date_algorithms.html>).
fn day(since_1970: i64) -> String {
    let from_march_of_year_0 = since_1970 + 719_468;
    let era = from_march_of_year_0.div_euclid(146_097);
    let of_era = from_march_of_year_0.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{of_month:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (count, date) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_780, "2026-11-23"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ] {
            assert_eq!(day(count), date);
        }
    }
}
