//! What a colour can mean in a figure.

/// What a colour stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Money that comes in.
    Revenue,
    /// The part of cost that is electricity.
    Electricity,
    /// The part of cost that is machines.
    Machines,
    /// The part of cost that is the building.
    Building,
    /// The part of cost that is staff, upkeep and the rest of running.
    Running,
    /// What is left over.
    Profit,
    /// What is missing. Hatched as well, never told by colour alone.
    Loss,
    /// The one in a row of things that follow each other, such as machine generations; from 0, oldest first.
    Generation(u8),
    /// What is expected, and not yet so.
    Forecast,
    /// The same figure for other assumptions, shown behind.
    Baseline,
    /// A figure that somebody published.
    Published,
    /// What the reader points at or has chosen.
    Focus,
}
