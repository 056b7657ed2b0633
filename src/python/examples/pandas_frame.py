"""pandas: a frame in, a frame out. ``python pandas_frame.py [GRID.toml OUT.parquet]``"""

import pandas
from compare import asked

from token_factory import evaluate


def main() -> None:
    grid, out = asked()
    scenarios: pandas.DataFrame = grid.scenarios(range(len(grid))).to_pandas()
    numbers: pandas.DataFrame = evaluate(scenarios, grid.out, scenario=grid.scenario).to_pandas()
    print(numbers.groupby("gpu")["profit.margin"].describe())
    numbers.to_parquet(out, index=False)


if __name__ == "__main__":
    main()
