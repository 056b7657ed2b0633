//! The numbers of the flow through the factory, folded below its drawing.

use charts::chart::flow::{self, Flow, Part};
use leptos::prelude::*;
use model::study::evaluate::Evaluation;

/// The numbers of the flow, folded.
pub fn numbers(now: &Evaluation) -> impl IntoView + use<> {
    view! {
        <details class="more">
            <summary>"Numbers of this drawing"</summary>
            {table(&Flow::of(now))}
        </details>
    }
}

/// The numbers of the flow as a table, each linked to its entry in the manual.
fn table(flow: &Flow) -> impl IntoView + use<> {
    let row = |(stage, part): (&'static str, &Part)| {
        let address = format!("manual.html#{}", part.number);
        view! {
            <tr>
                <td>{stage}</td>
                <th scope="row">{part.label}</th>
                <td class="number"><a data-number=part.number href=address>{part.shown()}</a></td>
            </tr>
        }
    };
    view! {
        <div class="scroll">
            <table>
                <caption>{flow::TITLE} ". " {flow.sentence.clone()}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Stage"</th>
                        <th scope="col">"Part"</th>
                        <th class="number" scope="col">"Amount"</th>
                    </tr>
                </thead>
                <tbody>{flow.parts().into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::html;
    use model::scenario::link;
    use model::study::evaluate::evaluate;

    #[test]
    fn the_table_has_the_number_of_each_part_of_the_flow() {
        let flow = Flow::of(&evaluate(&link::read("agents=10M").0));
        let table = html(table(&flow));
        for (_, part) in flow.parts() {
            assert!(table.contains(&part.shown()) && table.contains(part.number), "{}", part.label);
        }
    }
}
