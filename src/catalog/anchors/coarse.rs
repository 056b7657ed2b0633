//! Printed by `token-factory calibrate`; see [`super`].

use super::{Anchor, anchor};

pub(super) static MODEL: &[Anchor] = &[];

pub(super) static MACHINE: &[Anchor] = &[];

pub(super) static FORMAT: &[Anchor] = &[];
