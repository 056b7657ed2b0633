"""Polars: a frame in, a frame out. ``python polars_frame.py [GRID.toml OUT.parquet]``"""

import polars
from compare import asked

from token_factory import evaluate


def main() -> None:
    grid, out = asked()
    scenarios = polars.DataFrame(grid.scenarios(range(len(grid))))
    numbers = polars.DataFrame(evaluate(scenarios, grid.out, scenario=grid.scenario))
    print(numbers.group_by("gpu").agg(polars.col("profit.margin").median()).sort("gpu"))
    numbers.write_parquet(out)


if __name__ == "__main__":
    main()
