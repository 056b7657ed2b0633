//! The model for Python: tables of Arrow in, tables of Arrow out. The documentation for its users is in
//! `package/token_factory/__init__.py`, the module around this one.

use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{ArrayRef, Float64Array, RecordBatch, RecordBatchIterator, RecordBatchReader, StringArray};
use arrow_schema::{ArrowError, SchemaRef};
use model::scenario::link::levers;
use model::scenario::{Lever, Scale};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::ffi::CStr;
use std::sync::Arc;
use tables::numbers::Numbers;
use tables::{Evaluator, Grid};

/// The name that Arrow gives to capsules with a stream of tables.
const STREAM: &CStr = c"arrow_array_stream";

/// Tables of one schema, for any library that reads Arrow.
#[pyclass(frozen)]
struct Stream {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl From<RecordBatch> for Stream {
    fn from(batch: RecordBatch) -> Self {
        Self { schema: batch.schema(), batches: vec![batch] }
    }
}

#[pymethods]
impl Stream {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // A request, which need not be honoured.
        let _ = requested_schema;
        let batches = self.batches.clone().into_iter().map(Ok::<_, ArrowError>);
        let reader = RecordBatchIterator::new(batches, Arc::clone(&self.schema));
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), STREAM)
    }
}

/// The tables that Python passes in.
fn taken(capsule: &Bound<'_, PyAny>) -> PyResult<RecordBatchStreamReader> {
    let capsule = capsule.cast::<PyCapsule>().map_err(|_| {
        PyTypeError::new_err("A table is a capsule with a stream of Arrow, which this is not.")
    })?;
    let stream = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
    #[allow(unsafe_code, reason = "tables of another language come by address; there is no other way")]
    // SAFETY: a capsule of this name holds a stream of Arrow's C interface, by the definition of that interface, and lives
    // while it is borrowed. What is taken out of it leaves an empty stream behind, which the capsule then frees.
    let reader = unsafe { RecordBatchStreamReader::from_raw(stream.as_ptr()) };
    reader.map_err(|error| wrong(&error))
}

fn wrong(error: &impl std::fmt::Display) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// The tables of a stream with the numbers of the sheet as further columns.
#[pyfunction]
fn evaluate(
    py: Python<'_>,
    stream: &Bound<'_, PyAny>,
    out: Vec<String>,
    scenario: &str,
    keep: Vec<String>,
) -> PyResult<Stream> {
    let reader = taken(stream)?;
    py.detach(|| {
        let evaluator = Evaluator::new(scenario, &out, &keep).map_err(|error| wrong(&error))?;
        let schema = evaluator.schema(&reader.schema()).map_err(|error| wrong(&error))?;
        let mut batches = Vec::new();
        let mut before = 0;
        for batch in reader {
            let batch = batch.map_err(|error| wrong(&error))?;
            batches.push(evaluator.evaluate(&batch).map_err(|error| wrong(&error.later(before)))?);
            before += batch.num_rows();
        }
        Ok(Stream { schema, batches })
    })
}

/// A grid of scenarios.
#[pyclass(frozen, name = "Grid")]
struct PyGrid(Grid);

#[pymethods]
impl PyGrid {
    #[new]
    fn new(py: Python<'_>, text: &str) -> PyResult<Self> {
        py.detach(|| Grid::read(text)).map(Self).map_err(|error| wrong(&error))
    }
    #[getter]
    fn count(&self) -> u64 {
        self.0.count()
    }
    #[getter]
    fn out(&self) -> Vec<String> {
        self.0.out()
    }
    #[getter]
    fn scenario(&self) -> String {
        self.0.link()
    }
    /// The columns of the evaluated scenarios, as a table without rows.
    fn schema(&self) -> PyResult<Stream> {
        Ok(Stream { schema: self.0.schema().map_err(|error| wrong(&error))?, batches: Vec::new() })
    }
    /// The scenarios from number `first` up to, but not including, number `end`.
    fn between(&self, py: Python<'_>, first: i64, end: i64) -> PyResult<Stream> {
        py.detach(|| self.0.scenarios(first..end)).map(Stream::from).map_err(|error| wrong(&error))
    }
    /// The scenarios of these numbers.
    fn numbered(&self, py: Python<'_>, numbers: Vec<i64>) -> PyResult<Stream> {
        py.detach(|| self.0.scenarios(numbers)).map(Stream::from).map_err(|error| wrong(&error))
    }
}

/// All numbers of the sheet: name, label and unit.
#[pyfunction]
fn numbers() -> PyResult<Stream> {
    let all = Numbers::all();
    let texts = |of: &dyn Fn(usize) -> String| -> ArrayRef {
        Arc::new((0..all.len()).map(|place| Some(of(place))).collect::<StringArray>())
    };
    table([
        ("name", texts(&|place| all[place].name())),
        ("label", texts(&|place| all[place].about.label.to_owned())),
        ("unit", texts(&|place| all[place].about.unit.symbol.to_owned())),
    ])
}

/// All levers: name, label, unit, ends of the track, default, and names of their lists.
#[pyfunction]
#[pyo3(name = "levers")]
fn all_levers() -> PyResult<Stream> {
    let all = levers();
    let texts = |of: &dyn Fn(&Lever) -> Option<String>| -> ArrayRef {
        Arc::new(all.iter().map(|lever| of(lever)).collect::<StringArray>())
    };
    let ends = |of: &dyn Fn(&Lever) -> f64| -> ArrayRef {
        let end = |lever: &&'static Lever| (!lever.is_named()).then(|| of(lever));
        Arc::new(all.iter().map(end).collect::<Float64Array>())
    };
    table([
        ("name", texts(&|lever| Some(lever.about.id.to_owned()))),
        ("label", texts(&|lever| Some(lever.about.label.to_owned()))),
        ("unit", texts(&|lever| Some(lever.about.unit.symbol.to_owned()))),
        ("min", ends(&|lever| lever.min)),
        ("max", ends(&|lever| lever.max)),
        ("default", texts(&|lever| Some(lever.written(lever.default_base())))),
        ("values", texts(&names)),
    ])
}

/// The values of a list, separated by commas.
fn names(lever: &Lever) -> Option<String> {
    match lever.scale {
        Scale::Choice(among) => Some(among.iter().map(|choice| choice.slug).collect::<Vec<_>>().join(",")),
        Scale::Switch => Some("off,on".to_owned()),
        _ => None,
    }
}

fn table<const N: usize>(columns: [(&str, ArrayRef); N]) -> PyResult<Stream> {
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, array)| (name, array, true)))
        .map(Stream::from)
        .map_err(|error| wrong(&error))
}

/// The compiled half of the package.
#[pymodule]
fn _model(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("VERSION", env!("CARGO_PKG_VERSION"))?;
    module.add("USUAL", Evaluator::usual())?;
    module.add_class::<Stream>()?;
    module.add_class::<PyGrid>()?;
    module.add_function(wrap_pyfunction!(evaluate, module)?)?;
    module.add_function(wrap_pyfunction!(numbers, module)?)?;
    module.add_function(wrap_pyfunction!(all_levers, module)?)
}
