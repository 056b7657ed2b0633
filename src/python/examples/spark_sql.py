"""Spark: ``mapInArrow`` over the numbers of the scenarios. ``python spark_sql.py [GRID.toml OUT-FOLDER]``

Here it starts Spark on this machine. On a cluster set SPARK_MASTER, and have the package installed on every node.
"""

import os
import sys
from collections.abc import Iterator

import pyarrow
from compare import asked
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from token_factory import Grid, evaluate

ROWS = 65_536


def main() -> None:
    grid, out = asked()
    text = grid.text

    def evaluated(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        here = Grid(text)
        for numbers in batches:
            scenarios = here.scenarios(numbers.column("id"))
            yield from evaluate(scenarios, here.out, scenario=here.scenario).to_batches()

    # The interpreter that runs this, whatever is first on the path.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    workers = int(os.environ.get("WORKERS", os.cpu_count() or 1))
    spark = (
        SparkSession.builder.master(os.environ.get("SPARK_MASTER", f"local[{workers}]"))
        .appName("token-factory")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", ROWS)
        .getOrCreate()
    )
    partitions = max(workers, -(-len(grid) // ROWS))
    numbers = spark.range(0, len(grid), 1, partitions).mapInArrow(evaluated, from_arrow_schema(grid.schema))
    numbers.write.mode("overwrite").parquet(str(out.absolute()))
    spark.stop()


if __name__ == "__main__":
    main()
