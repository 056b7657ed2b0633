//! What a number is, and the ways a formula can be read.
//!
//! A formula is written once, as ordinary arithmetic over a type `N: Num`. The type it is read with decides
//! what comes out: `f64` the number, [`Expr`] the written formula, [`Check`] a proof that its units agree,
//! [`Dual`] its slope.
//!
//! [`inputs!`](crate::inputs) declares a record of quantities that are given, [`outputs!`](crate::outputs) a
//! record of quantities that follow from others. Both records are generic over what they hold for each quantity: a
//! number, a [`Datum`](crate::catalog::Datum), a formula, a signal.

mod check;
mod dual;
mod expr;
mod identity;
#[cfg(feature = "mutants")]
pub mod mutation;
pub mod near;
mod num;
pub mod order;
pub mod read;
mod record;
pub mod unit;

pub use check::Check;
pub use dual::Dual;
pub use expr::Expr;
pub use identity::{Quantity, explanation, explanations, name, stage_and_id};
pub use num::Num;
pub use unit::Unit;
