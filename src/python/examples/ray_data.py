"""Ray Data: ``map_batches`` over the numbers of the scenarios. ``python ray_data.py [GRID.toml OUT-FOLDER]``

Here it starts Ray on this machine. On a cluster set RAY_ADDRESS and WORKERS, the number of its cores, and have the package
installed on every node.
"""

import os

import pyarrow
import ray
from compare import asked

from token_factory import Grid, evaluate

ROWS = 65_536


class Evaluate:
    """Makes the scenarios of a batch of numbers and evaluates them; a worker reads the grid once."""

    def __init__(self, text: str) -> None:
        self.grid = Grid(text)

    def __call__(self, numbers: pyarrow.Table) -> pyarrow.Table:
        scenarios = self.grid.scenarios(numbers.column("id"))
        return evaluate(scenarios, self.grid.out, scenario=self.grid.scenario)


def main() -> None:
    grid, out = asked()
    workers = int(os.environ.get("WORKERS", os.cpu_count() or 1))
    ray.init(num_cpus=None if "RAY_ADDRESS" in os.environ else workers, include_dashboard=False, log_to_driver=False)
    blocks = max(workers, -(-len(grid) // ROWS))
    numbers = ray.data.range(len(grid), override_num_blocks=blocks).map_batches(
        Evaluate,
        fn_constructor_args=(grid.text,),
        batch_format="pyarrow",
        batch_size=None,
        compute=ray.data.ActorPoolStrategy(size=workers),
    )
    numbers.write_parquet(str(out.absolute()))
    ray.shutdown()


if __name__ == "__main__":
    main()
