//! A random effect, a row of the tables.

/// The random effect of a kind of run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RandomEffect {
    /// Name of the kind, as [`Setup::kind`](super::Setup::kind) gives it.
    pub kind: &'static str,
    /// Number of published runs it is based on.
    pub runs: u32,
    /// Natural logarithm of the factor.
    pub log: f64,
}

/// A row of a table.
pub(super) const fn effect(kind: &'static str, runs: u32, log: f64) -> RandomEffect {
    RandomEffect { kind, runs, log }
}
