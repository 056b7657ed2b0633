//! Tests of what the story promises its readers.

use super::*;
use model::catalog::Source;
use std::collections::BTreeSet;

/// The story of a scenario, with a short text for each live name.
fn rendered(settings: &str) -> String {
    let evaluation = numbers::at(settings).unwrap_or_else(|error| panic!("{error}"));
    let live = |name: &str| Some(format!("Law of {name}."));
    let frame = Frame {
        evaluation: &evaluation,
        live: &live,
        figure: &|name| Some(format!("drawing of {name}").into_any()),
        shocks: &|| Some("list of shocks".into_any()),
        heading: 3,
    };
    chapters(&frame).unwrap_or_else(|error| panic!("{error}")).replace("<!>", "")
}

/// Every text between two marks.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    text.split(before).skip(1).filter_map(|rest| Some(rest.split_once(after)?.0)).collect()
}

#[test]
fn there_are_ten_chapters_with_figures_each_drawn_once() {
    let story = rendered("");
    let sections: Vec<&str> =
        story.split("<section ").filter(|it| it.contains("class=\"chapter\"")).collect();
    assert_eq!(sections.len(), 10);
    let mut figures = BTreeSet::new();
    for (section, chapter) in sections.iter().zip(list().unwrap_or_default()) {
        assert!(section.contains(&format!("id=\"{0}\" aria-labelledby=\"{0}-name\"", chapter.slug)));
        assert!(section.contains(&format!("<h3 id=\"{}-name\">", chapter.slug)));
        let drawn = between(section, "<figure data-figure=\"", "\"");
        let captions = between(section, "<figcaption class=\"has-menu\">", "</figcaption>");
        assert!(!drawn.is_empty() && drawn.len() == captions.len(), "{}", chapter.slug);
        for (name, caption) in drawn.into_iter().zip(captions) {
            assert!(section.contains(&format!("drawing of {name}")));
            assert!(caption.len() > 20, "{name}");
            assert!(figures.insert(name), "{name} twice");
        }
    }
    let needs = needs().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(needs.figures.iter().map(String::as_str).collect::<BTreeSet<_>>(), figures);
    assert!(!needs.live.is_empty());
    for name in needs.live {
        let text = format!("data-live=\"{name}\" data-from-worker=\"\">Law of {name}.</span>");
        assert!(story.contains(&text), "{name}");
    }
    assert!(story.contains("list of shocks"));
}

#[test]
fn elements_are_closed_in_order_and_identifiers_are_unique() {
    let story = rendered("");
    let mut open = Vec::new();
    for tag in between(&story, "<", ">") {
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "</{name}>"),
            None => open.push(name),
        }
    }
    assert!(open.is_empty());
    for pair in [["<p", "<p"], ["<p", "<article"], ["<p", "<figure"]] {
        for inner in between(&story, &format!("{} ", pair[0]), "</p>") {
            assert!(!inner.contains(&format!("{} ", pair[1])), "{inner}");
        }
    }
    let identifiers = between(&story, " id=\"", "\"");
    assert_eq!(identifiers.iter().collect::<BTreeSet<_>>().len(), identifiers.len());
    assert!(!story.contains(" style=") && !story.contains("<script"));
}

#[test]
fn nothing_is_left_of_the_forms_and_every_number_is_there() {
    let story = rendered("");
    for left in ["{{", "}}", "[^", "](", "!claim", "!shocks", "set:", "figure:", "NaN", "**", "—"] {
        assert!(!story.contains(left), "{left}");
    }
}

#[test]
fn numbers_follow_the_scenario_and_those_with_levers_of_their_own_stay() {
    let (baseline, other) = (rendered(""), rendered("context=1M&fast_share=0&fast_demand=0"));
    let live = |story: &str| between(story, "data-number=\"profit.profit\"", "</a>").join(" ");
    assert_ne!(live(&baseline), live(&other));
    let fixed = |story: &str| between(story, "class=\"number fixed\">", "</span></span>").join(" ");
    assert_eq!(fixed(&baseline), fixed(&other));
    assert!(fixed(&baseline).contains("<span class=\"digits\">"));
    // An unused tier has no number, which is not an error.
    let fast = between(&other, "data-number=\"fast.tier.output_cost\"", "</a>");
    assert!(!fast.is_empty() && fast.iter().all(|number| number.contains('—')));
}

#[test]
fn phrases_set_levers_that_differ_from_the_baseline_ones() {
    let story = rendered("");
    let phrases: BTreeSet<&str> = between(&story, "data-set=\"", "\"").into_iter().collect();
    assert!(phrases.len() > 25, "{}", phrases.len());
    for phrase in phrases {
        let link = phrase.replace("&amp;", "&");
        let (scenario, faults) = model::scenario::link::read(&format!("v=2&{link}"));
        assert!(faults.is_empty(), "{link}: {faults:?}");
        assert!(!scenario.changed().is_empty(), "{link}");
    }
}

#[test]
fn each_citation_leads_to_a_source_and_each_source_is_cited_in_order() {
    let story = rendered("");
    let (text, list) = story.split_once("<section id=\"sources\"").unwrap_or((&story, ""));
    let mut first: Vec<&str> = Vec::new();
    for cited in between(text, "<sup class=\"cite\">", "</sup>") {
        let name = between(cited, "href=\"#source-", "\"")[0];
        if !first.contains(&name) {
            first.push(name);
        }
        let place = first.iter().position(|known| *known == name).unwrap_or_default() + 1;
        assert!(cited.ends_with(&format!(">{place}</a>")), "{cited}");
    }
    assert_eq!(between(list, "<li id=\"source-", "\""), first);
    let named: Vec<&Source> = first.iter().filter_map(|name| documents::named(name)).collect();
    assert_eq!(sources(), Ok(named));
}

#[test]
fn a_term_is_defined_once() {
    let story = rendered("");
    let terms = between(&story, "<dfn>", "</dfn>");
    assert!(terms.len() >= 15, "{terms:?}");
    assert_eq!(terms.iter().collect::<BTreeSet<_>>().len(), terms.len(), "{terms:?}");
}

#[test]
fn a_term_of_trade_is_defined_before_it_is_used() {
    let story = rendered("").to_lowercase();
    let (story, _) = story.split_once("<section id=\"sources\"").unwrap_or((&story, ""));
    // The text as read: without tags and without headings, which announce what follows.
    let mut read = String::new();
    let mut is_heading = false;
    for piece in story.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        match tag {
            _ if tag.starts_with("h3 ") || tag.starts_with("h4 ") => is_heading = true,
            "/h3" | "/h4" => is_heading = false,
            "dfn" => read += "<",
            _ => {}
        }
        read += if is_heading { " " } else { text };
    }
    for term in between(story, "<dfn>", "</dfn>") {
        // Words that are also plain English, and have only that meaning up to there.
        if ["edge", "load"].contains(&term) {
            continue;
        }
        let (earlier, _) = read.split_once(&format!("<{term}")).unwrap_or((&read, ""));
        let words = earlier.replace(|letter: char| !letter.is_alphanumeric() && letter != '-', " ");
        for form in [format!(" {term} "), format!(" {term}s ")] {
            let place = words.find(&form).map(|place| &words[place.saturating_sub(60)..place + form.len()]);
            assert_eq!(place, None, "{term}");
        }
    }
}

#[test]
fn every_claim_has_its_card_and_a_verdict() {
    let story = rendered("");
    let all = claims().unwrap_or_default();
    assert!(all.len() >= 9);
    for claim in all {
        assert_eq!(story.matches(&format!("id=\"claim-{}\"", claim.slug)).count(), 1, "{}", claim.slug);
        assert!(!claim.holds.is_empty() && !claim.breaks.is_empty(), "{}", claim.slug);
        for trial in claim.holds.iter().chain(&claim.breaks) {
            for link in [&trial.set, &trial.from].into_iter().filter(|link| !link.is_empty()) {
                assert!(story.contains(&format!("data-set=\"{}\"", link.replace('&', "&amp;"))), "{link}");
            }
        }
        assert!(claim.record.contains("[^") && claim.claim.contains("[^article]"), "{}", claim.slug);
    }
    assert_eq!(story.matches("class=\"claim\">").count(), all.len());
}

#[test]
fn a_claim_holds_and_breaks_where_it_says() {
    for claim in claims().unwrap_or_default() {
        for trial in &claim.holds {
            assert_eq!(claim.is_met(trial), Ok(true), "{}: {}", claim.slug, trial.label);
        }
        for trial in &claim.breaks {
            assert_eq!(claim.is_met(trial), Ok(false), "{}: {}", claim.slug, trial.label);
        }
    }
}

/// Statements of chapters and cards that compare numbers in words.
#[test]
fn comparisons_in_words_are_true() {
    for (said, condition, [set, from]) in [
        ("An empty factory loses money.", "profit.profit < 0", ["agents=20M", ""]),
        (
            "Work grows faster than length.",
            "work.energy > 10 * before.work.energy",
            ["context=1M", "context=100k"],
        ),
        (
            "Where spending is held, longer contexts earn no more.",
            "profit.profit < before.profit.profit",
            ["context=1M", "context=100k"],
        ),
        ("Prices rise in a shortage.", "demand.price_level > 3", ["agents=1B", ""]),
        ("The world is served no more.", "demand.tokens < 1.001 * before.demand.tokens", ["agents=1B", ""]),
        ("A trillion is passed by the end of 2026.", "market.2026.spent > 1e12", ["", ""]),
        ("The year 2027 passes it alone.", "market.2027.spending > 1e12", ["", ""]),
        ("Chips hold it down.", "market.2027.chips < market.2027.sites", ["", ""]),
        ("More is wanted.", "market.2027.wanted > market.2027.chips", ["", ""]),
        (
            "Profit rises by more than work per watt.",
            "profit.profit / before.profit.profit > before.work.energy / work.energy",
            ["gpu=rubin", ""],
        ),
        ("Our prediction is below the lab's.", "before.work.energy / work.energy < 5.4", ["gpu=rubin", ""]),
        (
            "At a load of 32 % Vera Rubin has no new customers.",
            "profit.revenue < 1.01 * before.profit.revenue",
            ["gpu=rubin&load=32", ""],
        ),
        (
            "GB300 is near its limit at 100 tokens a second.",
            "fast.tier.output_cost > 10 * before.fast.tier.output_cost",
            ["", "fast_speed=60"],
        ),
        (
            "A step of Hopper to Blackwell is more than ten.",
            "profit.token_cost * 10 < before.profit.token_cost",
            ["gpu=gb200", "gpu=h100"],
        ),
        ("Batch work fills idle hours.", "profit.load > 1.2 * before.profit.load", ["batch_demand=20", ""]),
    ] {
        let pair = numbers::at(from).and_then(|before| Ok((before, numbers::at(set)?)));
        let met = pair.and_then(|(before, after)| {
            when::holds(condition, when::Pair { before: &before, after: &after })
        });
        assert_eq!(met, Ok(true), "{said}");
    }
}

#[test]
fn what_does_not_exist_is_named() {
    let evaluation = numbers::at("").unwrap_or_else(|error| panic!("{error}"));
    let frame =
        Frame { evaluation: &evaluation, live: &|_| None, figure: &|_| None, shocks: &|| None, heading: 3 };
    let fault = |text: &str| Writer::new(&frame).text(text);
    assert_eq!(fault("{{profit.luck}}"), Err(StoryError::NoNumber("profit.luck".to_owned())));
    assert_eq!(fault("{{live:growth.luck}}"), Err(StoryError::NoLive("growth.luck".to_owned())));
    assert_eq!(fault("So it is.[^nobody]"), Err(StoryError::NoSource("nobody".to_owned())));
    assert_eq!(fault("!claim nothing"), Err(StoryError::NoClaim("nothing".to_owned())));
    assert!(matches!(fault("[x](set:luck=1)"), Err(StoryError::NoSetting(..))));
    assert!(matches!(fault("{{profit.profit @ luck=1}}"), Err(StoryError::NoSetting(..))));
    for text in
        ["[x](https://example.org)", "![x](photo.png)", "`code`", "<b>x</b>", "{{profit.profit", "!other"]
    {
        assert!(matches!(fault(text), Err(StoryError::NoForm(_))), "{text}: {:?}", fault(text));
    }
}

#[test]
fn a_text_is_heard_without_its_forms() {
    let heard =
        plain("It *earns* {{profit.profit}} by [then](set:context=1M).[^article] {{live:x}}\n!claim y\n");
    assert_eq!(heard.split_whitespace().collect::<Vec<_>>(), ["It", "earns", "9", "by", "then."]);
}

#[test]
fn the_story_is_read_in_a_quarter_of_an_hour() {
    // At 200 words a minute, including the captions of its figures.
    let words = words().unwrap_or_default();
    assert!((2300..=3000).contains(&words), "{words}");
}

/// Syllables of a word: groups of vowels, without a silent e at the end. A number counts as two.
fn syllables(word: &str) -> usize {
    if word.chars().any(|letter| letter.is_ascii_digit()) {
        return 2;
    }
    let word: String = word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    let mut groups = 0;
    let mut inside = false;
    for letter in word.chars() {
        groups += usize::from(is_vowel(letter) && !inside);
        inside = is_vowel(letter);
    }
    let silent = word.ends_with('e') && !word.ends_with("le") && groups > 1;
    (groups - usize::from(silent)).max(1)
}

/// The school grade needed to read a text (Flesch and Kincaid, 1975).
#[allow(clippy::cast_precision_loss, reason = "counts of words")]
fn grade(text: &str) -> f64 {
    let words: Vec<&str> =
        text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    let ends = |word: &&&str| word.trim_end_matches(['*', '"', '”']).ends_with(['.', '?', '!', ':']);
    let sentences = words.iter().filter(ends).count().max(1);
    let spoken: usize = words.iter().map(|word| syllables(word)).sum();
    0.39 * words.len() as f64 / sentences as f64 + 11.8 * spoken as f64 / words.len() as f64 - 15.59
}

#[test]
fn syllables_and_grades_are_counted_as_people_do() {
    for (word, count) in
        [("token", 2), ("price", 1), ("table", 2), ("the", 1), ("inference", 3), ("machine", 2), ("idea", 2)]
    {
        assert_eq!(syllables(word), count, "{word}");
    }
    assert!(grade("The cat sat on the mat. It was warm.") < 3.0);
    let hard = "Organisational considerations notwithstanding, infrastructural commercialisation necessitates \
                unprecedented capital expenditures throughout interconnected geographical jurisdictions.";
    assert!(grade(hard) > 20.0);
}

#[test]
fn a_reader_of_the_tenth_grade_can_read_every_chapter() {
    for chapter in list().unwrap_or_default() {
        let grade = grade(&plain(chapter.text));
        assert!(grade < 10.0, "{}: {grade:.1}", chapter.slug);
    }
    for claim in claims().unwrap_or_default() {
        let text = plain(
            &[&claim.claim, &claim.model, &claim.record, &claim.sentence].map(String::as_str).join("\n"),
        );
        assert!(grade(&text) < 11.0, "{}: {:.1}", claim.slug, grade(&text));
    }
}
