//! Why a table cannot be evaluated.

use model::scenario::link::LinkFault;
use model::study::evaluate::number::NumberError;
use std::fmt;

/// Why a table cannot be evaluated.
#[derive(Debug, Clone, PartialEq)]
pub enum TableError {
    /// A column is not a lever.
    Column(LinkFault),
    /// Two columns would have the same name.
    Twice(String),
    /// A column that is to pass through does not exist.
    NotThere(String),
    /// A column has values of a kind that no lever has.
    Kind {
        /// Its name.
        column: String,
        /// The type that it has.
        found: String,
    },
    /// A row has no value.
    Empty {
        /// Name of the column.
        column: &'static str,
        /// The row, counted from 0.
        row: usize,
    },
    /// A row has a value that the lever does not take.
    Value {
        /// Name of the column.
        column: &'static str,
        /// The row, counted from 0.
        row: usize,
        /// What is wrong with it.
        fault: LinkFault,
    },
    /// A requested number is not on the sheet.
    Number(NumberError),
    /// No number is requested.
    NoNumbers,
    /// The scenario that the rows start from cannot be read.
    Scenario(Vec<LinkFault>),
}

impl TableError {
    /// The same fault if `before` rows come before the table.
    #[must_use]
    pub fn later(mut self, before: usize) -> Self {
        if let Self::Empty { row, .. } | Self::Value { row, .. } = &mut self {
            *row += before;
        }
        self
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Column(fault) => write!(f, "A column is no lever. {fault}"),
            Self::Twice(name) => write!(f, "The column “{name}” stands there twice."),
            Self::NotThere(name) => write!(f, "There is no column “{name}”, which is to be kept."),
            Self::Kind { column, found } => write!(
                f,
                "The column “{column}” holds values of the type {found}. Allowed: numbers, text, and true or false."
            ),
            Self::Empty { column, row } => {
                write!(
                    f,
                    "Row {row} (counted from 0) of the column “{column}” is empty. Every row needs a value."
                )
            }
            Self::Value { column, row, fault } => {
                write!(f, "Row {row} (counted from 0) of the column “{column}”: {fault}")
            }
            Self::Number(error) => error.fmt(f),
            Self::NoNumbers => write!(f, "No number is asked for. Name one or more, such as profit.profit."),
            Self::Scenario(faults) => {
                let sentences: Vec<String> = faults.iter().map(ToString::to_string).collect();
                write!(f, "The scenario to start from cannot be read. {}", sentences.join(" "))
            }
        }
    }
}

impl std::error::Error for TableError {}
