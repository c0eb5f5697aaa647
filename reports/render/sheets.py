"""What the spreadsheets of both families share: names of sheets, widths of columns, heights of rows, full cells."""

from collections.abc import Sequence

from reports.report import Cell, Report, Table

MOST = 32_767
"""Characters that a cell can hold (Excel's limit, which LibreOffice keeps to when it writes for Excel)."""
PAPER = 220
"""Characters side by side that can still be read on a sheet of A4."""
_NARROW, _WIDE = 14, 60
"""The narrowest that a column gets for the sake of paper, and the widest of all."""
_CUT = " … (cut: the cell is full)"


def tables_of(report: Report) -> tuple[Table, ...]:
    """The tables of a report under names that a spreadsheet takes, and its facts as the last of them."""
    about = Table("About", ("", ""), (("Report", report.title), *((f.name, f.value) for f in report.facts)))
    names: set[str] = set()
    return tuple(Table(sheet_name(t.name, names), t.columns, t.rows) for t in (*report.tables, about))


def widths_of(table: Table, paper: int | None = PAPER) -> list[int]:
    """In characters. Where all columns together are too wide for a sheet of paper, the widest are wrapped the most."""
    longest = [max((len(str(row[at] or "")) for row in table.rows), default=0) for at in range(len(table.columns))]
    wanted = [min(max(len(c) + 4, n + 2, 8), _WIDE) for c, n in zip(table.columns, longest, strict=True)]
    if paper is None:
        return wanted
    most = next((cap for cap in range(_WIDE, _NARROW, -1) if sum(min(w, cap) for w in wanted) <= paper), _NARROW)
    return [min(w, most) for w in wanted]


def lines_of(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """How many lines the fullest cell takes up."""
    cells = ((str("" if cell is None else cell), width) for cell, width in zip(row, widths, strict=True))
    return max(
        (sum(-(-len(part) // max(width - 2, 1)) or 1 for part in text.split("\n")) for text, width in cells), default=1
    )


def fit(text: str) -> str:
    """Without what XML cannot hold, and no longer than a cell."""
    clean = "".join(c for c in text if c in "\n\t" or ((c.isprintable() or c.isspace()) and ord(c) >= 32))
    clean = clean.encode("utf-8", "replace").decode("utf-8")
    return clean if len(clean) <= MOST else clean[: MOST - len(_CUT)] + _CUT


def sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel takes: 31 characters, without []:*?/\\, unlike any other whatever its case."""
    base = "".join(" " if c in "[]:*?/\\" else c for c in name).strip(" '")[:31] or "Sheet"
    chosen, number = base, 2
    while chosen.lower() in taken or chosen.lower() == "history":
        chosen, number = f"{base[:27]} {number}", number + 1
    taken.add(chosen.lower())
    return chosen
