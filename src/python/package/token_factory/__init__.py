"""The token economy as a factory that can be run: tables of scenarios in, tables of numbers out.

A table has a column for each lever that is set and a row for each scenario. ``evaluate`` gives it back with a column for each
number that is asked for, and a column ``reason``, which says why a number is missing where it is null:

>>> import token_factory
>>> table = token_factory.evaluate({"gpu": ["h100", "rubin"], "electricity": [0.05, 0.12]}, out=["profit.margin"])
>>> table.column_names
['gpu', 'electricity', 'profit.margin', 'reason']

A value is a number in the unit of the lever, or text as people type it: ``"128k"``, ``"8 ct"``, ``"on"``. Numbers come in the
unit of the sheet; the metadata of each field names it. Every row has the numbers that the page shows for its values, to the
bit, whatever stands in other rows, so a table can be divided among threads and machines as one likes.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow

from . import _model

__all__ = ["Grid", "USUAL", "__version__", "evaluate", "levers", "numbers"]

__version__: str = _model.VERSION

USUAL: tuple[str, ...] = tuple(_model.USUAL)
"""The numbers that are asked for where nobody says which: the headline results."""


def _stream(table: Any) -> Any:
    """A capsule with the tables of Arrow's C stream interface."""
    if isinstance(table, dict):
        table = pyarrow.table(table)
    elif not hasattr(table, "__arrow_c_stream__") and hasattr(table, "__arrow_c_array__"):
        table = pyarrow.record_batch(table)
    if not hasattr(table, "__arrow_c_stream__"):
        raise TypeError(
            f"A table is whatever has __arrow_c_stream__ or __arrow_c_array__, such as one of pyarrow, pandas, Polars or "
            f"DuckDB, or a dict of columns; {type(table).__name__} is none."
        )
    return table.__arrow_c_stream__()


def evaluate(
    table: Any,
    out: Sequence[str] = USUAL,
    *,
    scenario: str = "",
    keep: Sequence[str] = (),
) -> pyarrow.Table:
    """The table with numbers of every scenario beside it.

    :param table: columns named after levers, a row for each scenario: anything that hands over Arrow tables (pyarrow, pandas,
        Polars, DuckDB), or a dict of columns.
    :param out: names of numbers of the sheet, such as ``profit.margin``; :func:`numbers` lists all.
    :param scenario: the scenario that every row starts from, as a link has it: ``"v=2&gpu=rubin"``.
    :param keep: columns that are no levers and pass through. A column called ``scenario`` always does.
    :raises ValueError: in a sentence that names column and row, where a name or a value is none.

    Other Python threads run meanwhile. Numbers that a scenario does not have are null, and ``reason`` says why.
    """
    return pyarrow.table(_model.evaluate(_stream(table), list(out), scenario, list(keep)))


class Grid:
    """The scenarios of a grid in TOML, the same that ``token-factory sweep GRID.toml`` computes.

    Scenarios are numbered from 0, and each follows from its number alone, so that any machine can make any part of them. A grid
    can be pickled.
    """

    def __init__(self, text: str) -> None:
        """Reads the text of a grid.

        :raises ValueError: in a sentence that says what is wrong with it, and where.
        """
        self.text = text
        self._grid = _model.Grid(text)

    def __reduce__(self) -> tuple[type["Grid"], tuple[str]]:
        return (Grid, (self.text,))

    def __len__(self) -> int:
        return self._grid.count

    @property
    def out(self) -> list[str]:
        """Names of the numbers that are asked for."""
        return self._grid.out

    @property
    def scenario(self) -> str:
        """The scenario that all start from, as a link."""
        return self._grid.scenario

    @property
    def schema(self) -> pyarrow.Schema:
        """The columns of :meth:`evaluate`, with label and unit of each in its metadata."""
        return pyarrow.table(self._grid.schema()).schema

    def scenarios(self, numbers: range | Iterable[int]) -> pyarrow.Table:
        """The scenarios of these numbers: a column ``scenario`` with the number, and one for each lever that is swept.

        :raises ValueError: where there is no scenario of a number.
        """
        if isinstance(numbers, range) and numbers.step == 1:
            return pyarrow.table(self._grid.between(numbers.start, max(numbers.start, numbers.stop)))
        if isinstance(numbers, (pyarrow.Array, pyarrow.ChunkedArray)):
            numbers = numbers.to_pylist()
        return pyarrow.table(self._grid.numbered(list(numbers)))

    def evaluate(self, numbers: range | Iterable[int]) -> pyarrow.Table:
        """The scenarios of these numbers, with the numbers that the grid asks for."""
        return evaluate(self.scenarios(numbers), self.out, scenario=self.scenario)


def numbers() -> pyarrow.Table:
    """Every number of the sheet: its name, what it is called on the page, and its unit."""
    return pyarrow.table(_model.numbers())


def levers() -> pyarrow.Table:
    """Every lever: its name, what it is called, its unit, the ends of its track, its default, and the names of its list."""
    return pyarrow.table(_model.levers())
