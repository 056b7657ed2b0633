"""What the package promises its users."""

import pickle
import threading
import time
import unittest

import duckdb
import pandas
import polars
import pyarrow

import token_factory
from token_factory import Grid, evaluate

SMALL = """
out = ["profit.profit"]
[[axis]]
lever = "gpu"
values = ["gb300", "tpu7x"]
[[axis]]
lever = "load"
values = [40, 60]
"""


class Package(unittest.TestCase):
    def test_every_kind_of_table_gives_the_same(self) -> None:
        columns = {"gpu": ["gb300", "rubin"], "electricity": [0.05, 0.12]}
        expected = evaluate(columns, ["profit.margin"])
        self.assertEqual(expected.column_names, ["gpu", "electricity", "profit.margin", "reason"])
        self.assertEqual(expected.schema.field("profit.margin").metadata[b"unit"], b"%")
        table = pyarrow.table(columns)
        kinds = [
            table,
            table.to_batches()[0],
            table.to_reader(),
            pandas.DataFrame(columns),
            polars.DataFrame(columns),
            duckdb.sql("SELECT * FROM (VALUES ('gb300', 0.05), ('rubin', 0.12)) AS t(gpu, electricity)"),
            table.to_struct_array().chunk(0),
        ]
        for kind in kinds:
            found = evaluate(kind, ["profit.margin"])
            self.assertEqual(found["profit.margin"].to_pylist(), expected["profit.margin"].to_pylist(), type(kind))

    def test_what_does_not_exist_is_null_with_a_reason(self) -> None:
        table = evaluate({"gpu": ["gb300", "tpu7x"]}, ["profit.profit"])
        self.assertEqual([it is None for it in table["profit.profit"].to_pylist()], [False, True])
        self.assertIsNone(table["reason"][0].as_py())
        self.assertIn("All-in power", table["reason"][1].as_py())

    def test_rows_start_from_the_scenario_and_kept_columns_pass_through(self) -> None:
        table = evaluate({"load": [40], "name": ["a"]}, ["plan.gpu"], scenario="gpu=rubin", keep=["name"])
        self.assertEqual(table["plan.gpu"].to_pylist(), ["rubin"])
        self.assertEqual(table["name"].to_pylist(), ["a"])

    def test_what_is_wrong_is_told_in_a_sentence(self) -> None:
        cases = [
            (lambda: evaluate({"lod": [1]}), "Did you mean load"),
            (lambda: evaluate({"load": [1, 1000]}), "Row 1 (counted from 0) of the column “load”"),
            (lambda: evaluate({"load": [1]}, ["profit.profits"]), "Did you mean profit.profit"),
            (lambda: evaluate({"load": [1]}, scenario="gpu=abacus"), "abacus"),
            (lambda: Grid("axis = 3"), "Line 1"),
            (lambda: Grid(SMALL).scenarios([4]), "numbered from 0 to 3"),
        ]
        for call, part in cases:
            with self.assertRaises(ValueError) as caught:
                call()
            self.assertIn(part, str(caught.exception))
        # In a table of several pieces rows are counted from its beginning.
        pieces = pyarrow.concat_tables([pyarrow.table({"load": [50, 50]}), pyarrow.table({"load": [50, 500]})])
        with self.assertRaisesRegex(ValueError, "Row 3"):
            evaluate(pieces)
        with self.assertRaisesRegex(TypeError, "list is none"):
            evaluate([1, 2])

    def test_a_grid_makes_any_part_of_its_scenarios(self) -> None:
        grid = pickle.loads(pickle.dumps(Grid(SMALL)))
        self.assertEqual((len(grid), grid.out, grid.scenario), (4, ["profit.profit"], ""))
        whole = grid.evaluate(range(4))
        self.assertEqual(whole.schema, grid.schema)
        self.assertEqual(whole["load"].to_pylist(), [40, 60, 40, 60])
        self.assertEqual(grid.evaluate([3, 1]).to_pylist(), [whole.to_pylist()[3], whole.to_pylist()[1]])
        self.assertEqual(grid.evaluate(range(0)).num_rows, 0)

    def test_levers_and_numbers_are_listed_and_work(self) -> None:
        levers = token_factory.levers().to_pylist()
        self.assertGreater(len(levers), 70)
        row = {lever["name"]: [lever["default"]] for lever in levers}
        names = [number["name"] for number in token_factory.numbers().to_pylist()]
        self.assertGreater(len(names), 500)
        table = evaluate(row, names)
        # The baseline by each of its levers is the baseline.
        baseline = evaluate({"load": ["60"]}, names)
        for name in names:
            self.assertEqual(table[name].to_pylist(), baseline[name].to_pylist(), name)

    def test_other_threads_run_meanwhile(self) -> None:
        grid = Grid(SMALL.replace("values = [40, 60]", "from = 10\nto = 90\nsteps = 20000"))
        worker = threading.Thread(target=lambda: grid.evaluate(range(20000)))
        worker.start()
        ticks = 0
        while worker.is_alive():
            time.sleep(0.001)
            ticks += 1
        # A call that held the interpreter would let this thread run at its start and its end alone.
        self.assertGreater(ticks, 10)


if __name__ == "__main__":
    unittest.main()
