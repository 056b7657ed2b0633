"""What the examples share: the grid, where their table goes, and what proves that it is that of ``token-factory sweep``."""

import io
import sys
from pathlib import Path

import pyarrow
import pyarrow.ipc

from token_factory import Grid

HERE = Path(__file__).parent


def asked() -> tuple[Grid, Path]:
    """The grid and the output that the command line names: ``python ray_data.py GRID.toml OUT``."""
    grid, out = (sys.argv[1:] + [HERE / "grid.toml", "evaluated.parquet"][len(sys.argv) - 1 :])[:2]
    return Grid(Path(grid).read_text()), Path(out)


def column_bytes(table: pyarrow.Table, field: pyarrow.Field) -> bytes:
    """A column in one piece, as Arrow's IPC format has it."""
    column = table.column(field.name).cast(field.type).combine_chunks()
    if isinstance(column, pyarrow.ChunkedArray):
        column = column.chunk(0)
    # Laid out anew, so that bytes say nothing of how it came about.
    column = column.take(pyarrow.array(range(len(column)), pyarrow.int64()))
    batch = pyarrow.record_batch([column], schema=pyarrow.schema([field]))
    out = io.BytesIO()
    with pyarrow.ipc.new_stream(out, batch.schema) as writer:
        writer.write_batch(batch)
    return out.getvalue()


def same_bytes(found: pyarrow.Table, swept: pyarrow.Table) -> None:
    """Both tables have the same scenarios with the same columns, byte for byte, in whatever order the rows of the first are.

    :raises AssertionError: naming the column that differs.
    """
    found = found.sort_by("scenario")
    assert found.column_names == swept.column_names, (found.column_names, swept.column_names)
    assert found.num_rows == swept.num_rows, (found.num_rows, swept.num_rows)
    for field in swept.schema:
        assert column_bytes(found, field) == column_bytes(swept, field), f"the column {field.name} differs"
