//! Published runs: the measured performance of machines.
//!
//! One file of rows per document, so that what its rows share (the document, the family, how the load was offered) is
//! stated once. Rows are as published except for lengths: `InferenceX` draws them between 0.8 and 1.0 of the nominal
//! ones, so they are listed here at 0.9 of those. If prompts were read on separate machines, a row is one decode
//! instance with its part of the users, of the prefill machines, and of the output; for tables that count tokens in and
//! out per accelerator, the output follows from the nominal lengths.

use super::Source;
use super::sources::{
    AICONFIGURATOR_SAMPLE, INFERENCEX_API, INFERENCEX_EXPORT, INFERENCEX_TABLE, INFERENCEX_V4,
    TENSORRT_LLM_10, TENSORRT_LLM_12, TENSORRT_LLM_017,
};

/// Tables of one kind, measured in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// TensorRT-LLM's tables of maximum throughput: a long queue, processed as fast as possible.
    Throughput,
    /// `InferenceX`: a fixed number of users, from few to many.
    InferenceX,
    /// Runs with few to many users, against which NVIDIA's aiconfigurator is tested.
    Sample,
}

impl Family {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Throughput, Self::InferenceX, Self::Sample];

    /// Its name in tables.
    pub fn label(self) -> &'static str {
        match self {
            Self::Throughput => "maximum throughput",
            Self::InferenceX => "InferenceX",
            Self::Sample => "aiconfigurator sample",
        }
    }
}

/// A document with its rows.
#[derive(Debug)]
pub struct Document {
    /// The kind of its runs.
    pub family: Family,
    /// Where they were read.
    pub source: &'static Source,
    /// The rows, comma-separated, under a header line.
    pub rows: &'static str,
}

const fn document(family: Family, source: &'static Source, rows: &'static str) -> Document {
    Document { family, source, rows }
}

/// All documents with rows of measurements.
pub static DOCUMENTS: [Document; 8] = [
    document(Family::Throughput, &TENSORRT_LLM_017, include_str!("measured/tensorrt-llm-0.17.csv")),
    document(Family::Throughput, &TENSORRT_LLM_10, include_str!("measured/tensorrt-llm-1.0.csv")),
    document(Family::Throughput, &TENSORRT_LLM_12, include_str!("measured/tensorrt-llm-1.2.csv")),
    document(Family::InferenceX, &INFERENCEX_API, include_str!("measured/inferencex-api.csv")),
    document(Family::InferenceX, &INFERENCEX_TABLE, include_str!("measured/inferencex-blog.csv")),
    document(Family::InferenceX, &INFERENCEX_V4, include_str!("measured/inferencex-v4.csv")),
    document(Family::Sample, &INFERENCEX_EXPORT, include_str!("measured/inferencex-export.csv")),
    document(Family::Sample, &AICONFIGURATOR_SAMPLE, include_str!("measured/aiconfigurator.csv")),
];
