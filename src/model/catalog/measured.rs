//! Published runs: what machines were measured to do.
//!
//! One file of rows for each document, so that what the rows share (the document, the family, how the load was
//! offered) is said once. Rows are as published, but for lengths: `InferenceX` draws them between 0.8 and 1.0 of the
//! nominal ones, so they stand here at 0.9 of those. Where prompts were read on machines of their own, a row is one
//! instance that writes, with its part of the users, of the machines that read, and of the output; tables that count
//! tokens in and out for each accelerator give it by the nominal lengths.

use super::Source;
use super::sources::{
    AICONFIGURATOR_SAMPLE, INFERENCEX_API, INFERENCEX_EXPORT, INFERENCEX_TABLE, INFERENCEX_V4,
    TENSORRT_LLM_10, TENSORRT_LLM_12, TENSORRT_LLM_017,
};

/// Tables of one kind, measured in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// TensorRT-LLM's tables of maximum throughput: a long queue, worked off as fast as possible.
    Throughput,
    /// `InferenceX`: a fixed number of users, from few to many.
    InferenceX,
    /// Runs of few to many users from which NVIDIA's aiconfigurator is tested.
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
    /// What its runs are.
    pub family: Family,
    /// Where they were read.
    pub source: &'static Source,
    /// The rows, comma-separated, under a line of names.
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
