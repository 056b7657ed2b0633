//! A workbook whose cells compute: inputs, one formula for each computed quantity, sources, and a comparison with the page.
//!
//! Each quantity is a defined name, the same as on the page. Formulas read base units, as on the page; next to each is
//! the number in its unit. An input is changed in its unit, and everything follows, except for what no formula
//! determines: layout and batch are chosen by a search, and a machine is chosen from a list with all its figures. Those
//! inputs say so.
//!
//! `rust_xlsxwriter` reads the clock for a date before it is given one. The program for the browser (`src/files/`),
//! where Rust has no clock, turns on that crate's feature `wasm`, which asks JavaScript.

pub mod formula;

use crate::about::Export;
use crate::record::UNKNOWN_REMARK;
use model::catalog::sources::ALL;
use model::catalog::{Grade, Source};
use model::format::cells::is_formula;
use model::quantity::Unit;
use model::sheet::explain::Values;
use model::sheet::{Row, choice, filed};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};

/// Relative difference from the page's numbers up to which the workbook calls them equal.
pub const TOLERANCE: f64 = 1e-9;

/// Row of the first quantity of a sheet, counted from 0; the one before names the columns.
pub const FIRST: u32 = 4;

/// Formats of cells.
struct Formats {
    title: Format,
    head: Format,
    input: Format,
    wrap: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            title: Format::new().set_bold().set_font_size(14),
            head: Format::new().set_bold().set_text_wrap(),
            input: Format::new().set_background_color(0x00FF_F7D6),
            wrap: Format::new().set_text_wrap(),
        }
    }
}

/// The workbook.
///
/// # Errors
/// If a formula or a text is longer than a cell can hold, which a test rules out for every formula.
pub fn bytes(export: &Export) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let formats = Formats::new();
    let rows = export.book.rows();
    let given: Vec<&Row> = rows.iter().filter(|row| row.formula.is_none()).collect();
    let computed: Vec<&Row> = rows.iter().filter(|row| row.formula.is_some()).collect();
    workbook.set_properties(&properties(export)?);
    about(workbook.add_worksheet(), export, &formats)?;
    let named = inputs(workbook.add_worksheet(), export, &given, &formats)?;
    for (row, at) in named {
        workbook.define_name(row.name(), &format!("=Inputs!$F${}", at + 1))?;
    }
    model(workbook.add_worksheet(), &computed, &export.book.values(), &formats)?;
    for (row, at) in computed.iter().zip(FIRST..) {
        workbook.define_name(row.name(), &format!("=Model!$C${}", at + 1))?;
    }
    sources(workbook.add_worksheet(), rows, &formats)?;
    check(workbook.add_worksheet(), &computed, &formats)?;
    workbook.define_name("check.all", "=Check!$B$2")?;
    workbook.save_to_buffer()
}

/// The document properties of the file. Their date is the day on which it was made: no clock is read.
fn properties(export: &Export) -> Result<DocProperties, XlsxError> {
    let date = export.made.date.as_deref().unwrap_or(model::catalog::sources::READ);
    let about = export.about();
    let said: Vec<String> = about.iter().map(|it| format!("{}: {}", it.label, it.text)).collect();
    Ok(DocProperties::new()
        .set_title(crate::about::TITLE)
        .set_author("Token Factory")
        .set_comment(said.join("\n"))
        .set_creation_datetime(&ExcelDateTime::parse_from_str(date)?))
}

/// Writes a text as text, whatever it looks like.
fn say(sheet: &mut Worksheet, at: (u32, u16), text: &str) -> Result<(), XlsxError> {
    // No text of ours is longer than the 32,767 characters of an Excel cell.
    sheet.write_string(at.0, at.1, text)?;
    Ok(())
}

fn head(
    sheet: &mut Worksheet,
    title: &str,
    note: &str,
    columns: &[(&str, f64)],
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, title, &formats.title)?;
    say(sheet, (2, 0), note)?;
    for (column, (name, width)) in (0..).zip(columns) {
        sheet.write_string_with_format(FIRST - 1, column, *name, &formats.head)?;
        sheet.set_column_width(column, *width)?;
    }
    sheet.set_freeze_panes(FIRST, 1)?;
    Ok(())
}

/// A computed number as a spreadsheet stores it with its formula.
fn result(value: f64) -> String {
    if value.is_finite() {
        value.to_string()
    } else if value.is_nan() {
        "#N/A".to_owned()
    } else {
        "#DIV/0!".to_owned()
    }
}

fn about(sheet: &mut Worksheet, export: &Export, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name("About")?;
    sheet.set_column_width(0, 26)?;
    sheet.set_column_width(1, 110)?;
    let mut at = 0;
    for it in export.about() {
        sheet.write_string_with_format(at, 0, it.label, &formats.head)?;
        let said = if it.name == "file.link" && it.text.is_empty() { "the baseline" } else { &it.text };
        say(sheet, (at, 1), said)?;
        at += 1;
    }
    sheet.write_string_with_format(at, 0, "Check", &formats.head)?;
    sheet.write_formula(at, 1, Formula::new("=check.all").set_result(VERDICT))?;
    at += 2;
    let said = [
        "Inputs: what the formulas start from. Change a coloured cell, in the unit beside it, and the numbers of Model follow.",
        "Model: every computed quantity with its formula. Formulas read base units: the dollar, token, second, joule, byte and operation; the number in its unit stands beside them. Each quantity is a defined name, the same as on the page.",
        "Sources: the documents that the inputs were read in.",
        "Check: each computed number beside the page's number. Once you change an input they differ, as they should.",
        "What no formula says does not follow a change: the layout and the batch of each tier are chosen by a search, and choosing another accelerator or model replaces many inputs at once. For those open the link and take the workbook away again.",
        "A number that cannot be computed is an error here and a dash with its reason on the page.",
    ];
    for text in said {
        sheet.write_string_with_format(at, 1, text, &formats.wrap)?;
        at += 1;
    }
    for text in export.evaluation.notes.iter().map(ToString::to_string).chain([export.evaluation.sureness()])
    {
        sheet.write_string_with_format(at, 1, &text, &formats.wrap)?;
        at += 1;
    }
    Ok(())
}

/// Where an input comes from, in a word or two.
fn kind(export: &Export, row: &Row) -> &'static str {
    let is_searched =
        ["reader", "writer", "point", "offer"].iter().any(|part| row.stage.ends_with(&format!(".{part}")));
    if choice::search(&export.evaluation, row).is_some() || is_searched {
        "chosen by the search"
    } else if row.stage == "plan" {
        "lever"
    } else if row.stage == "reference" {
        "from the baseline"
    } else {
        "catalog"
    }
}

/// A number in its unit that gives exactly the number in base units when it is converted, if there is one.
#[allow(clippy::float_cmp, reason = "the same bits are wanted")]
fn in_unit(base: f64, unit: &Unit) -> f64 {
    let shown = unit.shown(base);
    let candidates = [filed(base, unit), shown, shown.next_up(), shown.next_down()];
    candidates.into_iter().find(|candidate| unit.base(*candidate) == base).unwrap_or(shown)
}

/// Writes the inputs. Returns the row of each.
fn inputs<'a>(
    sheet: &mut Worksheet,
    export: &Export,
    rows: &[&'a Row],
    formats: &Formats,
) -> Result<Vec<(&'a Row, u32)>, XlsxError> {
    sheet.set_name("Inputs")?;
    let columns = [
        ("Name", 30.0),
        ("Label", 34.0),
        ("Value", 16.0),
        ("Unit", 16.0),
        ("Base units in one", 12.0),
        ("In base units", 16.0),
        ("Lowest, in the unit", 12.0),
        ("Highest, in the unit", 12.0),
        ("Kind", 20.0),
        ("Source", 40.0),
        ("Grade", 14.0),
        ("Note", 80.0),
    ];
    let note = "Change a coloured cell. The defined name of an input is the cell “In base units” of its row.";
    head(sheet, "Inputs", note, &columns, formats)?;
    for (row, at) in rows.iter().zip(FIRST..) {
        say(sheet, (at, 0), &row.name())?;
        say(sheet, (at, 1), row.about.label)?;
        let remark = input(sheet, at, row, formats)?;
        say(sheet, (at, 3), row.about.unit.symbol)?;
        say(sheet, (at, 8), kind(export, row))?;
        let mut notes = vec![remark.to_owned()];
        if let Some(datum) = row.source {
            say(sheet, (at, 9), datum.source.title)?;
            say(sheet, (at, 10), datum.grade.said())?;
            if datum.low < datum.high && datum.grade != Grade::Missing && remark.is_empty() {
                sheet.write_number(at, 6, datum.low)?;
                sheet.write_number(at, 7, datum.high)?;
            }
            notes.push(datum.note.to_owned());
        }
        notes.extend(choice::search(&export.evaluation, row));
        notes.extend(choice::role(row).map(str::to_owned));
        notes.push(row.about.meaning());
        notes.retain(|text| !text.is_empty());
        say(sheet, (at, 11), &notes.join(" "))?;
    }
    Ok(rows.iter().copied().zip(FIRST..).collect())
}

/// Writes the value of an input: the cell to be changed, and the number in base units that follows from it. Returns a
/// remark on a value that is not a number.
fn input(sheet: &mut Worksheet, at: u32, row: &Row, formats: &Formats) -> Result<&'static str, XlsxError> {
    let (unit, line, kept) = (&row.about.unit, at + 1, result(row.value));
    if let Some(lever) = row.lever().filter(|lever| lever.is_named()) {
        let shown = lever.shown(row.value);
        if lever.choice(row.value).is_some() {
            say(sheet, (at, 2), &shown)?;
            // Its index in the list.
            sheet.write_number(at, 5, row.value)?;
            return Ok("Chosen from a list. Another choice replaces other inputs, which only the page does.");
        }
        sheet.write_string_with_format(at, 2, &shown, &formats.input)?;
        let formula = Formula::new(format!("=IF(C{line}=\"on\",1,0)"));
        sheet.write_formula(at, 5, formula.set_result(kept))?;
        return Ok("On or off.");
    }
    sheet.write_number(at, 4, unit.scale)?;
    if row.value.is_finite() {
        sheet.write_number_with_format(at, 2, in_unit(row.value, unit), &formats.input)?;
        sheet.write_formula(at, 5, Formula::new(format!("=C{line}*E{line}")).set_result(kept))?;
        return Ok(if row.why_missing().is_some() { UNKNOWN_REMARK } else { "" });
    }
    let (said, error, remark) = if row.value.is_infinite() {
        ("no limit", "1/0", "There is no limit.")
    } else {
        ("not published", "NA()", "It is not published.")
    };
    sheet.write_string_with_format(at, 2, said, &formats.input)?;
    let formula = Formula::new(format!("=IF(ISNUMBER(C{line}),C{line}*E{line},{error})"));
    sheet.write_formula(at, 5, formula.set_result(kept))?;
    Ok(remark)
}

fn model(sheet: &mut Worksheet, rows: &[&Row], values: &Values, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name("Model")?;
    let columns = [
        ("Name", 30.0),
        ("Label", 34.0),
        ("In base units", 18.0),
        ("Value", 16.0),
        ("Unit", 16.0),
        ("Base units in one", 12.0),
        ("Formula in words", 80.0),
        ("Meaning", 80.0),
    ];
    let note = "One formula for each quantity, over the defined names of others. Given numbers are on the sheet Inputs.";
    head(sheet, "Model", note, &columns, formats)?;
    for (row, at) in rows.iter().zip(FIRST..) {
        let unit = &row.about.unit;
        say(sheet, (at, 0), &row.name())?;
        say(sheet, (at, 1), row.about.label)?;
        if let Some(of) = &row.formula {
            let formula = Formula::new(format!("={}", formula::formula(of, values)));
            sheet.write_formula(at, 2, formula.set_result(result(row.value)))?;
        }
        let line = at + 1;
        let shown = Formula::new(format!("=C{line}/F{line}")).set_result(result(unit.shown(row.value)));
        sheet.write_formula(at, 3, shown)?;
        say(sheet, (at, 4), unit.symbol)?;
        sheet.write_number(at, 5, unit.scale)?;
        say(sheet, (at, 6), &row.in_words().unwrap_or_default())?;
        say(sheet, (at, 7), &row.about.meaning())?;
    }
    Ok(())
}

fn sources(sheet: &mut Worksheet, rows: &[Row], formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name("Sources")?;
    let columns = [
        ("Title", 60.0),
        ("Publisher", 30.0),
        ("Published", 12.0),
        ("Read", 12.0),
        ("Address", 70.0),
        ("Inputs", 80.0),
    ];
    head(sheet, "Sources", "The documents that inputs of this scenario were read in.", &columns, formats)?;
    let read_in = |source: &Source| {
        let is_of = |row: &&Row| row.source.is_some_and(|datum| std::ptr::eq(datum.source, source));
        rows.iter().filter(is_of).map(Row::name).collect::<Vec<_>>()
    };
    let mut at = FIRST;
    for source in ALL {
        let inputs = read_in(source);
        if inputs.is_empty() {
            continue;
        }
        for (column, text) in (0..).zip([source.title, source.publisher, source.published, source.read]) {
            say(sheet, (at, column), text)?;
        }
        if is_address(source.url) {
            sheet.write_url(at, 4, source.url)?;
        } else {
            say(sheet, (at, 4), source.url)?;
        }
        say(sheet, (at, 5), &inputs.join(", "))?;
        at += 1;
    }
    Ok(())
}

/// Whether a text is an address that a spreadsheet may open.
fn is_address(text: &str) -> bool {
    text.starts_with("https://") && text.len() < 2_000 && !is_formula(text)
}

/// What the workbook says if all numbers equal the page's.
pub const VERDICT: &str = "All computed numbers equal those of the page.";

fn check(sheet: &mut Worksheet, rows: &[&Row], formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name("Check")?;
    let columns = [("Name", 30.0), ("Here", 24.0), ("On the page", 24.0), ("Relative difference", 24.0)];
    let note = "In base units. A number that cannot be computed has to be an error here, and has a reason on the page.";
    head(sheet, "Check", note, &columns, formats)?;
    let last = FIRST + u32::try_from(rows.len()).unwrap_or(0);
    say(sheet, (1, 0), "Verdict")?;
    let verdict = format!(
        "=IFERROR(IF(MAX(D{0}:D{last})<={TOLERANCE:E},\"{VERDICT}\",COUNTIF(D{0}:D{last},\">{TOLERANCE:E}\")&\" computed numbers differ from those of the page.\"),\"A number that the page computes is an error here.\")",
        FIRST + 1
    );
    sheet.write_formula(1, 1, Formula::new(verdict).set_result(VERDICT))?;
    for (row, at) in rows.iter().zip(FIRST..) {
        let (name, line) = (row.name(), at + 1);
        say(sheet, (at, 0), &name)?;
        sheet.write_formula(at, 1, Formula::new(format!("={name}")).set_result(result(row.value)))?;
        let difference = if row.value.is_finite() {
            sheet.write_number(at, 2, row.value)?;
            format!("=IF(C{line}=0,ABS(B{line}),ABS(B{line}-C{line})/ABS(C{line}))")
        } else {
            say(sheet, (at, 2), row.reason.as_deref().unwrap_or("cannot be computed"))?;
            format!("=IF(ISERROR(B{line}),0,1)")
        };
        sheet.write_formula(at, 3, Formula::new(difference).set_result("0"))?;
    }
    Ok(())
}
