"""Every example writes the table that ``token-factory sweep`` writes, byte for byte.

TOKEN_FACTORY_BINARY names the program. The grid is that of the examples, 100,000 scenarios; SCENARIOS=1000000 makes it a
million. ONLY="ray_data spark_sql" runs some of the examples. Prints how many scenarios a second each makes.
"""

import os
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import pyarrow
import pyarrow.parquet

from token_factory import Grid

EXAMPLES = Path(__file__).parent.parent / "examples"
sys.path.insert(0, str(EXAMPLES))

from compare import same_bytes  # noqa: E402

BINARY = os.environ["TOKEN_FACTORY_BINARY"]
ROWS = 65_536
ALL = ["pandas_frame", "polars_frame", "duckdb_query", "ray_data", "spark_sql"]


def grid_of(count: int) -> str:
    """The grid of the examples with so many scenarios, in hundred thousands."""
    text = (EXAMPLES / "grid.toml").read_text()
    assert count % 100_000 == 0, "SCENARIOS is a multiple of 100,000"
    before, lever, rest = text.partition('lever = "load"')
    return before + lever + rest.replace("steps = 20", f"steps = {20 * count // 100_000}")


class Engines(unittest.TestCase):
    def test_every_example_writes_the_bytes_of_a_sweep(self) -> None:
        count = int(os.environ.get("SCENARIOS", "100000"))
        with tempfile.TemporaryDirectory() as folder:
            grid, swept = Path(folder, "grid.toml"), Path(folder, "swept.parquet")
            grid.write_text(grid_of(count))
            self.assertEqual(len(Grid(grid.read_text())), count)
            self.timed("sweep, 1 core", count, [BINARY, "sweep", grid, "--out", swept, "--threads", 1])
            expected = pyarrow.parquet.read_table(swept)
            again = swept.with_name("again.parquet")
            self.timed("sweep, 2 cores", count, [BINARY, "sweep", grid, "--out", again, "--threads", 2])
            self.assertEqual(again.read_bytes(), swept.read_bytes())
            # A test that compares nothing would pass.
            self.assertEqual(expected.num_rows, count)
            self.assertGreater(expected["profit.profit"].null_count, count // 10)
            with self.assertRaises(AssertionError):
                same_bytes(expected.slice(1), expected)
            with self.subTest("package"):
                same_bytes(self.evaluated(Grid(grid.read_text()), count), expected)
            for example in os.environ.get("ONLY", " ".join(ALL)).split():
                with self.subTest(example):
                    out = Path(folder, example)
                    self.timed(example, count, [sys.executable, EXAMPLES / f"{example}.py", grid, out])
                    files = sorted(out.glob("*.parquet")) if out.is_dir() else [out]
                    found = pyarrow.concat_tables(
                        [pyarrow.parquet.read_table(file, partitioning=None) for file in files],
                        promote_options="permissive",
                    )
                    same_bytes(found, expected)

    def evaluated(self, grid: Grid, count: int) -> pyarrow.Table:
        """The grid by the package alone, on one core and in this process."""
        start = time.monotonic()
        parts = [grid.evaluate(range(first, min(first + ROWS, count))) for first in range(0, count, ROWS)]
        seconds = time.monotonic() - start
        print(f"{'package, 1 core':16} {count / seconds:9,.0f} scenarios/s", flush=True)
        return pyarrow.concat_tables(parts)

    def timed(self, what: str, count: int, command: list) -> None:
        start = time.monotonic()
        ended = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=EXAMPLES)
        seconds = time.monotonic() - start
        self.assertEqual(ended.returncode, 0, f"{what}: {ended.stdout[-2000:]}{ended.stderr[-6000:]}")
        print(f"{what:16} {count / seconds:9,.0f} scenarios/s, {seconds:.1f} s with its start", flush=True)


if __name__ == "__main__":
    unittest.main()
