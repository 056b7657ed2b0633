//! “Sweep millions of scenarios”: a grid, the resulting file, and how many machines it takes.

use leptos::prelude::*;

/// The grid shown, which is also swept by the engine tests.
const GRID: &str = include_str!("../python/examples/grid.toml");

/// A kind of grid, and how fast one core computes it.
struct Measured {
    of: &'static str,
    /// Scenarios per second on one core, measured by `make bench-sweep` and by a sweep of drawn contexts.
    per_second: f64,
}

/// Measured on one core of a shared virtual machine, and rounded down.
const MEASURED: [Measured; 3] = [
    Measured { of: "Prices, load and cost vary most, so that layouts are found again", per_second: 30_000.0 },
    Measured {
        of: "Every scenario has a context of its own: its layouts are searched",
        per_second: 10_000.0,
    },
    Measured { of: "A number does not exist, and the reason is looked for", per_second: 10_000.0 },
];

/// Assumption: what large providers charge for one virtual core, on demand, in dollars per hour.
const CORE_HOUR: f64 = 0.04;

const BILLION: f64 = 1e9;

/// Hours of one core for a billion scenarios.
fn core_hours(per_second: f64) -> f64 {
    BILLION / per_second / 3_600.0
}

/// The guide.
#[component]
pub fn Sweeps() -> impl IntoView {
    let row = |kind: Measured| {
        let hours = core_hours(kind.per_second);
        view! {
            <tr>
                <th scope="row">{kind.of}</th>
                <td>{format!("{:.0},000", kind.per_second / 1e3)}</td>
                <td>{format!("{hours:.0} h")}</td>
                <td>{format!("${:.2}", hours * CORE_HOUR)}</td>
            </tr>
        }
    };
    view! {
        <section class="part">
            <h2 id="sweeps">"Sweep millions of scenarios"</h2>
            <p class="measure">
                <code>"token-factory sweep GRID.toml --out sweep.parquet"</code>
                " computes every scenario of a grid on all cores and writes a Parquet file. The grid is a file such as this one:"
            </p>
            <pre class="measure">
                <code>{GRID}</code>
            </pre>
            <ul class="measure">
                <li>
                    "An axis is a lever with " <code>"values"</code> ", or with " <code>"from"</code> ", "
                    <code>"to"</code> " and " <code>"steps"</code> ", both ends among them. Steps are even, or of even ratios ("
                    <code>"spacing = \"linear\""</code> " or " <code>"\"log\""</code>
                    "); without it they are as on the lever's track. A value is a number in the unit of the lever, or text as you "
                    "would type it. " <code>"token-factory levers"</code> " lists all levers."
                </li>
                <li>
                    <code>"scenario = \"v=2&gpu=rubin\""</code> " names the scenario that all start from, "
                    <code>"set = { load = 70 }"</code> " sets levers on top of it. "
                    <code>"out"</code> " lists numbers by the names of this manual; without it the headline results are written."
                </li>
                <li>
                    "To draw scenarios instead of combining all values, add " <code>"[sample]"</code> " with "
                    <code>"scenarios = 1_000_000"</code> " and " <code>"seed = 1"</code>
                    ". An axis without steps is then a range. The same seed gives the same scenarios."
                </li>
                <li>
                    "A grid that is wrong anywhere is refused in a sentence, and nothing is written. Up to 100 billion scenarios "
                    "are allowed."
                </li>
            </ul>
            <h3>"The file"</h3>
            <p class="measure">
                "Columns: " <code>"scenario"</code> ", counted from 0; each lever of the grid; each number that was asked for; and "
                <code>"reason"</code>
                ". Numbers are in the units of this manual, and the metadata of each field of the Arrow schema has label and unit. "
                "A number that a scenario does not have is null, and the reason says why. Rows are in the order of the axes, the "
                "last axis moving first. The bytes depend on the grid and the version of the program alone, not on the number of "
                "threads (" <code>"--threads"</code> ")."
            </p>
            <p class="measure">
                "Finished parts of 65,536 scenarios (" <code>"rows_per_part"</code> ") are kept in "
                <code>"sweep.parquet.parts"</code>
                ". If the program is stopped, however that happens, the same command goes on with what is there and computes again at "
                "most one part for each thread. When all parts are there they are joined and the folder is removed, so a sweep "
                "takes twice the space of its file for a moment. Each thread holds one part in memory: about 100 MB."
            </p>
            <h3>"From Python"</h3>
            <p class="measure">
                "The package in " <code>"src/python"</code> " has the same model: " <code>"evaluate(table)"</code>
                " takes a table of levers from pyarrow, pandas, Polars or DuckDB and returns it with numbers beside it; "
                <code>"Grid(text).scenarios(numbers)"</code>
                " makes any part of a grid. Both hand over Arrow tables and release the interpreter's lock. "
                <code>"src/python/README.md"</code> " says how to build and install it."
            </p>
            <h3>"On a cluster"</h3>
            <p class="measure">
                "A scenario follows from its number, so a cluster needs no input: give each worker numbers, and let it make and "
                "evaluate the scenarios. Build the wheel once, install it on every node, and run one of the examples in "
                <code>"src/python/examples"</code> " with a grid and a folder that all nodes can write to:"
            </p>
            <ul class="measure">
                <li>
                    <code>"RAY_ADDRESS=auto WORKERS=64 python ray_data.py GRID.toml /shared/out"</code> " uses Ray Data: "
                    <code>"map_batches"</code> " with a class that reads the grid once for each worker."
                </li>
                <li>
                    <code>"SPARK_MASTER=spark://host:7077 python spark_sql.py GRID.toml /shared/out"</code> " uses Spark: "
                    <code>"mapInArrow"</code> " over a range of numbers."
                </li>
            </ul>
            <p class="measure">
                <code>"make test-engines"</code>
                " runs both on this machine and checks that each column has the bytes that "
                <code>"sweep"</code> " writes."
            </p>
            <h3>"What a billion scenarios cost"</h3>
            <p class="measure">
                "Core-hours are 10⁹ divided by the scenarios that a core computes in a second and by 3,600; the cost is core-hours "
                "times the price of a core. The rates were measured on one core of a shared virtual machine, with four numbers a "
                "scenario; measure yours with " <code>"make bench-sweep"</code> ". The price, "
                {format!("${CORE_HOUR:.2}")} " an hour for a virtual core, is an assumption."
            </p>
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Grid"</th>
                        <th scope="col">"Scenarios a second and core"</th>
                        <th scope="col">"A billion, core-hours"</th>
                        <th scope="col">"A billion, cost"</th>
                    </tr>
                </thead>
                <tbody>{MEASURED.into_iter().map(row).collect_view()}</tbody>
            </table>
            <p class="measure">
                "Most time goes into finding layouts for a model, a machine and a call. Scenarios that share them are evaluated "
                "together within a part, so put the levers of the model, the machine and the call first and those of prices, load "
                "and cost last. The file takes about 30 bytes a scenario with four numbers: 30 GB for a billion."
            </p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::html;
    use tables::Grid;

    #[test]
    fn the_grid_that_is_shown_is_one() {
        assert_eq!(Grid::read(GRID).map(|grid| grid.count()), Ok(100_000));
        assert!(html(view! { <Sweeps/> }).contains("steps = 50"));
    }

    #[test]
    fn a_billion_scenarios_take_a_billion_seconds_over_the_rate() {
        assert!((core_hours(BILLION / 7_200.0) - 2.0).abs() < 1e-12);
        let page = html(view! { <Sweeps/> });
        // 10⁹ / 30,000 / 3,600 core-hours at $0.04.
        assert!(page.contains("<td>30,000</td><td>9 h</td><td>$0.37</td>"), "{page}");
    }
}
