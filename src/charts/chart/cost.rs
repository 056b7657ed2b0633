//! Cost of a million tokens against the speed each user gets, for each generation of machines.

use super::frontier::{Over, over_speed};
use super::profit::written;
use crate::finding;
use crate::spec::axis::Axis;
use crate::spec::figure::Figure;
use crate::spec::scale::{ScaleKind, nice};
use model::quantity::unit::USD_PER_MTOK;
use model::study::evaluate::Evaluation;
use model::study::evaluate::generations::frontiers;
use model::study::validation::published::Published;

/// The cost figure. The whole cost of a machine at full load is charged to the tokens it writes.
pub fn figure(now: &Evaluation, published: &Published) -> Figure {
    let frontiers = frontiers(now);
    let finding = finding::of_cost(now, &frontiers);
    let heading = ["cost", "What a million tokens cost, by the speed each user gets", &finding];
    let mut figure = over_speed(now, &frontiers, published, Over::Cost, heading, |(least, most)| {
        let domain = nice(ScaleKind::Log, (least, most.min(1e3 * least)), 4);
        written(Axis::new("Cost of output", "$/M tokens", ScaleKind::Log, domain), USD_PER_MTOK)
    });
    figure
        .note
        .insert_str(0, "At full load and this scenario's cost of machines, all of it charged to output. ");
    figure
}
