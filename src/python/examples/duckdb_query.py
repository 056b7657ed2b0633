"""DuckDB: a query makes the scenarios, another asks what came of them. ``python duckdb_query.py [GRID.toml OUT.parquet]``"""

import duckdb
from compare import asked

from token_factory import evaluate


def main() -> None:
    grid, out = asked()
    scenarios = grid.scenarios(range(len(grid)))
    database = duckdb.connect()
    database.register("scenarios", scenarios)
    numbers = evaluate(database.sql("SELECT * FROM scenarios ORDER BY scenario"), grid.out, scenario=grid.scenario)
    database.register("numbers", numbers)
    database.sql('SELECT gpu, median("profit.margin") FROM numbers GROUP BY gpu ORDER BY gpu').show()
    database.sql("SELECT * FROM numbers ORDER BY scenario").write_parquet(str(out))


if __name__ == "__main__":
    main()
