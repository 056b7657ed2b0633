//! A scenario as self-contained files: tables, workbooks, programs and citations.
//!
//! Everything is written from the [sheet](model::sheet), so that a file has the numbers, formulas and sources of the
//! page. Nothing here reads a clock, a file or the network: the caller gives the day, and gets text or bytes. The crate
//! does not depend on a browser, and compiles for one.
//!
//! | module | what it writes |
//! | --- | --- |
//! | [`csv`] | one row per quantity, for spreadsheets and statistics |
//! | [`json`] | the same for programs; it can be [imported](import), as can third-party [price sheets](prices) |
//! | [`markdown`] | the same for people |
//! | [`xlsx`] | a workbook whose cells compute |
//! | [`python`] | a program that computes, and checks itself |
//! | [`cite`] | how to cite a scenario |

pub mod about;
pub mod cite;
pub mod csv;
pub mod import;
pub mod json;
pub mod markdown;
pub mod prices;
pub mod python;
mod record;
pub mod xlsx;

pub use about::{Export, Made};
