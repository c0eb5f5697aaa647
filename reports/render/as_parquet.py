"""Tables as Parquet, for who goes on reckoning with them; needs pyarrow, which is not installed with Soundings."""

from importlib.util import find_spec
from io import BytesIO
from typing import Any

from reports.exports.schema import Filled, Type


def can_write_parquet() -> bool:
    """Whether pyarrow is there."""
    return find_spec("pyarrow") is not None


def render_parquet(table: Filled) -> bytes:
    """The table with its types; what each column means is in its metadata. The same table gives the same bytes.

    Moments are in UTC. Raises ImportError without pyarrow.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds: dict[Type, Any] = {
        Type.TEXT: pa.string(),
        Type.NUMBER: pa.int64(),
        Type.SHARE: pa.float64(),
        Type.FLAG: pa.bool_(),
        Type.DAY: pa.date32(),
        Type.MOMENT: pa.timestamp("us", tz="UTC"),
    }
    columns = table.form.columns
    fields = [pa.field(c.name, kinds[c.type], metadata={"description": c.meaning}) for c in columns]
    schema = pa.schema(fields, metadata={"description": table.form.a_row_is})
    cells = [[_clean(row[at]) for row in table.rows] for at in range(len(columns))]
    arrays = [pa.array(own, type=field.type) for own, field in zip(cells, fields, strict=True)]
    out = BytesIO()
    pq.write_table(pa.table(arrays, schema=schema), out, compression="zstd")
    return out.getvalue()


def _clean(cell: Any) -> Any:
    """Text that UTF-8 can hold."""
    return cell.encode("utf-8", "replace").decode("utf-8") if isinstance(cell, str) else cell
