//! Token Factory.

pub mod catalog;
pub mod factory;
pub mod quantity;
pub mod words;

