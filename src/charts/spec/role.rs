//! The meanings a colour can have in a figure.

/// The meaning of a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Incoming money.
    Revenue,
    /// The electricity part of the cost.
    Electricity,
    /// The machines part of the cost.
    Machines,
    /// The building part of the cost.
    Building,
    /// The part of the cost for staff, upkeep and other operations.
    Running,
    /// What remains after costs.
    Profit,
    /// What is missing to cover the costs. Also hatched, never indicated by colour alone.
    Loss,
    /// One of a sequence, such as machine generations; from 0, oldest first.
    Generation(u8),
    /// A forecast.
    Forecast,
    /// The same figure under other assumptions, shown in the background.
    Baseline,
    /// A published figure.
    Published,
    /// What the reader points at or has chosen.
    Focus,
}
