//! Files that were written are read to the same bytes, and other files are rejected with a sentence.
#![cfg(not(target_arch = "wasm32"))]

mod corpus;

use corpus::{Random, corpus};
use model::scenario::link;
use model::scenario::shocks::{SHOCKS, ShockedScenario};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use token_factory_export::import::{LARGEST, read};
use token_factory_export::json::SCHEMA;
use token_factory_export::{Export, Made, csv, json as sheet};

fn made() -> Made {
    Made { date: Some("2026-11-29".to_owned()), site: None }
}

fn saved(shocked: &ShockedScenario) -> String {
    sheet::scenario(shocked, &made()).expect("it can be written")
}

#[test]
fn ten_thousand_scenarios_come_back_byte_for_byte() {
    // One at a time they take a minute: on two threads it is half of one.
    std::thread::scope(|scope| {
        for seed in [7, 8] {
            scope.spawn(move || {
                let mut random = Random::new(seed);
                for place in 0..5_000 {
                    comes_back(random.scenario(if place % 10 == 0 { 60 } else { 8 }));
                }
            });
        }
    });
}

fn comes_back(shocked: ShockedScenario) {
    let text = saved(&shocked);
    let found = read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault}: {text}"));
    assert_eq!(found.shocked, shocked, "{text}");
    assert_eq!(saved(&found.shocked), text);
    assert_eq!(found.saved.as_deref(), Some("2026-11-29"));

    let table = csv::scenario(&shocked, &made());
    let found = read(table.as_bytes()).unwrap_or_else(|fault| panic!("{fault}: {table}"));
    assert_eq!(link::write_shocked(&found.shocked), link::write_shocked(&shocked), "{table}");
    assert_eq!(csv::scenario(&found.shocked, &made()), table);
}

#[test]
fn whole_sheets_open_as_their_scenario() {
    for site in [None, Some("https://example.org/t/".to_owned())] {
        for shocked in corpus(4) {
            let export =
                Export::of(shocked, Made { date: Some("2026-11-29".to_owned()), site: site.clone() });
            let json = sheet::text(&export).expect("it can be written");
            let csv = csv::text(&export).expect("it can be written");
            assert!(json.len() < LARGEST / 3 && csv.len() < LARGEST / 3, "{} {}", json.len(), csv.len());
            for text in [json, csv] {
                let found =
                    read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault}: {}", export.link()));
                assert_eq!(found.shocked, export.shocked);
                assert_eq!(found.title.as_deref(), Some("Token Factory: every number of a scenario"));
            }
        }
    }
}

#[test]
fn a_table_is_read_by_its_rows_where_it_has_no_link() {
    let mut random = Random::new(3);
    for _ in 0..300 {
        let shocked = ShockedScenario::new(*random.scenario(8).origin());
        let table = csv::scenario(&shocked, &Made::default());
        let rows: Vec<&str> = table.lines().filter(|line| !line.starts_with("file.link")).collect();
        let found = read(rows.join("\n").as_bytes()).unwrap_or_else(|fault| panic!("{fault}: {table}"));
        for lever in link::levers() {
            let [one, other] = [&found.shocked, &shocked].map(|it| it.origin().of(lever));
            assert!((one - other).abs() <= 1e-12 * one.abs(), "{}: {one} {other}", lever.about.id);
        }
    }
    // As a spreadsheet in another language saves it.
    let other =
        "name;label;value;unit\r\nplan.context;Context length;128000;tokens\r\nplan.gpu;GPU;GB200 NVL72;\r\n";
    assert_eq!(
        link::write_shocked(&read(other.as_bytes()).expect("read").shocked),
        "v=2&context=128k&gpu=gb200"
    );
}

#[test]
fn files_of_the_page_and_of_people_open() {
    for (text, meaning) in [
        (r#"{"token-factory": 1, "link": "v=2&context=128k"}"#, "v=2&context=128k"),
        (
            r#"{"token-factory": 1, "levers": {"context": 128000, "overlap": true, "gpu": "h100"}}"#,
            "v=2&context=128k&gpu=h100&overlap=on",
        ),
        (
            r#"{"token-factory": 1, "levers": {"electricity": 0.05}, "shocks": ["edge"], "of_others": [[[1]]]}"#,
            "v=2&electricity=0.05&shocks=edge",
        ),
        (
            r#"{"token-factory": 1, "link": "v=2&context=128k&shocks=edge", "levers": {"context": "128k"}, "shocks": ["edge"]}"#,
            "v=2&context=128k&shocks=edge",
        ),
        (r#"{"token-factory": 1, "levers": {}}"#, ""),
        ("name,label,value,unit\nfile.link,https://example.org/?v=2&context=128k,,\n", "v=2&context=128k"),
        (
            "\u{feff}name,label,value,unit,note\r\nplan.context,Context length,128000,tokens,\r\nfile.link,Link,,,v=2&context=128k\r\n",
            "v=2&context=128k",
        ),
    ] {
        let found = read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault}: {text}"));
        assert_eq!(link::write_shocked(&found.shocked), meaning, "{text}");
        assert_eq!(found.notices, []);
    }
    let old = read(br#"{"token-factory": 1, "link": "v=1&context=128k"}"#).expect("read");
    assert_eq!(old.notices.len(), 1);
}

#[test]
fn what_is_not_ours_is_refused_in_a_sentence() {
    let with = |levers: &str| format!(r#"{{"token-factory": 1, "levers": {levers}}}"#);
    let row = |rows: &str| format!("name,label,value,unit\n{rows}");
    let many: String = (0..300).map(|place| format!("\"x{place}\": 1,")).collect();
    let deep = format!(r#"{{"token-factory": 1, "x": {}"#, "[".repeat(100_000));
    let cases: Vec<(String, &str)> = vec![
        (String::new(), "is empty"),
        ("\u{feff} \n".to_owned(), "is empty"),
        ("hello".to_owned(), "is not a scenario"),
        ("a,b,c\n1,2,3".to_owned(), "is not a scenario"),
        ("{".to_owned(), "line 1 column 1"),
        ("{}".to_owned(), "is not a scenario"),
        (r#"{"token-factory": 2, "link": ""}"#.to_owned(), "later version (2)"),
        (r#"{"token-factory": "1", "link": ""}"#.to_owned(), "line 1 column"),
        (r#"{"token-factory": 1}"#.to_owned(), "has no scenario"),
        (r#"{"token-factory": 1, "link": 3}"#.to_owned(), "expected a text of up to 16384 letters"),
        (r#"{"token-factory": 1, "link": "", "link": ""}"#.to_owned(), "duplicate field `link`"),
        (
            r#"{"token-factory": 1, "link": "v=2&context=128k", "levers": {"context": "64k"}}"#.to_owned(),
            "“context” is 128k by the link",
        ),
        (r#"{"token-factory": 1, "link": "v=2", "shocks": ["edge"]}"#.to_owned(), "other shocks"),
        (r#"{"token-factory": 1, "link": "v=2&contxt=3"}"#.to_owned(), "Did you mean context?"),
        (with(r#"{"context": 1e300}"#), "cannot be above 2M tokens"),
        (with(r#"{"context": null}"#), "expected a number, true, false, or a text"),
        (with(r#"{"context": "1k", "context": "2k"}"#), "appears twice"),
        (with(r#"{"gpu": "abacus"}"#), "has no “abacus”"),
        (
            with(&format!(r#"{{"gpu": "{}"}}"#, "x".repeat(100_000))),
            "expected a number, true, false, or a text of up to 60",
        ),
        (with(&format!("{{{} \"y\": 1}}", many)), "expected up to 200 names"),
        (r#"{"token-factory": 1, "shocks": ["earthquake"]}"#.to_owned(), "no shock called “earthquake”"),
        (r#"{"token-factory": 1, "shocks": ["edge", "edge"]}"#.to_owned(), "appears twice"),
        (deep, "The JSON cannot be read: EOF while parsing a list at line 1"),
        (row(""), "has no scenario"),
        (row("plan.context,,5B,tokens\n"), "cannot be above"),
        (row("plan.context,,9e99,tokens\n"), "Line 2 cannot be read: Context length cannot be above"),
        (row("plan.contxt,,5,\n"), "Did you mean context?"),
        (row("plan.context,,1000,\nplan.context,,2000,\n"), "more than once"),
        (
            row("file.link,v=2&context=128k,,\nplan.context,,64000,tokens\n"),
            "“plan.context” is 128k by the link of the file and 64k",
        ),
        (
            row("file.link,v=2,,\nfile.link,v=2,,\n"),
            "Line 3 cannot be read: “file.link” stands in the file twice",
        ),
        (row(&format!("plan.context,,{},\n", "1".repeat(100))), "has more than 60 letters"),
        (row(&format!("plan.context{}\n", ",".repeat(5_000))), "more than 100 cells"),
    ];
    for (text, words) in cases {
        let start = Instant::now();
        let said = read(text.as_bytes()).expect_err(&link::cut(&text)).to_string().replace('\u{a0}', " ");
        assert!(said.contains(words), "{}: {said}", link::cut(&text));
        assert!(said.ends_with(['.', '?']) && said.len() < 1_200, "{said}");
        assert!(start.elapsed() < Duration::from_secs(1), "{said}");
    }
    let said = |bytes: &[u8]| read(bytes).expect_err("it is refused").to_string();
    assert!(said(&[b' '; LARGEST + 1]).contains("too large"));
    assert!(said(b"{\"token-factory\": \xff}").contains("byte 19 is wrong"));
}

#[test]
fn the_largest_file_takes_no_longer_than_a_moment() {
    for text in [
        format!(r#"{{"token-factory": 1, "link": "", "numbers": [{}1]}}"#, "1,".repeat(LARGEST / 2 - 100)),
        format!("name,label,value,unit\nfile.link,,,\n{}", "x,y,z,\n".repeat(LARGEST / 8)),
        format!("name,label,value\n{}", ",".repeat(LARGEST - 100)),
        format!(r#"{{"token-factory": 1, "levers": {{{}"#, "\"a\":1,".repeat(LARGEST / 8)),
    ] {
        let start = Instant::now();
        let _ = read(text.as_bytes());
        assert!(start.elapsed() < Duration::from_secs(10), "{:?} for {:.60}", start.elapsed(), text);
    }
}

// The schema.

/// The ways in which a value violates a schema. Only the keywords that our schema uses are supported. An unknown
/// keyword fails, because it would otherwise be satisfied by everything.
fn against(schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut fail = |what: String| wrong.push(format!("{at}: {what}"));
    let is_of = |kind: &str| match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("{other} is no type"),
    };
    let letters = value.as_str().map(|text| text.chars().count() as u64);
    for (word, said) in schema.as_object().expect("a schema is an object") {
        match word.as_str() {
            "$schema" | "title" | "description" => {}
            "type" => {
                let kinds: Vec<&str> = match said {
                    Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
                    one => one.as_str().into_iter().collect(),
                };
                if !kinds.iter().any(|kind| is_of(kind)) {
                    fail(format!("it is no {kinds:?}"));
                }
            }
            "const" if value != said => fail(format!("it is not {said}")),
            "enum" if !said.as_array().expect("a list").contains(value) => {
                fail(format!("{value} is not in {said}"));
            }
            "const" | "enum" => {}
            "minimum" if value.as_f64().is_some_and(|it| it < said.as_f64().expect("a number")) => {
                fail("it is too small".to_owned());
            }
            "maxLength" if letters.is_some_and(|it| it > said.as_u64().expect("a number")) => {
                fail("it is too long".to_owned());
            }
            "maxItems"
                if value.as_array().is_some_and(|it| it.len() as u64 > said.as_u64().expect("a number")) =>
            {
                fail("too many".to_owned());
            }
            "maxProperties"
                if value.as_object().is_some_and(|it| it.len() as u64 > said.as_u64().expect("a number")) =>
            {
                fail("too many".to_owned());
            }
            "minimum" | "maxLength" | "maxItems" | "maxProperties" => {}
            "pattern" => {
                let text = value.as_str().unwrap_or_default();
                let is_day = |text: &str| {
                    text.len() == 10
                        && text
                            .bytes()
                            .enumerate()
                            .all(|(at, it)| if at == 4 || at == 7 { it == b'-' } else { it.is_ascii_digit() })
                };
                let is_name = |text: &str| {
                    text.contains('.')
                        && text.starts_with(|it: char| it.is_ascii_lowercase())
                        && text.split('.').all(|part| {
                            !part.is_empty()
                                && part
                                    .bytes()
                                    .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_')
                        })
                };
                let fits = match said.as_str().expect("a pattern") {
                    r"^\d{4}-\d{2}-\d{2}$" => is_day(text),
                    r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$" => is_name(text),
                    other => panic!("{other} is a pattern that this test does not know"),
                };
                if !fits {
                    fail(format!("“{text}” does not fit {said}"));
                }
            }
            "required" => {
                for name in said.as_array().expect("a list").iter().filter_map(Value::as_str) {
                    if value.get(name).is_none() {
                        fail(format!("it has no {name}"));
                    }
                }
            }
            "anyOf" => {
                if !said.as_array().expect("a list").iter().any(|one| against(one, value, at).is_empty()) {
                    fail("it is none of several".to_owned());
                }
            }
            "properties" | "additionalProperties" | "items" => {}
            other => panic!("{other} is a word that this test does not know"),
        }
    }
    for (name, part) in value.as_object().into_iter().flatten() {
        let of = schema["properties"].get(name).or_else(|| schema.get("additionalProperties"));
        match of {
            Some(Value::Bool(false)) => wrong.push(format!("{at}: {name} is not allowed")),
            Some(schema) => wrong.extend(against(schema, part, &format!("{at}.{name}"))),
            None => {}
        }
    }
    if let Some(schema) = schema.get("items") {
        for part in value.as_array().into_iter().flatten() {
            wrong.extend(against(schema, part, at));
        }
    }
    wrong
}

#[test]
fn files_are_as_the_schema_says() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let named: Vec<&str> =
        schema["properties"].as_object().expect("fields").keys().map(String::as_str).collect();
    for shocked in corpus(6) {
        for site in [None, Some("https://example.org/".to_owned())] {
            let export = Export::of(shocked.clone(), Made { site, ..made() });
            let value: Value = serde_json::from_str(&sheet::text(&export).expect("written")).expect("JSON");
            assert_eq!(against(&schema, &value, "file"), Vec::<String>::new());
            for field in value.as_object().expect("an object").keys() {
                assert!(named.contains(&field.as_str()), "the schema does not tell of {field}");
            }
        }
        let value: Value = serde_json::from_str(&saved(&shocked)).expect("JSON");
        assert_eq!(against(&schema, &value, "file"), Vec::<String>::new());
    }
    let listed = &schema["properties"]["shocks"]["items"]["enum"];
    assert_eq!(listed, &json!(SHOCKS.iter().map(|shock| shock.slug).collect::<Vec<_>>()));
    for (file, words) in [
        (json!({ "link": "" }), "no token-factory"),
        (json!({ "token-factory": 1 }), "none of several"),
        (json!({ "token-factory": 1, "link": "", "numbers": [{ "name": "x" }] }), "does not fit"),
        (json!({ "token-factory": 1, "levers": { "context": null } }), "it is no"),
        (json!({ "token-factory": 1, "shocks": ["earthquake"] }), "is not in"),
    ] {
        let wrong = against(&schema, &file, "file").join("; ");
        assert!(wrong.contains(words), "{wrong}");
    }
}
