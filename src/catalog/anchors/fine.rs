//! Printed by `token-factory calibrate`; see [`super`].

use super::{Anchor, anchor};

pub(super) static DIVISION: &[Anchor] = &[];

pub(super) static CONFIGURATION: &[Anchor] = &[];
