//! The workbook read back: its sheets, names, formulas and the results stored with them; and recomputed by LibreOffice,
//! on request (`make test-workbooks`).
#![cfg(not(target_arch = "wasm32"))]

mod corpus;

use calamine::{Data, Range, Reader, Xlsx};
use corpus::corpus;
use model::scenario::link;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use token_factory_export::xlsx::{self, FIRST, VERDICT, formula};
use token_factory_export::{Export, Made};

const SHEETS: [&str; 5] = ["About", "Inputs", "Model", "Sources", "Check"];

fn export(query: &str) -> Export {
    let (shocked, faults) = link::read_shocked(query);
    assert!(faults.is_empty(), "{faults:?}");
    Export::of(shocked, Made { date: Some("2026-11-29".to_owned()), site: None })
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).expect("it is a workbook")
}

fn text(cell: Option<&Data>) -> String {
    cell.map_or(String::new(), ToString::to_string)
}

/// Rows of quantities on a sheet, by name.
fn named(range: &Range<Data>) -> BTreeMap<String, u32> {
    let last = range.end().map_or(0, |end| end.0);
    (FIRST..=last)
        .map(|row| (text(range.get_value((row, 0))), row))
        .filter(|(name, _)| !name.is_empty())
        .collect()
}

#[test]
fn it_has_every_number_once_with_its_name_formula_and_result() {
    for query in ["", "v=2&gpu=tpu7x", "v=2&premium_share=10&ultra_share=5&batch_share=10&batch_demand=10"] {
        let export = export(query);
        let bytes = xlsx::bytes(&export).expect("it can be written");
        let mut book = open(&bytes);
        assert_eq!(book.sheet_names(), SHEETS);
        let defined: HashMap<String, String> = book.defined_names().iter().cloned().collect();
        let [inputs, model, check] =
            ["Inputs", "Model", "Check"].map(|name| book.worksheet_range(name).expect("the sheet"));
        let formulas = book.worksheet_formula("Model").expect("the formulas");
        let (given, computed) = (named(&inputs), named(&model));
        assert_eq!(named(&check).keys().collect::<Vec<_>>(), computed.keys().collect::<Vec<_>>());
        assert_eq!(given.len() + computed.len(), export.book.rows().len());
        for row in export.book.rows() {
            let name = row.name();
            let (sheet, range, at, column) = match row.formula {
                None => ("Inputs", &inputs, given[&name], 5),
                Some(_) => ("Model", &model, computed[&name], 2),
            };
            let letter = if column == 5 { 'F' } else { 'C' };
            assert_eq!(defined[&name], format!("{sheet}!${letter}${}", at + 1), "{name}");
            assert_eq!(text(range.get_value((at, 1))), row.about.label, "{name}");
            match range.get_value((at, column)) {
                Some(Data::Float(kept)) => assert_eq!(kept.to_bits(), row.value.to_bits(), "{name}"),
                Some(Data::Error(_)) => assert!(!row.value.is_finite(), "{name}"),
                other => panic!("{name}: {other:?}"),
            }
            if row.formula.is_some() {
                let formula = formulas.get_value((at, 2)).expect("a formula");
                assert!(!formula.is_empty() && formula.len() < formula::LONGEST, "{name}: {}", formula.len());
                for (stage, about) in row.inputs() {
                    assert!(formula.contains(&formula::name(stage, about)), "{name} = {formula}");
                }
            }
        }
        assert_eq!(text(check.get_value((1, 1))), VERDICT);
    }
}

#[test]
fn inputs_say_where_they_come_from_and_text_stays_text() {
    let export = export("v=2&gpu=h100&overlap=on");
    let bytes = xlsx::bytes(&export).expect("it can be written");
    let mut book = open(&bytes);
    let inputs = book.worksheet_range("Inputs").expect("the sheet");
    let rows = named(&inputs);
    let cell = |name: &str, column: u32| text(inputs.get_value((rows[name], column)));
    assert_eq!(cell("plan.gpu", 2), "H100");
    assert_eq!(cell("plan.overlap", 2), "on");
    assert_eq!(
        (cell("plan.electricity", 3).as_str(), cell("plan.electricity", 8).as_str()),
        ("$/kWh", "lever")
    );
    for name in ["standard.writer.gpus", "standard.point.batch", "fast.reader.gpus", "fast.offer.fits"] {
        assert_eq!(cell(name, 8), "chosen by the search", "{name}");
        assert!(cell(name, 11).contains("comes from a search"), "{name}");
    }
    assert!(cell("machine.power", 9).len() > 3 && cell("machine.power", 6).parse::<f64>().is_ok());
    // No text is a formula: formulas are only in the columns of numbers.
    for (sheet, columns) in [("Inputs", &[5][..]), ("Model", &[2, 3]), ("Sources", &[]), ("Check", &[1, 3])] {
        let formulas = book.worksheet_formula(sheet).expect("the formulas");
        let (top, left) = formulas.start().unwrap_or_default();
        for ((row, column), formula) in formulas.rows().zip(top..).flat_map(|(cells, row)| {
            cells.iter().zip(left..).map(move |(formula, column)| ((row, column), formula))
        }) {
            if formula.is_empty() {
                continue;
            }
            assert!(row < FIRST || columns.contains(&column), "{sheet} {row} {column}: {formula}");
        }
    }
    let sources = book.worksheet_range("Sources").expect("the sheet");
    let titles: BTreeSet<String> = named(&sources).into_keys().collect();
    for datum in export.book.rows().iter().filter_map(|row| row.source) {
        assert!(titles.contains(datum.source.title), "{}", datum.source.title);
    }
    let about = book.worksheet_range("About").expect("the sheet");
    let said: Vec<String> = about.rows().map(|row| text(row.get(1))).collect();
    for it in export.about() {
        assert!(said.contains(&it.text), "{}", it.name);
    }
    assert_eq!(bytes, xlsx::bytes(&export).expect("it can be written"), "the same day gives the same file");
}

// Recomputed.

/// The workbook with a wrong result stored with each formula, so that one that is not recomputed is noticed. `input` is
/// the line of an input and its new value.
fn spoilt(bytes: &[u8], input: Option<(u32, f64)>) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is an archive");
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..from.len() {
        let mut file = from.by_index(place).expect("a file");
        let name = file.name().to_owned();
        let mut held = Vec::new();
        file.read_to_end(&mut held).expect("it can be read");
        if name.starts_with("xl/worksheets/sheet") {
            let text = String::from_utf8(held).expect("it is text");
            let mut parts = text.split("</f><v>");
            let mut spoilt = parts.next().unwrap_or_default().to_owned();
            for part in parts {
                let (_, rest) = part.split_once("</v>").expect("a result ends");
                spoilt += "</f><v>123456789</v>";
                spoilt += rest;
            }
            // Results are of a type: words, errors, or numbers.
            let mut text = spoilt.replace(" t=\"str\"><f>", "><f>").replace(" t=\"e\"><f>", "><f>");
            if let Some((line, value)) = input.filter(|_| name.ends_with("sheet2.xml")) {
                let (before, cell) =
                    text.split_once(&format!("<c r=\"C{line}\"")).expect("the cell of the input");
                let (style, rest) = cell.split_once("<v>").expect("it has a value");
                let (_, after) = rest.split_once("</v>").expect("it ends");
                text = format!("{before}<c r=\"C{line}\"{style}<v>{value}</v>{after}");
            }
            held = text.into_bytes();
        }
        to.start_file(name, zip::write::SimpleFileOptions::default()).expect("it can be written");
        to.write_all(&held).expect("it can be written");
    }
    to.finish().expect("it can be written").into_inner()
}

/// Has LibreOffice recompute workbooks and write each sheet as a table.
fn recomputed(office: &str, folder: &Path, files: &[PathBuf]) {
    let profile = folder.join("profile");
    let user = profile.join("user");
    fs::create_dir_all(&user).expect("a folder");
    // Workbooks are computed when they are opened, whatever results are stored in them.
    let settings = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <oor:items xmlns:oor=\"http://openoffice.org/2001/registry\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\
        <item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\"><prop oor:name=\"OOXMLRecalcMode\" oor:op=\"fuse\">\
        <value>0</value></prop></item></oor:items>";
    fs::write(user.join("registrymodifications.xcu"), settings).expect("the settings");
    let output = Command::new(office)
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to"])
        // Commas, quotation marks, UTF-8; numbers in full; all sheets.
        .arg("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1")
        .arg("--outdir")
        .arg(folder)
        .args(files)
        .output()
        .expect("LibreOffice can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn table(path: &Path) -> Vec<csv::StringRecord> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.into_records().map(|row| row.expect("a row")).collect()
}

#[test]
#[ignore = "needs LibreOffice: make test-workbooks"]
fn libreoffice_computes_the_numbers_of_the_page() {
    let office = std::env::var("SOFFICE").unwrap_or_else(|_| "soffice".to_owned());
    let folder = std::env::temp_dir().join(format!("token-factory-workbooks-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let exports: Vec<Export> = corpus(24)
        .into_iter()
        .map(|shocked| Export::of(shocked, Made { date: Some("2026-11-29".to_owned()), site: None }))
        .collect();
    let files: Vec<PathBuf> = exports
        .iter()
        .enumerate()
        .map(|(place, export)| {
            let path = folder.join(format!("{place}.xlsx"));
            fs::write(&path, spoilt(&xlsx::bytes(export).expect("it can be written"), None)).expect("a file");
            path
        })
        .collect();
    recomputed(&office, &folder, &files);
    let (mut cells, mut errors, mut largest, mut faults) = (0, 0, (0.0_f64, String::new()), Vec::new());
    for (place, export) in exports.iter().enumerate() {
        let sheet = |name: &str| table(&folder.join(format!("{place}-{name}.csv")));
        let values: HashMap<String, String> = [("Inputs", 5), ("Model", 2)]
            .into_iter()
            .flat_map(|(name, column)| {
                let rows = sheet(name).into_iter().skip(FIRST as usize);
                rows.map(move |row| (row[0].to_owned(), row[column].to_owned()))
            })
            .collect();
        for row in export.book.rows() {
            let (name, said) = (row.name(), &values[&row.name()]);
            cells += 1;
            match said.parse::<f64>() {
                Ok(value) if row.value.is_finite() => {
                    let difference =
                        if row.value == 0.0 { value.abs() } else { (value / row.value - 1.0).abs() };
                    if difference > largest.0 {
                        largest = (difference, format!("{name} of {}", export.link()));
                    }
                    if difference > 1e-9 {
                        faults.push(format!("{name} is {value}, not {} ({})", row.value, export.link()));
                    }
                }
                Err(_) if !row.value.is_finite() => errors += 1,
                _ => faults.push(format!("{name} is {said}, not {} ({})", row.value, export.link())),
            }
        }
        let verdict = &sheet("Check")[1][1];
        if verdict != VERDICT {
            faults.push(format!("{verdict} ({})", export.link()));
        }
    }
    println!(
        "LibreOffice computed {cells} cells of {} workbooks, {errors} of them errors as on the page; the largest relative \
         difference is {:.1e}, of {}.",
        exports.len(),
        largest.0,
        largest.1
    );
    assert!(faults.is_empty(), "{} faults, such as {:#?}", faults.len(), &faults[..faults.len().min(20)]);
    fs::remove_dir_all(&folder).expect("the folder is ours");
}

#[test]
#[ignore = "needs LibreOffice: make test-workbooks"]
fn a_changed_input_moves_the_workbook_as_it_moves_the_page() {
    let office = std::env::var("SOFFICE").unwrap_or_else(|_| "soffice".to_owned());
    let folder = std::env::temp_dir().join(format!("token-factory-changed-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let (before, after) = (export(""), export("v=2&electricity=0.2"));
    let bytes = xlsx::bytes(&before).expect("it can be written");
    let inputs = open(&bytes).worksheet_range("Inputs").expect("the sheet");
    let path = folder.join("changed.xlsx");
    let line = named(&inputs)["plan.electricity"] + 1;
    fs::write(&path, spoilt(&bytes, Some((line, 0.2)))).expect("a file");
    recomputed(&office, &folder, &[path]);
    let mut moved = 0;
    for row in table(&folder.join("changed-Model.csv")).into_iter().skip(FIRST as usize) {
        let [old, new] = [&before, &after].map(|export| export.book.named(&row[0]).expect("a number").value);
        let value: f64 = row[2].parse().expect("a number");
        assert!((value - new).abs() <= 1e-9 * new.abs(), "{} is {value}, not {new}", &row[0]);
        moved += usize::from((new - old).abs() > 1e-9 * old.abs());
    }
    assert!(moved > 10, "{moved}");
    let verdict = table(&folder.join("changed-Check.csv"))[1][1].to_owned();
    assert_eq!(verdict, format!("{moved} computed numbers differ from those of the page."));
    fs::remove_dir_all(&folder).expect("the folder is ours");
}
