//! How demand varies over the hours of a day.

use super::Source;
use super::sources as from;
use crate::quantity::explanation;

/// Demand by hour of a day, as multiples of the mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Profile {
    /// Name in links. Never changed, because old links contain it.
    pub slug: &'static str,
    /// Name on the page.
    pub label: &'static str,
    /// Demand in each hour from midnight. The mean is 1: over the day, or, if there is a separate profile for the
    /// weekend, over a week of five working days and two weekend days.
    pub hours: [f64; 24],
    /// Where it was read.
    pub source: &'static Source,
    /// What it counts, and how it was read.
    pub note: &'static str,
}

const fn profile(
    [slug, label, note]: [&'static str; 3],
    hours: [f64; 24],
    source: &'static Source,
) -> Profile {
    Profile { slug, label, hours, source: super::cited(source), note: explanation(note) }
}

const CODING: &str = "Coding requests to Azure in the week from 10 May 2024, by hour of UTC, read off the published figure. The working day is mostly that of the Americas.";
const CONVERSATION: &str =
    "Chat requests to Azure in the week from 12 May 2024, by hour of UTC, read off the published figure.";

/// The profiles that can be chosen.
pub static PROFILES: &[Profile] = &[
    profile(
        ["flat", "The same at every hour", "No hour differs from another. Chosen for comparison."],
        [1.0; 24],
        &from::CHOICE,
    ),
    profile(
        [
            "deepseek",
            "DeepSeek",
            "All tokens of DeepSeek's published day, 27 to 28 February 2025, valued at the price of R1, by hour of Beijing time, read off the published figure.",
        ],
        [
            0.93, 0.77, 0.56, 0.34, 0.27, 0.27, 0.34, 0.59, 0.99, 1.26, 1.30, 1.28, 1.15, 1.22, 1.30, 1.32,
            1.30, 1.19, 1.14, 1.26, 1.31, 1.32, 1.33, 1.27,
        ],
        &from::DEEPSEEK_DAY,
    ),
    profile(
        ["coding", "Coding, working day", CODING],
        [
            0.87, 0.84, 0.79, 0.64, 0.51, 0.42, 0.37, 0.31, 0.29, 0.30, 0.32, 0.48, 0.89, 1.52, 2.11, 2.25,
            2.14, 2.47, 2.71, 2.78, 2.54, 1.86, 1.34, 1.01,
        ],
        &from::AZURE_TRACES,
    ),
    profile(
        ["coding-weekend", "Coding, weekend", CODING],
        [
            0.54, 0.53, 0.47, 0.45, 0.38, 0.30, 0.25, 0.17, 0.13, 0.12, 0.11, 0.16, 0.25, 0.32, 0.40, 0.46,
            0.50, 0.53, 0.59, 0.59, 0.61, 0.59, 0.60, 0.55,
        ],
        &from::AZURE_TRACES,
    ),
    profile(
        ["conversation", "Conversation, working day", CONVERSATION],
        [
            1.02, 1.11, 1.08, 0.90, 0.92, 1.00, 1.16, 1.24, 1.26, 1.23, 1.11, 1.18, 1.32, 1.46, 1.53, 1.41,
            1.28, 1.24, 1.23, 1.16, 1.04, 0.87, 0.79, 0.83,
        ],
        &from::AZURE_TRACES,
    ),
    profile(
        ["conversation-weekend", "Conversation, weekend", CONVERSATION],
        [
            0.57, 0.60, 0.60, 0.51, 0.50, 0.52, 0.53, 0.60, 0.61, 0.56, 0.60, 0.67, 0.71, 0.79, 0.80, 0.83,
            0.78, 0.75, 0.73, 0.68, 0.68, 0.65, 0.61, 0.67,
        ],
        &from::AZURE_TRACES,
    ),
];

/// The profile of that slug.
pub fn named(slug: &str) -> Option<&'static Profile> {
    PROFILES.iter().find(|profile| profile.slug == slug)
}

/// The profiles of a working day and of a weekend day; the same one twice if there is none for the weekend.
pub fn week(slug: &str) -> Option<[&'static Profile; 2]> {
    let day = named(slug)?;
    let weekend =
        |other: &&Profile| other.slug.strip_suffix("-weekend").is_some_and(|weekday| weekday == day.slug);
    Some([day, PROFILES.iter().find(weekend).unwrap_or(day)])
}

/// Share of the days of a week that are working days.
pub const WORKING_DAYS: f64 = 5.0 / 7.0;

/// Share of a week's demand that is served, and share of the capacity that is idle, given the capacity per unit of mean
/// demand. Demand that cannot be served in its hour is lost.
pub fn served([day, weekend]: [&Profile; 2], capacity: f64) -> [f64; 2] {
    let mean = |of: &dyn Fn(f64) -> f64| {
        let mean = |profile: &Profile| profile.hours.iter().map(|&hour| of(hour)).sum::<f64>() / 24.0;
        WORKING_DAYS * mean(day) + (1.0 - WORKING_DAYS) * mean(weekend)
    };
    let sold = mean(&|hour| hour.min(capacity));
    [sold / mean(&|hour| hour), 1.0 - sold / capacity]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn mean(profile: &Profile) -> f64 {
        profile.hours.iter().sum::<f64>() / 24.0
    }
    fn close(value: f64, expected: f64, within: f64) {
        assert!((value - expected).abs() <= within, "{value} for {expected}");
    }

    #[test]
    fn the_mean_is_one() {
        close(mean(named("flat").unwrap()), 1.0, 1e-12);
        close(mean(named("deepseek").unwrap()), 1.0, 0.01);
        for slug in ["coding", "conversation"] {
            let [day, weekend] = week(slug).unwrap();
            close(5.0 / 7.0 * mean(day) + 2.0 / 7.0 * mean(weekend), 1.0, 0.01);
        }
    }

    #[test]
    fn peaks_and_troughs_are_those_published() {
        for (slug, peak, trough) in
            [("deepseek", 1.33, 0.27), ("coding", 3.03, 0.10), ("conversation", 1.66, 0.46)]
        {
            let hours = week(slug).unwrap().map(|profile| profile.hours).concat();
            let [high, low] = [f64::max as fn(f64, f64) -> f64, f64::min]
                .map(|of| hours.iter().copied().reduce(of).unwrap());
            // A mean over the days of a week is flatter than its busiest and quietest hour.
            assert!(high <= peak + 1e-9 && high > 0.9 * peak, "{slug}: {high}");
            assert!(low >= trough - 1e-9 && low < 1.2 * trough, "{slug}: {low}");
        }
    }

    #[test]
    fn capacity_serves_and_idles_as_computed_from_the_profiles() {
        let table = [
            ("deepseek", [[0.84, 0.16], [0.96, 0.20], [1.00, 0.23], [1.0, 0.33], [1.0, 0.50]]),
            ("coding", [[0.65, 0.35], [0.71, 0.41], [0.74, 0.43], [0.79, 0.47], [0.91, 0.55]]),
            ("conversation", [[0.88, 0.12], [0.96, 0.20], [0.98, 0.25], [1.00, 0.34], [1.0, 0.50]]),
        ];
        for (slug, row) in table {
            for (capacity, [share, idle]) in [1.0, 1.2, 1.3, 1.5, 2.0].into_iter().zip(row) {
                let [served, unused] = served(week(slug).unwrap(), capacity);
                close(served, share, 0.02);
                close(unused, idle, 0.02);
            }
        }
        // Machines sized so that peak demand just fits are loaded three quarters of the time.
        close(1.0 - served(week("deepseek").unwrap(), 1.33)[1], 0.75, 0.02);
    }

    #[test]
    fn slugs_differ_and_a_day_without_a_weekend_stands_for_both() {
        let slugs: BTreeSet<&str> = PROFILES.iter().map(|profile| profile.slug).collect();
        assert_eq!(slugs.len(), PROFILES.len());
        assert_eq!(week("coding").unwrap().map(|profile| profile.slug), ["coding", "coding-weekend"]);
        assert_eq!(week("flat").unwrap().map(|profile| profile.slug), ["flat"; 2]);
        assert_eq!(week("coding-weekend").unwrap().map(|profile| profile.slug), ["coding-weekend"; 2]);
        assert_eq!(week("none"), None);
    }
}
