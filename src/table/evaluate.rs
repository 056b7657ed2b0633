//! Extends a table of scenarios by columns of numbers.

use crate::columns::{REASON, SCENARIO};
use crate::error::TableError;
use crate::levers::Column;
use crate::numbers::{Computed, Numbers};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use model::scenario::{Scenario, link};
use model::study::compare::HEADLINES;
use model::study::evaluate::of_layout;
use std::sync::Arc;

/// Number of rows that are sorted at a time. Each takes a kilobyte while it waits.
const AT_A_TIME: usize = 16_384;

/// Computes the requested numbers for every row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluator {
    start: Scenario,
    numbers: Numbers,
    keep: Vec<String>,
}

impl Evaluator {
    /// The numbers that are computed if none are requested: the headline results.
    pub fn usual() -> Vec<String> {
        HEADLINES.map(str::to_owned).to_vec()
    }
    /// Requests numbers by their names, for scenarios that start from that of a link. Columns named in `keep` pass
    /// through.
    ///
    /// # Errors
    /// If the link cannot be read, or there is no such number.
    pub fn new(link: &str, numbers: &[String], keep: &[String]) -> Result<Self, TableError> {
        let (start, faults) = link::read(link);
        if !faults.iter().all(link::LinkFault::is_notice) {
            return Err(TableError::Scenario(faults));
        }
        Self::starting_from(start, numbers, keep)
    }
    pub(crate) fn starting_from(
        start: Scenario,
        numbers: &[String],
        keep: &[String],
    ) -> Result<Self, TableError> {
        Ok(Self { start, numbers: Numbers::named(numbers)?, keep: keep.to_vec() })
    }
    /// The requested numbers.
    pub fn numbers(&self) -> &Numbers {
        &self.numbers
    }
    /// The columns of the answer to a table with these columns: its own, one for each number, and why numbers are
    /// missing.
    ///
    /// # Errors
    /// If a column is neither a lever nor one to keep, or two would have the same name.
    pub fn schema(&self, of: &Schema) -> Result<SchemaRef, TableError> {
        for name in &self.keep {
            // The column that counts the scenarios of a grid may be missing.
            if name != SCENARIO && of.index_of(name).is_err() {
                return Err(TableError::NotThere(name.clone()));
            }
        }
        for field in of.fields() {
            if !self.is_kept(field.name()) {
                link::lever(field.name()).map_err(TableError::Column)?;
            }
        }
        let mut fields: Vec<Arc<Field>> = of.fields().iter().cloned().collect();
        fields.extend(self.numbers.fields().into_iter().map(Arc::new));
        fields.push(Arc::new(Field::new(REASON, DataType::Utf8, true)));
        for (place, field) in fields.iter().enumerate() {
            if fields[..place].iter().any(|other| other.name() == field.name()) {
                return Err(TableError::Twice(field.name().clone()));
            }
        }
        Ok(Arc::new(Schema::new(fields)))
    }
    fn is_kept(&self, name: &str) -> bool {
        name == SCENARIO || self.keep.iter().any(|kept| kept == name)
    }
    /// Computes every row of a table.
    ///
    /// # Errors
    /// As [`schema`](Self::schema), and if a cell is not a value of its lever: the first such cell.
    pub fn evaluate(&self, table: &RecordBatch) -> Result<RecordBatch, TableError> {
        let schema = self.schema(&table.schema())?;
        let mut columns = Vec::new();
        for (field, array) in table.schema().fields().iter().zip(table.columns()) {
            if !self.is_kept(field.name()) {
                let lever = link::lever(field.name()).map_err(TableError::Column)?;
                columns.push(Column::new(lever, array)?);
            }
        }
        // Prices belong to the model, so the model and the price list are set first.
        columns.sort_by_key(|column| !column.is_list());
        let rows = table.num_rows();
        let mut computed = Computed::new(&self.numbers, rows);
        let mut scenarios = Vec::with_capacity(AT_A_TIME.min(rows));
        for first in (0..rows).step_by(AT_A_TIME) {
            scenarios.clear();
            for row in first..rows.min(first + AT_A_TIME) {
                let mut scenario = self.start;
                for column in &mut columns {
                    scenario = column.set(&scenario, row)?;
                }
                scenarios.push(scenario);
            }
            // The search for layouts takes most of the time, and the layout found last is cached.
            let mut order: Vec<usize> = (0..scenarios.len()).collect();
            order.sort_by_cached_key(|place| served(&scenarios[*place]));
            for place in order {
                computed.read(first + place, &scenarios[place]);
            }
        }
        let all: Vec<ArrayRef> = table.columns().iter().cloned().chain(computed.finish()).collect();
        Ok(RecordBatch::try_new(schema, all).expect("columns are made for the schema"))
    }
}

/// What layouts depend on, as bits: scenarios with the same are computed one after the other.
fn served(plan: &Scenario) -> [u64; 25] {
    let promises = plan.promises();
    let mut key = [0; 25];
    let of_tiers = promises.iter().flat_map(|promise| [promise.speed, promise.share, promise.demand]);
    for (place, value) in key.iter_mut().zip(of_layout(plan).into_iter().chain(of_tiers)) {
        *place = value.to_bits();
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Float64Type, Int32Type};
    use arrow_array::{
        Array, BooleanArray, Decimal128Array, DictionaryArray, Float32Array, Float64Array, Int64Array,
        LargeStringArray, StringArray, StringViewArray, UInt16Array,
    };
    use model::study::evaluate::number::{Number, each};
    use model::study::evaluate::numbers;
    use proptest::prelude::*;

    fn table(columns: &[(&str, ArrayRef)]) -> RecordBatch {
        RecordBatch::try_from_iter(columns.iter().map(|(name, array)| (*name, Arc::clone(array)))).unwrap()
    }

    fn names(of: &[&str]) -> Vec<String> {
        of.iter().map(|name| (*name).to_owned()).collect()
    }

    fn evaluated(out: &[&str], columns: &[(&str, ArrayRef)]) -> Result<RecordBatch, TableError> {
        Evaluator::new("", &names(out), &[])?.evaluate(&table(columns))
    }

    fn refused(out: &[&str], columns: &[(&str, ArrayRef)]) -> String {
        evaluated(out, columns).unwrap_err().to_string()
    }

    fn floats(of: &[f64]) -> ArrayRef {
        Arc::new(Float64Array::from(of.to_vec()))
    }

    fn texts(of: &[&str]) -> ArrayRef {
        Arc::new(StringArray::from(of.to_vec()))
    }

    /// The numbers of a column.
    fn column(of: &RecordBatch, name: &str) -> Vec<Option<f64>> {
        of.column_by_name(name).unwrap().as_primitive::<Float64Type>().iter().collect()
    }

    fn reasons(of: &RecordBatch) -> Vec<Option<String>> {
        of.column_by_name(REASON).unwrap().as_string::<i32>().iter().map(|it| it.map(str::to_owned)).collect()
    }

    #[test]
    fn a_row_has_the_numbers_of_its_scenario_and_its_own_columns_stay() {
        let columns = [("gpu", texts(&["gb300", "H100"])), ("electricity", floats(&[0.05, 0.2]))];
        let result = evaluated(&["profit.profit", "plan.gpu", "market.2032.spent"], &columns).unwrap();
        let fields: Vec<String> = result.schema().fields().iter().map(|field| field.name().clone()).collect();
        assert_eq!(
            fields,
            ["gpu", "electricity", "profit.profit", "plan.gpu", "market.2032.spent", "reason"]
        );
        assert_eq!(result.column(0), &columns[0].1);
        let profit = result.schema().field(2).clone();
        assert_eq!(
            (profit.metadata()["unit"].as_str(), profit.metadata()["label"].as_str()),
            ("$/year", "Profit")
        );
        let there = numbers(&link::read("gpu=h100&electricity=0.2").0);
        let about = Number::named(&there, "profit.profit").unwrap();
        let expected = about.about.unit.shown(about.of(&there));
        assert_eq!(column(&result, "profit.profit")[1].map(f64::to_bits), Some(expected.to_bits()));
        assert_eq!(result.column(3).as_string::<i32>().value(1), "h100");
        assert!(column(&result, "market.2032.spent").iter().all(Option::is_some));
        assert_eq!(reasons(&result), [None, None]);
    }

    #[test]
    fn what_does_not_exist_is_null_and_has_a_reason() {
        let columns =
            [("gpu", texts(&["gb300", "tpu7x", "gb300"])), ("premium_share", floats(&[0.0, 0.0, 20.0]))];
        let result = evaluated(&["profit.profit", "premium.tier.gpus"], &columns).unwrap();
        let profit = column(&result, "profit.profit");
        assert!(profit[0].is_some() && profit[1].is_none() && profit[2].is_some(), "{profit:?}");
        let premium = column(&result, "premium.tier.gpus");
        assert!(premium[0].is_none() && premium[1].is_none() && premium[2].is_some(), "{premium:?}");
        let reasons = reasons(&result);
        assert_eq!(reasons[0].as_deref(), Some("The tier is not in use."));
        // The same words as on the sheet, and each once.
        let sheet =
            model::sheet::row(&model::study::evaluate::evaluate(&link::read("gpu=tpu7x").0), "profit.profit");
        let expected = format!("{} The tier is not in use.", sheet.unwrap().reason.unwrap());
        assert_eq!(reasons[1].as_deref(), Some(expected.as_str()));
        assert_eq!(reasons[2], None);
    }

    #[test]
    fn every_kind_of_column_says_the_same() {
        let expected =
            column(&evaluated(&["profit.profit"], &[("load", floats(&[35.0]))]).unwrap(), "profit.profit");
        let decimal = Decimal128Array::from(vec![3_500]).with_precision_and_scale(6, 2).unwrap();
        let dictionary: DictionaryArray<Int32Type> = vec!["35 %"].into_iter().collect();
        let kinds: [ArrayRef; 8] = [
            Arc::new(Int64Array::from(vec![35])),
            Arc::new(UInt16Array::from(vec![35])),
            Arc::new(Float32Array::from(vec![35.0])),
            Arc::new(decimal),
            texts(&["35"]),
            Arc::new(LargeStringArray::from(vec!["35%"])),
            Arc::new(StringViewArray::from(vec!["35.0"])),
            Arc::new(dictionary),
        ];
        for kind in kinds {
            let result = evaluated(&["profit.profit"], &[("load", Arc::clone(&kind))]).unwrap();
            assert_eq!(column(&result, "profit.profit"), expected, "{}", kind.data_type());
        }
        let of = |array: ArrayRef| {
            column(&evaluated(&["profit.cost"], &[("overlap", array)]).unwrap(), "profit.cost")
        };
        let on = of(texts(&["on"]));
        assert_eq!(of(Arc::new(BooleanArray::from(vec![true]))), on);
        assert_eq!(of(floats(&[1.0])), on);
        // A number of few figures keeps its value, however few bits store it.
        let of = |array: ArrayRef| {
            column(&evaluated(&["cost.total"], &[("electricity", array)]).unwrap(), "cost.total")
        };
        assert_eq!(of(Arc::new(Float32Array::from(vec![0.07]))), of(floats(&[0.07])));
    }

    #[test]
    fn a_table_that_makes_no_sense_is_refused_in_a_sentence() {
        let out = ["profit.profit"];
        let one = floats(&[1.0]);
        let cases = [
            (refused(&out, &[("electrcity", Arc::clone(&one))]), "Did you mean electricity"),
            (refused(&["profit.profits"], &[("load", Arc::clone(&one))]), "Did you mean profit.profit"),
            (
                refused(&["profit.profit", "profit.profit"], &[("load", Arc::clone(&one))]),
                "“profit.profit” stands there twice",
            ),
            (refused(&[], &[("load", Arc::clone(&one))]), "No number is asked for"),
            (
                refused(&out, &[("load", floats(&[50.0, 500.0]))]),
                "Row 1 (counted from 0) of the column “load”",
            ),
            (refused(&out, &[("load", floats(&[50.0, 500.0]))]), "cannot be above"),
            (refused(&out, &[("load", floats(&[f64::NAN]))]), "is empty"),
            (refused(&out, &[("load", floats(&[f64::INFINITY]))]), "Row 0"),
            (refused(&out, &[("load", floats(&[1e300]))]), "Row 0"),
            (refused(&out, &[("gpu", texts(&["abacus"]))]), "GPU generation has no “abacus”. Allowed: h100"),
            (refused(&out, &[("load", Arc::new(Float64Array::from(vec![None])))]), "is empty"),
            (refused(&out, &[("gpu", Arc::new(StringArray::from(vec![None::<&str>])))]), "is empty"),
            (refused(&out, &[("load", Arc::new(arrow_array::NullArray::new(1)))]), "values of the type Null"),
        ];
        for (said, part) in cases {
            assert!(said.contains(part), "{said}");
        }
        let read = |link: &str, keep: &[&str]| Evaluator::new(link, &names(&out), &names(keep));
        assert!(read("contxt=1", &[]).unwrap_err().to_string().contains("context"));
        let kept = read("", &["id", "load"]).unwrap();
        assert!(
            kept.evaluate(&table(&[("load", Arc::clone(&one))]))
                .unwrap_err()
                .to_string()
                .contains("no column “id”")
        );
        let result =
            kept.evaluate(&table(&[("id", texts(&["a"])), ("load", texts(&["kept as it is"]))])).unwrap();
        assert_eq!(result.column(1).as_string::<i32>().value(0), "kept as it is");
    }

    #[test]
    fn rows_start_from_the_scenario_of_the_link() {
        let evaluator =
            Evaluator::new("gpu=rubin&shocks=electricity", &names(&["profit.profit"]), &[]).unwrap();
        let result = evaluator.evaluate(&table(&[("load", floats(&[40.0]))])).unwrap();
        let there = numbers(&link::read("gpu=rubin&shocks=electricity&load=40").0);
        let about = Number::named(&there, "profit.profit").unwrap();
        let expected = about.about.unit.shown(about.of(&there));
        assert_eq!(column(&result, "profit.profit")[0].map(f64::to_bits), Some(expected.to_bits()));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

        /// The numbers of a row are those of its link, to the bit, whatever the other rows and their order.
        #[test]
        fn each_row_is_the_scenario_of_its_link(
            some in prop::collection::vec(prop::sample::select(link::levers()), 1..6),
            places in prop::collection::vec(0.0..1.0_f64, 48),
        ) {
            let mut levers: Vec<&'static model::scenario::Lever> = Vec::new();
            for lever in some {
                if levers.iter().all(|other| other.about.id != lever.about.id) {
                    levers.push(lever);
                }
            }
            let rows = 8;
            let text = |lever: &model::scenario::Lever, place: f64| {
                let stops = lever.stops();
                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    clippy::cast_precision_loss,
                    reason = "a place in a short list"
                )]
                let stop = stops[(place * stops.len() as f64) as usize];
                lever.written(lever.about.unit.base(stop))
            };
            let cell = |row: usize, lever: usize| text(levers[lever], places[row * 6 + lever]);
            let columns: Vec<(&str, ArrayRef)> = levers.iter().enumerate().map(|(place, lever)| {
                let cells: Vec<String> = (0..rows).map(|row| cell(row, place)).collect();
                (lever.about.id, Arc::new(StringArray::from(cells)) as ArrayRef)
            }).collect();
            let mut out = Vec::new();
            each(&numbers(&Scenario::baseline()), |number, _| out.push(number));
            let asked: Vec<&Number> = out.iter().filter(|number| number.stage != "plan").step_by(7).collect();
            let asked_names: Vec<String> = asked.iter().map(|number| number.name()).collect();
            let result = Evaluator::new("", &asked_names, &[]).unwrap().evaluate(&table(&columns)).unwrap();
            for row in 0..rows {
                let setting = |(place, lever): (usize, &&'static model::scenario::Lever)| {
                    format!("{}={}", lever.about.id, cell(row, place))
                };
                let settings: Vec<String> = levers.iter().enumerate().map(setting).collect();
                let link = settings.join("&");
                let there = numbers(&link::read(&link).0);
                for number in &asked {
                    let expected = number.about.unit.shown(number.of(&there));
                    let found = column(&result, &number.name())[row];
                    let same = found.map_or(!expected.is_finite(), |found| found.to_bits() == expected.to_bits());
                    prop_assert!(same, "{link}: {} is {found:?}, not {expected}", number.name());
                }
            }
        }
    }
}
