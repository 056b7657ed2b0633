//! A scenario as files that stand by themselves: tables, workbooks, programs and citations.
//!
//! Everything is written from the [sheet](model::sheet), so that a file holds the numbers, formulas and sources of the page.
//! Nothing here reads a clock, a file or the network: who calls says which day it is, and gets text or bytes. The crate knows
//! no browser and compiles for one.
//!
//! | module | what it writes |
//! | --- | --- |
//! | [`csv`] | one row a quantity, for spreadsheets and statistics |
//! | [`json`] | the same for programs; it can be [imported](import), as can [price sheets](prices) of others |
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
