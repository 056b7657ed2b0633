//! The command line as seen by a user: the binary, its output, its messages and its exit codes.
#![cfg(not(target_arch = "wasm32"))]

use model::scenario::link;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn token_factory(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_token-factory"))
        .args(arguments)
        .output()
        .expect("the binary can be started")
}

/// The output of a successful run without warnings.
#[track_caller]
fn printed(arguments: &[&str]) -> String {
    let output = token_factory(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    assert_eq!(said(&output), "", "{arguments:?}");
    String::from_utf8(output.stdout).expect("what is printed is text")
}

/// The message on standard error of a run that ends with exit code 1 and prints nothing.
#[track_caller]
fn refused(arguments: &[&str]) -> String {
    let output = token_factory(arguments);
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    said(&output)
}

/// Standard error, with plain spaces between numbers and units.
fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("what is said is text").replace('\u{a0}', " ")
}

fn numbers(arguments: &[&str]) -> Vec<Value> {
    let sheet: Value = serde_json::from_str(&printed(arguments)).expect("the sheet is JSON");
    sheet["numbers"].as_array().expect("the sheet lists numbers").clone()
}

fn text<'a>(number: &'a Value, field: &str) -> &'a str {
    number[field].as_str().unwrap_or_else(|| panic!("no {field} in {number}"))
}

/// The number of that name.
#[track_caller]
fn number(numbers: &[Value], name: &str) -> f64 {
    let row = numbers.iter().find(|row| row["name"] == name).expect("the sheet has a number of that name");
    row["value"].as_f64().expect("it can be computed")
}

/// Names in a formula as written for programs: two or more words joined by dots.
fn names(expression: &str) -> Vec<&str> {
    expression
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))
        .filter(|word| word.contains('.') && word.starts_with(|c: char| c.is_ascii_alphabetic()))
        .collect()
}

/// Follows numbers to their inputs: every path must end at values with a document.
fn trace(arguments: &[&str]) {
    let numbers = numbers(arguments);
    assert!(numbers.len() > 500, "{}", numbers.len());
    let known: BTreeSet<&str> = numbers.iter().map(|row| text(row, "name")).collect();
    assert_eq!(known.len(), numbers.len(), "two numbers of one name");
    let grades = [
        "published",
        "reported",
        "derived",
        "from notes",
        "recalled",
        "assumed",
        "not published",
        "computed",
    ];
    let (mut computed, mut followed) = (0, 0);
    // Given numbers come first, and each computed one after its inputs, so there are no cycles.
    let mut seen = BTreeSet::new();
    for row in &numbers {
        let name = text(row, "name");
        assert!(!text(row, "label").is_empty() && !text(row, "meaning").is_empty(), "{name}");
        assert!(!text(row, "shown").is_empty() && row["unit"].is_string(), "{name}");
        assert!(
            row["value"].is_f64() || !text(row, "reason").is_empty(),
            "{name} has no value and no reason"
        );
        assert!(grades.contains(&text(row, "grade")), "{name}: {}", text(row, "grade"));
        let expression = text(row, "expression");
        if expression.is_empty() {
            assert!(!text(row, "source").is_empty() && !text(row, "publisher").is_empty(), "{name}");
            assert_ne!(text(row, "grade"), "computed", "{name}");
            assert!(!text(row, "read").is_empty(), "{name}");
        } else {
            computed += 1;
            assert!(!text(row, "formula").is_empty() && text(row, "source").is_empty(), "{name}");
            for input in names(expression) {
                followed += 1;
                assert!(
                    seen.contains(input),
                    "{name} is computed from {input}, which does not come before it"
                );
            }
        }
        seen.insert(name);
    }
    assert!(computed > 300 && followed > 2 * computed, "{computed} {followed}");
}

#[test]
fn any_number_of_the_baseline_sheet_leads_to_its_sources() {
    trace(&["sheet", "--format", "json"]);
}

#[test]
fn so_does_any_number_of_another_sheet() {
    // All tiers, sparse attention, and a machine with unpublished figures.
    trace(&[
        "sheet",
        "v=2&gpu=mi455x&llm=glm-5&serving=shared&overlap=on&drafts=2&premium_share=10&ultra_share=5",
        "--format",
        "json",
    ]);
}

#[test]
fn units_are_named_wherever_there_is_one() {
    let bare: BTreeSet<String> = numbers(&["sheet", "--format", "json"])
        .iter()
        .filter(|row| text(row, "unit").is_empty())
        .map(|row| text(row, "name").rsplit('.').next().unwrap().to_owned())
        .collect();
    for dimensioned in
        ["context", "agents", "electricity", "power", "time", "revenue", "cost", "total", "gpus", "step"]
    {
        assert!(!bare.contains(dimensioned), "{dimensioned}");
    }
    assert!(bare.contains("layers") && bare.contains("pue"), "{bare:?}");
}

#[test]
fn the_three_formats_hold_the_same_numbers() {
    let link = "v=2&context=128k&gpu=h100";
    let json = numbers(&["sheet", link, "--format", "json"]);
    let csv = printed(&["sheet", link, "--format", "csv"]);
    let markdown = printed(&["sheet", link]);
    assert_eq!(markdown, printed(&["sheet", link, "--format", "md"]));
    assert!(markdown.contains("`v=2&context=128k&gpu=h100`"));
    assert!(csv.starts_with('\u{feff}'), "spreadsheets take × for two letters otherwise");
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
    let (about, records): (Vec<_>, Vec<_>) =
        records.into_iter().partition(|record| record[0].starts_with("file."));
    let about: Vec<[&str; 2]> = about.iter().map(|record| [&record[0], &record[1]]).collect();
    assert_eq!(about[1], ["file.link", link]);
    assert!(about.iter().any(|[name, said]| *name == "file.saved" && said.len() == "2026-11-23".len()));
    assert_eq!(records.len(), json.len());
    let is_choice = |row: &Value| {
        let id = text(row, "name").strip_prefix("plan.").unwrap_or_default().to_owned();
        model::scenario::levers::LEVERS.get(&id).is_some_and(model::scenario::Lever::is_named)
    };
    for (record, row) in records.iter().zip(&json) {
        for (column, field) in header.iter().zip(record) {
            match &row[column] {
                Value::Null => assert_eq!(field, "", "{column} of {row}"),
                Value::Number(_) if column == "value" && is_choice(row) => {
                    assert_eq!(field, text(row, "shown"), "a choice has its name");
                }
                Value::Number(value) => {
                    assert_eq!(field.parse::<f64>().unwrap().to_bits(), value.as_f64().unwrap().to_bits());
                }
                value => assert_eq!(Some(field), value.as_str(), "{column}"),
            }
        }
        let entry = format!("(`{}`): {}.", text(row, "name"), text(row, "shown"));
        assert!(markdown.contains(&entry), "{entry}");
    }
}

#[test]
fn settings_are_set_and_the_rest_stays() {
    let json = ["--format", "json"];
    let baseline = numbers(&["sheet", json[0], json[1]]);
    let set = numbers(&["sheet", "--set", "context=128k", "--set", "electricity=5 cents", json[0], json[1]]);
    assert_eq!(number(&set, "plan.context").to_bits(), 128e3_f64.to_bits());
    assert!((number(&set, "plan.electricity") - 0.05).abs() < 1e-12);
    assert_eq!(number(&set, "plan.agents").to_bits(), number(&baseline, "plan.agents").to_bits());
    assert!(number(&set, "cost.electricity") < number(&baseline, "cost.electricity"));
    // More expensive calls are fewer if worldwide spending is constant.
    assert!(number(&set, "demand.calls") < number(&baseline, "demand.calls"));
    // The link is read first, so `--set` overrides it.
    let over = numbers(&["sheet", "v=2&context=1M", "--set", "context=128k", json[0], json[1]]);
    assert_eq!(number(&over, "plan.context").to_bits(), 128e3_f64.to_bits());
}

#[test]
fn what_cannot_be_set_is_said_in_a_sentence() {
    let sentence = refused(&["sheet", "--set", "contxt=128k"]);
    assert_eq!(sentence, "token-factory: There is no lever called “contxt”. Did you mean context?\n");
    let sentence = refused(&["sheet", "--set", "speed=30"]);
    assert!(sentence.contains("no lever called “speed”. Did you mean fast_speed, speed_worth"), "{sentence}");
    let sentence = refused(&["sheet", "--set", "context=5B"]);
    assert!(sentence.contains("Context length cannot be above 2M tokens"), "{sentence}");
    let sentence = refused(&["sheet", "--set", "electricity=-1"]);
    assert!(sentence.contains("cannot be below"), "{sentence}");
    let sentence = refused(&["sheet", "--set", "gpu=h10"]);
    assert!(sentence.contains("has no “h10”") && sentence.contains("rubin-ultra"), "{sentence}");
    let sentence = refused(&["sheet", "--set", "overlap=perhaps"]);
    assert!(sentence.contains("perhaps"), "{sentence}");
    let sentence = refused(&["sheet", "--set", "context"]);
    assert!(sentence.contains("NAME=VALUE"), "{sentence}");
}

#[test]
fn a_link_with_faults_is_read_as_far_as_it_goes() {
    let output = token_factory(&["sheet", "v=2&contxt=3&agents=-1&gpu=rubin", "--format", "json"]);
    assert!(output.status.success());
    let warnings = said(&output);
    assert_eq!(warnings.lines().count(), 2, "{warnings}");
    assert!(warnings.contains("“contxt”") && warnings.contains("“agents” was not set"), "{warnings}");
    let sheet: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(sheet["link"], "v=2&gpu=rubin");
    assert!(
        sheet["notes"].as_array().unwrap().iter().any(|note| note.as_str().unwrap().contains("not measured"))
    );
}

#[test]
fn every_lever_is_listed_with_a_value_that_can_be_set() {
    let levers = printed(&["levers"]);
    assert!(levers.lines().count() >= 50);
    let mut arguments = vec!["sheet".to_owned()];
    for line in levers.lines() {
        let (name, _) = line.split_once(' ').unwrap();
        let (_, baseline) = line.split_once(", baseline ").unwrap();
        arguments.extend(["--set".to_owned(), format!("{name}={baseline}")]);
    }
    arguments.extend(["--format".to_owned(), "json".to_owned()]);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    assert!((number(&numbers(&arguments), "profit.load") - 60.0).abs() < 1.0);
}

#[test]
fn a_link_of_an_earlier_version_is_read_as_it_was_made() {
    let old = "v=1&gpu=h100&context=128k";
    let sheet: Value =
        serde_json::from_str(&printed(&["sheet", old, "--as-made", "--format", "json"])).expect("it is JSON");
    let made = link::read_as_made(old).expect("it is of an earlier version");
    assert_eq!(sheet["link"], link::write_shocked(&made));
    assert!(
        sheet["link"].as_str().is_some_and(|link| link.contains("price_list=deepseek-r1")),
        "{}",
        sheet["link"]
    );
    // Without the option it is read with the present baseline, and says so.
    let today = token_factory(&["sheet", old, "--format", "json"]);
    assert!(said(&today).contains("made by an earlier version"), "{}", said(&today));
    let sheet: Value = serde_json::from_slice(&today.stdout).expect("it is JSON");
    assert_eq!(sheet["link"], "v=2&context=128k&gpu=h100");
    assert!(refused(&["sheet", "v=2&gpu=h100", "--as-made"]).contains("not of an earlier version"));
    // Settings that cannot be read are still reported, and the pinned scenario stays.
    let output =
        token_factory(&["sheet", "v=1&gpu=h100&contxt=1k&vs=gpu:gb200", "--as-made", "--format", "json"]);
    assert!(
        said(&output).contains("contxt") && !said(&output).contains("earlier version"),
        "{}",
        said(&output)
    );
    let sheet: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert!(sheet["link"].as_str().is_some_and(|link| link.contains("&vs=gpu:gb200")), "{}", sheet["link"]);
}

#[test]
fn up_to_four_scenarios_are_the_columns_of_a_table() {
    let links = ["", "gpu=h100", "v=2&gpu=rubin&shocks=edge", "gpu=tpu7x"];
    let [a, b, c, d] = links;
    let table = printed(&["compare", a, b, c, d]).replace('\u{a0}', " ");
    for part in [
        "A  baseline\n",
        "B  v=2&gpu=h100\n",
        "Shock: Edge     off          off   on                off\n",
        "Profit (profit.profit)",
        "D: ",
    ] {
        assert!(table.contains(part), "{part}: {table}");
    }
    let object: Value =
        serde_json::from_str(&printed(&["compare", a, b, c, d, "--format", "json"])).expect("it is JSON");
    for (place, link) in links.into_iter().enumerate().take(3) {
        let pair: Value =
            serde_json::from_str(&printed(&["compare", "", link, "--format", "json"])).expect("it is JSON");
        for (row, of_two) in
            object["results"].as_array().unwrap().iter().zip(pair["results"].as_array().unwrap())
        {
            assert_eq!((&row["name"], &row["values"][place]), (&of_two["name"], &of_two["b"]), "{link}");
        }
    }
    assert!(object["results"][0]["values"][3].is_null() && object["reasons"][3].is_string());
    assert!(printed(&["compare", b, b, b]).contains("They do not differ."));
    let too_many = token_factory(&["compare", a, b, c, d, a]);
    assert_eq!(too_many.status.code(), Some(2), "{}", said(&too_many));
}

#[test]
fn two_scenarios_are_compared_and_the_parts_sum_to_the_change() {
    let (a, b) = ("v=2&context=128k", "v=2&llm=kimi-k3&electricity=0.05&shocks=gpu-cost");
    let said = printed(&["compare", a, b]).replace('\u{a0}', " ");
    for words in
        ["Language model", "Shock: GPU cost", "follows the price list", "Shapley", "Profit (profit.profit)"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    let found: Value =
        serde_json::from_str(&printed(&["compare", a, b, "--format", "json"])).expect("it is JSON");
    let list = |name: &str| found[name].as_array().expect("a list").clone();
    let differences = list("differences");
    let names: Vec<&str> = differences.iter().map(|it| text(it, "name")).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 4, "{names:?}");
    let sum: f64 = differences.iter().map(|it| it["part"].as_f64().expect("a part")).sum();
    let whole = found["split"]["whole"].as_f64().expect("the whole");
    assert!((sum / whole - 1.0).abs() < 1e-9, "{sum} {whole}");
    assert_eq!(found["split"]["method"], "exact");
    let profits = [a, b].map(|link| number(&numbers(&["sheet", link, "--format", "json"]), "profit.profit"));
    assert_eq!(found["results"][0]["name"], "profit.profit");
    assert!((whole / (profits[1] - profits[0]) - 1.0).abs() < 1e-9);
    assert!(printed(&["compare", a, a]).contains("They do not differ."));
    assert!(printed(&["compare", "", "gpu=tpu7x"]).contains("The profit of B cannot be computed."));
}

#[test]
fn a_solved_lever_gives_the_target_when_it_is_set() {
    let target = "profit.margin=50%";
    let found: Value = serde_json::from_str(&printed(&[
        "solve",
        "",
        "--target",
        target,
        "--by",
        "electricity",
        "--format",
        "json",
    ]))
    .expect("it is JSON");
    let link = text(&found["found"][0], "link");
    let margin = number(&numbers(&["sheet", link, "--format", "json"]), "profit.margin");
    assert!((margin - 50.0).abs() < 1e-6, "{margin} at {link}");
    let said = printed(&["solve", "--target", target, "--by", "electricity"]).replace('\u{a0}', " ");
    assert!(said.contains("electricity=") && said.contains(link), "{said}");
    let far = printed(&["solve", "--target", "profit.margin=99%", "--by", "electricity"]);
    assert!(far.contains("It is not reached") && far.contains("the most"), "{far}");
    let others = printed(&["solve", "--target", "profit.margin=90%", "--by", "electricity"]);
    assert!(others.contains("Other levers that reach it alone") && others.contains("\nagents="), "{others}");
    let sentence = refused(&["solve", "--target", "profit.margn=4", "--by", "electricity"]);
    assert!(sentence.contains("Did you mean profit.margin"), "{sentence}");
    let sentence = refused(&["solve", "--target", "profit.margin=4", "--by", "eletricity"]);
    assert!(sentence.contains("Did you mean electricity"), "{sentence}");
    assert!(refused(&["solve", "--target", "profit.margin", "--by", "gpu"]).contains("NAME=VALUE"));
}

#[test]
fn several_levers_reach_a_target_together() {
    let asked = ["solve", "--target", "market.2027.revenue=$1T", "--by", "agents,adoption,supply,chips"];
    let found: Value =
        serde_json::from_str(&printed(&[&asked[..], &["--format", "json"]].concat())).expect("it is JSON");
    assert_eq!(found["met"], true, "{found}");
    let link = text(&found, "link");
    let revenue = number(&numbers(&["sheet", link, "--format", "json"]), "market.2027.revenue");
    assert!((revenue / 1e12 - 1.0).abs() < 2e-3, "{revenue} at {link}");
    assert!(printed(&asked).ends_with(&format!("{link}\n")));
    let far = printed(&["solve", "--target", "profit.margin=99%", "--by", "electricity,load"]);
    assert!(far.contains("do not reach it") && far.contains("as far as it goes"), "{far}");
    let with_a_list = printed(&["solve", "--target", "profit.margin=60%", "--by", "gpu,electricity"]);
    assert!(
        with_a_list
            .contains("Not changed, because a list, a switch or a value of zero cannot be scaled: gpu."),
        "{with_a_list}"
    );
}

#[test]
fn what_is_not_published_about_a_machine_has_no_value_but_a_reason() {
    let table = printed(&["sheet", "v=2&gpu=rubin", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().expect("a head").clone();
    let at = |name: &str| header.iter().position(|it| it == name).expect("a column");
    let rent =
        reader.records().map(|row| row.expect("a row")).find(|row| &row[0] == "plan.rent").expect("a rent");
    assert_eq!((&rent[at("value")], &rent[at("shown")]), ("", "not published"));
    assert!(rent[at("reason")].starts_with("Rent of a GPU-hour: "), "{}", &rent[at("reason")]);
    let said = printed(&["compare", "", "gpu=mi455x"]);
    assert!(said.contains("not published") && said.contains("follows the machine"), "{said}");
    assert!(!said.contains("$0.00"), "{said}");
}

#[test]
fn a_file_of_a_whole_address_links_to_it_with_both_scenarios() {
    let address = "https://example.org/t/?v=2&gpu=rubin&vs=gpu:h100";
    for format in ["csv", "json", "md", "py"] {
        let file = printed(&["sheet", address, "--format", format]);
        assert!(file.contains("v=2&gpu=rubin&vs=gpu:h100"), "{format}");
        assert!(file.contains("https://example.org/t/"), "{format}");
    }
    assert!(printed(&["cite", address, "--format", "bibtex"]).contains(address));
    // The story is a page of its own, of the same scenario. A page of a folder has no address for others.
    let story = printed(&["sheet", "https://example.org/t/story.html?v=2&gpu=rubin", "--format", "csv"]);
    assert!(story.contains("\nfile.link,https://example.org/t/?v=2&gpu=rubin,"), "{story}");
    assert!(
        printed(&["sheet", "https://example.org/t/", "--format", "csv"])
            .contains("\nfile.link,https://example.org/t/,")
    );
    assert!(
        printed(&["sheet", "file:///t/index.html?v=2&gpu=rubin", "--format", "csv"])
            .contains("\nfile.link,v=2&gpu=rubin,")
    );
    let set = printed(&["sheet", "v=2&gpu=rubin&vs=gpu:h100", "--set", "context=1M", "--format", "csv"]);
    assert!(set.contains("\nfile.link,v=2&context=1M&gpu=rubin&vs=gpu:h100,"), "{set}");
    assert!(printed(&["sheet", "", "--format", "csv"]).contains("\nfile.link,v=2,"));
}

#[test]
fn a_sweep_is_a_table_with_units_in_its_head() {
    let out = ["--out", "profit.profit,profit.margin"];
    let text = printed(&[
        "sweep",
        "context=128k",
        "--over",
        "electricity=0.05..0.2:4",
        "--over",
        "gpu=gb300,h100",
        out[0],
        out[1],
    ]);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a head").clone();
    let names = ["electricity ($/kWh)", "gpu", "profit.profit ($/year)", "profit.margin (%)"];
    assert_eq!(header.iter().collect::<Vec<_>>(), names);
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows");
    assert_eq!(rows.len(), 8);
    let last = numbers(&["sheet", "context=128k&electricity=0.2&gpu=h100", "--format", "json"]);
    assert_eq!((&rows[7][0], &rows[7][1]), ("0.2", "H100"));
    let profit: f64 = rows[7][2].parse().expect("a number");
    assert!((profit / number(&last, "profit.profit") - 1.0).abs() < 1e-9);
    let sentence = refused(&["sweep", "--over", "electricity=1", out[0], out[1]]);
    assert!(sentence.contains("gives no values"), "{sentence}");
}

/// A grid of 12,000 scenarios in twelve parts.
const GRID: &str = r#"
    out = ["profit.profit", "profit.margin"]
    rows_per_part = 1000
    [[axis]]
    lever = "gpu"
    values = ["gb300", "tpu7x", "h100"]
    [[axis]]
    lever = "electricity"
    from = 0.03
    to = 0.2
    steps = 4000
"#;

#[test]
fn a_grid_that_is_killed_goes_on_where_it_was_and_its_bytes_are_the_same() {
    let folder = folder("killed");
    let file = |name: &str| folder.join(name).to_string_lossy().into_owned();
    fs::write(file("grid.toml"), GRID).expect("a grid can be written");
    let once = printed(&["sweep", &file("grid.toml"), "--out", &file("once.parquet"), "--threads", "1"]);
    assert!(once.contains("12,000 scenarios are in") && !once.contains("earlier run"), "{once}");
    let parts = || {
        let entries = fs::read_dir(file("again.parquet.parts")).into_iter().flatten().flatten();
        entries.filter(|entry| entry.path().extension().is_some_and(|it| it == "parquet")).count()
    };
    // Killed more than once, each time after some progress.
    let mut before = 0;
    for _ in 0..2 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_token-factory"))
            .args(["sweep", &file("grid.toml"), "--out", &file("again.parquet"), "--threads", "2"])
            .stdout(Stdio::null())
            .spawn()
            .expect("the binary can be started");
        let start = std::time::Instant::now();
        while parts() <= before + 1 {
            assert!(
                child.try_wait().expect("it can be asked").is_none(),
                "it has ended before it was killed"
            );
            assert!(start.elapsed().as_secs() < 120, "no part was written");
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        before = parts();
        assert!(!folder.join("again.parquet").exists());
    }
    let again = printed(&["sweep", &file("grid.toml"), "--out", &file("again.parquet")]);
    assert!(again.contains("of them an earlier run had left"), "{again}");
    assert!(fs::read(file("again.parquet")).unwrap() == fs::read(file("once.parquet")).unwrap());
    assert!(!folder.join("again.parquet.parts").exists());
    // Complete parts are not computed again.
    let finished = printed(&["sweep", &file("grid.toml"), "--out", &file("again.parquet")]);
    assert!(finished.contains("12,000 of them an earlier run had left"), "{finished}");
    fs::remove_dir_all(folder).expect("the folder can be removed");
}

#[test]
fn a_grid_that_makes_no_sense_is_refused_and_nothing_is_written() {
    let folder = folder("refused");
    let file = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let written = |text: &str| fs::write(file("grid.toml"), text).expect("a grid can be written");
    let swept = |more: &[&str]| {
        let asked: Vec<&str> = ["sweep"].iter().chain(more).copied().collect();
        refused(&asked)
    };
    let (grid, out) = (file("grid.toml"), file("all.parquet"));
    written(&GRID.replace("gb300", "abacus"));
    let sentence = swept(&[&grid, "--out", &out]);
    assert!(sentence.contains("grid.toml: Axis 1 (“gpu”)") && sentence.contains("abacus"), "{sentence}");
    written(&GRID.replace("to = 0.2", "to = 0.9"));
    assert!(swept(&[&grid, "--out", &out]).contains("Allowed: −$0.050/kWh to $0.400/kWh"));
    written(&GRID.replace("steps = 4000", "steps = 4_000_000"));
    assert!(swept(&[&grid, "--out", &out]).contains("Allowed: 2 to 1000000"));
    written(GRID);
    assert!(swept(&[&grid, "--out", &file("all.csv")]).contains("name a file such as sweep.parquet"));
    assert!(swept(&[&grid, "--out", &out, "--over", "load"]).contains("leave out --over and --set"));
    assert!(swept(&[&file("none.toml"), "--out", &out]).contains("none.toml: No such file"));
    assert!(swept(&[&grid, "--out", &file("nowhere/all.parquet")]).contains("No such file"));
    assert!(swept(&["--out", "profit.profit"]).contains("name a lever to sweep"));
    let left: Vec<_> = fs::read_dir(&folder).expect("the folder is there").collect();
    assert_eq!(left.len(), 1, "{left:?}");
    fs::write(&out, "what was there").expect("a file can be written");
    assert!(swept(&[&grid, "--out", &out]).contains("is there already and was left as it is"));
    assert_eq!(fs::read(&out).unwrap(), b"what was there");
    fs::remove_dir_all(folder).expect("the folder can be removed");
}

#[test]
fn words_that_are_no_command_are_refused() {
    let cases = [
        (&["shet"][..], "unrecognized subcommand 'shet'"),
        (&[], "Usage"),
        (&["sheet", "--format", "xml"], "[possible values: md, csv, json, xlsx, py]"),
    ];
    for (arguments, words) in cases {
        let output = token_factory(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            output.stdout.is_empty() && said(&output).contains(words),
            "{arguments:?}: {}",
            said(&output)
        );
    }
}

/// Passes rows to `predict`.
fn predict(rows: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_token-factory"))
        .arg("predict")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary can be started");
    let mut input = command.stdin.take().expect("its input is a pipe");
    // It may stop reading before the end.
    let _ = input.write_all(rows.as_bytes());
    drop(input);
    command.wait_with_output().expect("it ends")
}

const RUNS: &str = "\
family,model,gpu,gpus,precision,input_tokens,output_tokens,serving,load,attention_dp,expert_parallel,engine,measured,source
tables,Llama-3.1-70B,H100,4,FP8,2048,128,offline,1500,0,1,trt,900,\"overview, v0.17\"
curve,DeepSeek-R1,B200,8,FP4,922,922,closed-loop,64,1,8,sglang,,
tables,Llama-9-1T,H100,8,FP8,1024,1024,offline,1000,0,1,trt,,
tables,DeepSeek-R1,H900,8,FP8,1024,1024,offline,1000,1,8,trt,,
tables,DeepSeek-R1,H200,8,FP2,1024,1024,offline,1000,1,8,trt,,
tables,DeepSeek-R1,H200,8,FP8,1024,1024,offline,0,1,8,trt,,
tables,DeepSeek-R1,H200,8,FP8,1024,1024,offline,many,1,8,trt,,
tables,DeepSeek-R1,H200,8,FP8,1024,1024,sometimes,10,1,8,trt,,
tables,DeepSeek-R1,A100,1,BF16,1024,1024,offline,1000,0,1,trt,,
";

#[test]
fn published_runs_get_a_prediction_or_a_reason() {
    let output = predict(RUNS);
    assert!(output.status.success(), "{}", said(&output));
    let mut reader = csv::Reader::from_reader(&output.stdout[..]);
    let given: Vec<&str> = RUNS.lines().next().unwrap().split(',').collect();
    let header = reader.headers().unwrap().clone();
    assert_eq!(
        header.iter().collect::<Vec<_>>(),
        [&given[..], &["predicted_output_tok_s", "reason"]].concat()
    );
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
    let came_in: Vec<csv::StringRecord> =
        csv::Reader::from_reader(RUNS.as_bytes()).records().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows.len(), came_in.len());
    for (row, before) in rows.iter().zip(&came_in) {
        // Other columns are passed through, in order.
        assert!(before.iter().eq(row.iter().take(given.len())), "{row:?}");
    }
    let reasons = [
        "",
        "",
        "no model called \"Llama-9-1T\" in the catalog",
        "no accelerator called \"H900\" in the catalog",
        "no precision called \"FP2\"; known are BF16, FP8, FP4, INT4",
        "load is 0 and must be above zero",
        "load is “many”, which is no number",
        "serving is “sometimes”; known are offline and closed-loop",
        "weights and one sequence do not fit into the memory of these machines",
    ];
    for (row, reason) in rows.iter().zip(reasons) {
        assert_eq!(&row[given.len() + 1], reason, "{row:?}");
        assert_eq!(row[given.len()].is_empty(), !reason.is_empty(), "{row:?}");
    }
    // A queue on four machines, and 64 users on eight: within the range of published results for such machines.
    let rate = |row: &csv::StringRecord| row[given.len()].parse::<f64>().unwrap();
    assert!((500.0..5000.0).contains(&rate(&rows[0])), "{}", rate(&rows[0]));
    assert!((1000.0..10_000.0).contains(&rate(&rows[1])), "{}", rate(&rows[1]));
}

#[test]
fn fields_of_any_length_and_numbers_without_end_get_a_short_reason() {
    let [header, row] = [0, 1].map(|line| RUNS.lines().nth(line).unwrap());
    let long = "x".repeat(100_000);
    for (from, to) in [
        ("Llama-3.1-70B", long.as_str()),
        ("H100", &long),
        ("FP8", &long),
        (",1500,", &format!(",{long},")),
        ("offline", &long),
        (",trt,", &format!(",{long},")),
        (",1500,", ",inf,"),
        (",4,", ",NaN,"),
        (",2048,", ",1e999,"),
    ] {
        let output = predict(&format!("{header}\n{}\n", row.replacen(from, to, 1)));
        assert!(output.status.success(), "{to:.20}: {}", said(&output));
        let answer = csv::Reader::from_reader(&output.stdout[..]).records().next().unwrap().unwrap();
        let reason = answer.get(answer.len() - 1).unwrap();
        assert!(!reason.is_empty() && reason.len() < 300, "{to:.20}: {reason:.300}");
    }
}

#[test]
fn a_column_that_stands_twice_is_refused() {
    let twice = RUNS.replacen(",measured,", ",gpus,", 1);
    assert!(said(&predict(&twice)).contains("the column “gpus” twice"), "{}", said(&predict(&twice)));
}

#[test]
fn numbers_have_the_figures_of_a_link() {
    // The module must have them as well: values with more digits are rounded in the same way everywhere.
    for (long, short) in
        [("electricity=0.30000000000000004", "electricity=0.3"), ("power=1.0000000000000002GW", "power=1GW")]
    {
        assert_eq!(
            printed(&["sheet", long, "--format", "csv"]),
            printed(&["sheet", short, "--format", "csv"])
        );
        assert_eq!(
            printed(&["sheet", "--set", long, "--format", "csv"]),
            printed(&["sheet", "--set", short, "--format", "csv"])
        );
    }
}

#[test]
fn runs_without_a_column_are_refused() {
    let without = RUNS.replacen("expert_parallel", "ep", 1);
    for rows in [without.as_str(), "a,b\n1,2\n", ""] {
        let output = predict(rows);
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty());
        assert!(said(&output).starts_with("token-factory: the input has no column “"), "{}", said(&output));
    }
    assert!(said(&predict(&without)).contains("no column “expert_parallel”"));
    // A row of a different length is an error as well, not a guess.
    let output = predict(&format!("{RUNS}tables,DeepSeek-R1\n"));
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).starts_with("token-factory: CSV error"), "{}", said(&output));
}

#[test]
fn accuracy_is_printed_by_group_for_the_side_that_is_asked_for() {
    let [check, fit, all] = ["check", "fit", "all"].map(|side| printed(&["accuracy", "--side", side]));
    assert_eq!(printed(&["accuracy"]), check);
    let runs = |text: &str| {
        let line = text.lines().find(|line| line.starts_with("  all ")).expect("a line for all runs");
        line.split_whitespace()
            .nth(1)
            .and_then(|count| count.parse::<usize>().ok())
            .expect("a number of runs")
    };
    assert_eq!(runs(&check) + runs(&fit), runs(&all));
    assert!(runs(&all) > 1_500 && runs(&check) > 600);
    for group in ["maximum throughput", "dense models", "Hopper", "below 600", "vLLM", "other machine"] {
        assert!(check.contains(group), "{group}");
    }
}

#[test]
fn the_bands_of_the_catalog_are_those_that_are_printed() {
    let kept = include_str!("../src/model/catalog/accuracy/bands.rs");
    let date = model::catalog::accuracy::DATE;
    assert_eq!(printed(&["accuracy", "--bands", "--date", date]), kept);
}

#[test]
fn ranges_of_results_are_in_the_sheet() {
    let numbers = numbers(&["sheet", "--format", "json"]);
    let named = |name: &str| numbers.iter().find(|row| row["name"] == name).expect("a number of that name");
    for name in ["profit.profit", "profit.token_cost", "standard.tier.call_cost"] {
        let row = named(name);
        let [low, value, high] = ["low", "value", "high"].map(|key| row[key].as_f64().expect("a number"));
        assert!(low < high && low <= value && value <= high, "{name}: {low} {value} {high}");
    }
    assert!(named("cost.total")["low"].is_null(), "an hour costs what it costs, however much it serves");
    let sheet: Value = serde_json::from_str(&printed(&["sheet", "--set", "context=1M", "--format", "json"]))
        .expect("the sheet is JSON");
    assert_eq!(sheet["throughput"]["extrapolated"].as_array().map(Vec::len), Some(2));
    assert!(printed(&["sheet"]).contains("Ranges: measured throughput"));
}

#[test]
fn a_site_is_prerendered_beside_its_page_and_nowhere_else() {
    let folder = std::env::temp_dir().join(format!("token-factory-press-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the site");
    let path = folder.to_str().expect("a plain name");
    assert!(refused(&["prerender", path]).contains(path));
    let write = |name: &str, held: &str| std::fs::write(folder.join(name), held).expect("a file of the site");
    let index = "<html><head>\n<!-- start -->\n<title>Token Factory</title>\n<link rel=\"stylesheet\" href=\"./page-1.css\">\n\
                 <!-- program ./a.js ./a_bg.wasm -->\n</head>\n<body><main id=\"factory\"><!-- page --></main>\n</body></html>";
    write("index.html", &index.replace("program", "nothing"));
    assert!(refused(&["prerender", path]).contains("Trunk.toml"), "a page without its program is refused");
    write("index.html", index);
    // The relevant part of wasm-bindgen's output.
    let glue = "let wasm;\nasync function __wbg_load(module, imports) {\n}\nexport { initSync, __wbg_init as default };\n";
    for program in ["a", "worker", "files", "api"] {
        write(&format!("{program}.js"), glue);
        // The header of a module, with its version.
        write(&format!("{program}_bg.wasm"), "\0asm\u{1}\0\0\0");
    }
    write("worker_loader.js", "");
    write("page-1.css", "main { color: red; }");
    assert_eq!(printed(&["prerender", path]), "");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("it was prerendered");
    let page = read("index.html");
    assert!(page.contains("data-number=\"profit.profit\"") && !page.contains("What to remember"));
    let story = read("story.html");
    assert!(story.contains("What to remember") && story.contains("data-number=\"profit.profit\""));
    assert!(story.contains("story-") && story.matches("<title>").count() == 1);
    let style =
        page.split("./style-").nth(1).and_then(|rest| rest.split('.').next()).expect("one style sheet");
    let style = format!("style-{style}.css");
    assert!(read(&style).contains("main{color:red}") && !folder.join("page-1.css").exists());
    assert!(read("right.html").contains(&style));
    assert!(read("right.html").contains("How accurate is this?"));
    assert!(!read("right.part.html").contains("<html"));
    let manual = read("manual.html");
    assert!(manual.contains(&style) && manual.contains("id=\"profit.profit\""));
    let runs =
        model::study::validation::published::Published::read(&read("measured.tsv")).expect("runs are read");
    assert!(runs.setups.len() > 50);
    // Each file has its headers, and the files for offline use are there.
    let headers = read("_headers");
    for name in
        ["/embed/index.html", "/manual.html", "/builder.html", "/sw.js", "/sbom.cdx.json", "/licences.txt"]
    {
        assert!(headers.contains(&format!("\n{name}\n")), "{name}");
    }
    assert!(
        read("sw.js").contains("\"manual.html\":\"sha384-")
            && read("hosting/nginx.conf").contains("add_header")
    );
    let licences = read("licences.txt");
    for text in ["leptos 0.8.23 (MIT)", "Permission is hereby granted", "Apache License", "libm "] {
        assert!(licences.contains(text), "{text}");
    }
    assert!(!licences.contains(".cargo/registry"));
    assert!(page.contains("data-wasm=\"page-") && !page.contains("a_bg.wasm"));
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
}

/// An empty folder for the files of a test.
fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{name}"));
    // A failed run may have left it.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

#[test]
fn a_scenario_is_taken_away_and_comes_back() {
    let folder = folder("files");
    let link = "v=2&context=128k&gpu=rubin&shocks=edge,gpu-cost";
    let written = link::write_shocked(&link::read_shocked(link).0);
    for format in ["json", "csv"] {
        let path = folder.join(format!("scenario.{format}"));
        let file = path.to_str().expect("a path in letters");
        assert_eq!(
            printed(&["sheet", link, "--format", format, "--out", file, "--site", "https://example.org/t"]),
            ""
        );
        assert_eq!(printed(&["import", file]), format!("{written}\n"));
        let held = std::fs::read_to_string(&path).expect("the file");
        assert!(held.contains("https://example.org/t/") && held.contains("MIT"));
    }
    // With other settings, shocks become part of the levers.
    let set = printed(&["sheet", link, "--set", "electricity=0.05", "--format", "json"]);
    let path = folder.join("set.json");
    std::fs::write(&path, set).expect("a file");
    let back = printed(&["import", path.to_str().expect("letters")]);
    assert!(back.contains("electricity=0.05") && !back.contains("shocks"), "{back}");
}

#[test]
fn a_workbook_goes_to_a_file_or_a_pipe_and_a_program_is_text() {
    let path = folder("workbook").join("a.xlsx");
    let file = path.to_str().expect("a path in letters");
    assert_eq!(printed(&["sheet", "gpu=h100", "--format", "xlsx", "--out", file]), "");
    let piped = token_factory(&["sheet", "gpu=h100", "--format", "xlsx"]);
    assert!(piped.status.success() && piped.stdout.starts_with(b"PK"), "{}", said(&piped));
    assert_eq!(std::fs::read(&path).expect("the file"), piped.stdout);
    let program = printed(&["sheet", "gpu=h100", "--format", "py"]);
    assert!(program.starts_with("#!/usr/bin/env python3\n") && program.contains("v=2&gpu=h100"));
    let nowhere = refused(&["sheet", "--out", "/nowhere/a.md"]);
    assert!(nowhere.contains("/nowhere/a.md: "), "{nowhere}");
    assert!(refused(&["sheet", "--site", "a b"]).contains("is no address of a page"));
}

#[test]
fn a_file_that_is_no_scenario_is_refused() {
    let folder = folder("faults");
    for (name, held, words) in [
        ("a.json", "{\"token-factory\": 1, \"levers\": {\"contxt\": 3}}", "Did you mean context?"),
        ("b.json", "[1]", "is not a scenario of the Token Factory"),
        ("c.csv", "name,label,value\nplan.context,,5B\n", "cannot be above 2M tokens"),
        ("d.csv", "", "The file is empty."),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, held).expect("a file");
        let sentence = refused(&["import", path.to_str().expect("letters")]);
        assert!(sentence.contains(words) && sentence.contains(name), "{sentence}");
    }
    assert!(refused(&["import", "nowhere.json"]).contains("nowhere.json: "));
}

#[test]
fn the_prices_of_a_model_are_set_in_a_scenario() {
    // As in `model_prices_and_context_window.json` of BerriAI/litellm as of 1 August 2026.
    const SONNET: &str = r#""claude-sonnet-4-5": {"mode": "chat", "input_cost_per_token": 3e-06,
        "output_cost_per_token": 1.5e-05, "cache_read_input_token_cost": 3e-07, "cache_creation_input_token_cost": 3.75e-06,
        "input_cost_per_token_above_200k_tokens": 6e-06, "output_cost_per_token_above_200k_tokens": 2.25e-05}"#;
    const GPT: &str =
        r#""gpt-4.1": {"mode": "chat", "input_cost_per_token": 2e-06, "output_cost_per_token": 8e-06}"#;
    const EMBEDDING: &str = r#""text-embedding-3-small": {"mode": "embedding", "input_cost_per_token": 2e-08, "output_cost_per_token": 0.0}"#;
    let folder = folder("prices");
    let [one, several, damaged] = [
        ("one.json", format!("{{{SONNET}, {EMBEDDING}}}")),
        ("several.json", format!("{{{SONNET}, {GPT}}}")),
        ("damaged.json", format!("{{{SONNET}")),
    ]
    .map(|(name, held)| {
        let path = folder.join(name);
        fs::write(&path, held).expect("a file");
        path.into_os_string().into_string().expect("letters")
    });
    let set = "price_input=3&price_cached=0.3&cache_write=1.25&price_output=15&long_from=200k&long_input=2&long_output=1.5&peak_price=1";
    let output = token_factory(&["import", &one]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), format!("v=2&{set}\n"));
    let words = said(&output);
    assert!(
        output.status.success()
            && words.starts_with(
                "token-factory: The prices of “claude-sonnet-4-5” were set: input $3, cached input $0.3 and"
            ),
        "{words}"
    );
    let output = token_factory(&[
        "import",
        &several,
        "--model",
        "Claude-Sonnet-4-5",
        "--scenario",
        "v=2&context=300k&shocks=edge",
    ]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), format!("v=2&context=300k&{set}&shocks=edge\n"));
    for (arguments, words) in [
        (
            &[&several[..]][..],
            "It has prices of 2 models. Name one of them with --model NAME. The first are claude-sonnet-4-5, gpt-4.1.",
        ),
        (&[&several, "--model", "gpt4"], "no model called “gpt4”. Did you mean gpt-4.1?"),
        (&[&one, "--model", "text-embedding-3-small"], "It is of the kind “embedding”."),
        (&[&damaged], "The price sheet cannot be read: EOF while parsing an object at line 3"),
    ] {
        let said = refused(&[&["import"], arguments].concat());
        assert!(said.contains(words) && said.contains(arguments[0]), "{said}");
    }
    let scenario = folder.join("scenario.json");
    fs::write(&scenario, "{\"token-factory\": 1, \"levers\": {}}").expect("a file");
    let sentence = refused(&["import", scenario.to_str().expect("letters"), "--model", "gpt-4.1"]);
    assert!(sentence.contains("--model and --scenario are allowed for price sheets"), "{sentence}");
}

#[test]
fn a_scenario_is_cited_with_version_date_and_link() {
    let version = env!("CARGO_PKG_VERSION");
    let site = ["--site", "https://example.org/"];
    let text = printed(&["cite", "gpu=rubin", site[0], site[1]]);
    assert!(text.contains(version) && text.contains("https://example.org/?v=2&gpu=rubin"), "{text}");
    let bibtex = printed(&["cite", "gpu=rubin", "--format", "bibtex", site[0], site[1]]);
    assert!(
        bibtex.starts_with("@misc{") && bibtex.contains("url = {https://example.org/?v=2&gpu=rubin}"),
        "{bibtex}"
    );
    let csl: Value = serde_json::from_str(&printed(&["cite", "--format", "csl"])).expect("it is JSON");
    assert_eq!((&csl[0]["version"], csl[0]["URL"].is_null()), (&Value::from(version), true));
}
