"""The distribution list: who was asked, as the lead keeps it in a spreadsheet."""

import csv
import dataclasses
import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from config.consultation import Ref, Stakeholder
from config.errors import ConfigError
from config.sheet import Row, guard, load_rows

COLUMNS = (
    "Ref",
    "Group",
    "Name",
    "Role",
    "Organisation",
    "Email",
    "Other emails",
    "Member of",
    "Language",
    "Statutory",
)
_REQUIRED = ("Ref", "Group", "Name", "Organisation", "Email")
_OTHER_SPELLINGS = {
    "reference": "Ref",
    "organization": "Organisation",
    "emailaddress": "Email",
    "emails": "Email",
    "otheremail": "Other emails",
    "otheremailaddresses": "Other emails",
    "memberof": "Member of",
}
_ADDRESS = re.compile(r"[^@\s,;<>\"()]+@[^@\s,;<>\"().]+(\.[^@\s,;<>\"().]+)+")
_REF = re.compile(r"[\w.-]+")
_LANGUAGES = {"": "en", "english": "en", "welsh": "cy", "cymraeg": "cy"}
_YES = {"yes", "y", "true", "1", "x", "statutory"}
_NO = {"", "no", "n", "false", "0"}


def load_stakeholders(path: Path) -> tuple[Stakeholder, ...]:
    """The lines of a CSV or XLSX list, in order. Raises ConfigError with file, line, column and mend."""
    rows = load_rows(path)
    at, columns = _find_header(path, rows)
    lines = [_Line(path, row, columns) for row in rows[at + 1 :]]
    if not lines:
        raise ConfigError(path, "the list has no lines", "Write one line for each person or body that was asked.")
    stakeholders = tuple(line.stakeholder() for line in lines)
    _refuse_same_ref(lines, stakeholders)
    _refuse_same_address(lines, stakeholders)
    return _with_members(lines, stakeholders)


def load_columns(path: Path) -> tuple[str, ...]:
    """The columns that a list's header names, by our names. Raises ConfigError."""
    rows = load_rows(path)
    return tuple(_find_header(path, rows)[1])


def check_address(text: str) -> str:
    """A mail address in lower case. Raises ConfigError where it is none."""
    address = text.strip().removeprefix("mailto:").lower()
    if not _ADDRESS.fullmatch(address):
        raise ConfigError(text or '""', "this is not a mail address", "Write one, such as name@body.gov.uk.")
    return address


def write_stakeholders(path: Path, stakeholders: Iterable[Stakeholder]) -> None:
    """Write a list as CSV that Excel opens rightly (UTF-8 with its mark) and that loads again as it was."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for s in stakeholders:
            cells = [s.ref, s.group, s.name, s.role, s.organisation, s.email, "; ".join(s.other_emails)]
            cells += [s.member_of or "", s.language, "yes" if s.statutory else ""]
            writer.writerow([guard(cell) for cell in cells])


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the list with its cells by column name."""

    path: Path
    row: Row
    columns: Mapping[str, int]

    def cell(self, column: str) -> str:
        place = self.columns.get(column)
        return self.row.cells[place] if place is not None and place < len(self.row.cells) else ""

    def wrong(self, column: str, problem: str, mend: str) -> ConfigError:
        return ConfigError(self.path, problem, mend, line=self.row.line, column=column)

    def stakeholder(self) -> Stakeholder:
        others = tuple(a for a in re.split(r"[;,\s]+", self.cell("Other emails")) if a)
        made = Stakeholder(
            ref=self._ref(),
            group=self.cell("Group"),
            name=self.cell("Name"),
            role=self.cell("Role"),
            organisation=self.cell("Organisation"),
            email=self._address("Email", self.cell("Email")),
            other_emails=tuple(self._address("Other emails", address) for address in others),
            language=self._language(),
            statutory=self._statutory(),
        )
        if not made.label:
            raise self.wrong("Name", "the line names nobody", "Write a name, a role or an organisation.")
        return made

    def _ref(self) -> Ref:
        ref = self.cell("Ref")
        if not ref:
            mend = "Write a short name of your own that will not change, such as lord-chancellor. None is made up here."
            raise self.wrong("Ref", "the line has no Ref", mend)
        if not _REF.fullmatch(ref):
            better = re.sub(r"[^\w.-]+", "-", ref).strip("-").lower() or "lord-chancellor"
            raise self.wrong("Ref", f"{ref!r} has a space or a sign in it", f"Write it as {better}.")
        return Ref(ref)

    def _address(self, column: str, text: str) -> str:
        address = text.removeprefix("mailto:")
        if not address or _ADDRESS.fullmatch(address):
            return address
        mend = "Write one address, such as name@body.gov.uk, or leave the cell empty."
        if address.count("@") > 1:
            mend = "Write one address here and the rest under Other emails."
        raise self.wrong(column, f"{text!r} is not a mail address", mend)

    def _language(self) -> str:
        given = self.cell("Language").casefold()
        language = _LANGUAGES.get(given, given)
        if not re.fullmatch(r"[a-z]{2,3}", language):
            raise self.wrong("Language", f"there is no language {given!r}", "Write en for English or cy for Welsh.")
        return language

    def _statutory(self) -> bool:
        given = self.cell("Statutory").casefold()
        if given not in _YES | _NO:
            raise self.wrong("Statutory", f"{given!r} is neither yes nor no", "Write yes, or leave the cell empty.")
        return given in _YES


def _plain(header: str) -> str:
    return re.sub(r"[^a-z]", "", header.casefold())


def _column(header: str) -> str | None:
    plain = _plain(header)
    return next((c for c in COLUMNS if _plain(c) == plain), _OTHER_SPELLINGS.get(plain))


def _find_header(path: Path, rows: tuple[Row, ...]) -> tuple[int, dict[str, int]]:
    """The place of the first row that names a Ref column, and the columns by name; other columns are let be."""
    for at, row in enumerate(rows):
        named = [(_column(cell), place) for place, cell in enumerate(row.cells)]
        columns: dict[str, int] = {}
        for name, place in named:
            if name in columns:
                raise ConfigError(path, f"the column {name} is there twice", "Keep one.", line=row.line, column=name)
            if name:
                columns[name] = place
        if "Ref" not in columns:
            continue
        missing = [name for name in _REQUIRED if name not in columns]
        if missing:
            problem = f"the header has no column {', '.join(missing)}"
            raise ConfigError(path, problem, _header_mend(row, missing[0]), line=row.line, column=missing[0])
        return at, columns
    line = rows[0].line if rows else 1
    there = ", ".join(cell for cell in rows[0].cells if cell)[:200] if rows else "nothing"
    mend = (
        f"The first row has {there}. Let it name the columns {', '.join(_REQUIRED)}, and if you like "
        f"{', '.join(c for c in COLUMNS if c not in _REQUIRED)}: Ref is a short name of your own for each line."
    )
    raise ConfigError(path, "the header is missing", mend, line=line, column="Ref")


def _header_mend(row: Row, missing: str) -> str:
    near = difflib.get_close_matches(missing.casefold(), [c.casefold() for c in row.cells], n=1)
    return f"Is it {near[0]!r}? Write {missing}." if near else f"Add a column {missing}; its cells may be empty."


def _refuse_same_ref(lines: list[_Line], stakeholders: tuple[Stakeholder, ...]) -> None:
    seen: dict[str, int] = {}
    for line, s in zip(lines, stakeholders, strict=True):
        before = seen.setdefault(s.ref.casefold(), line.row.line)
        if before != line.row.line:
            raise line.wrong("Ref", f"{s.ref!r} is also the Ref of line {before}", "Give one of them another.")


def _refuse_same_address(lines: list[_Line], stakeholders: tuple[Stakeholder, ...]) -> None:
    seen: dict[str, int] = {}
    for line, s in zip(lines, stakeholders, strict=True):
        for place, address in enumerate(s.addresses):
            before = seen.setdefault(address, line.row.line)
            if before != line.row.line:
                column = "Email" if s.email and place == 0 else "Other emails"
                mend = "An address must tell who writes: keep it in one line."
                raise line.wrong(column, f"{address} is also in line {before}", mend)


def _with_members(lines: list[_Line], stakeholders: tuple[Stakeholder, ...]) -> tuple[Stakeholder, ...]:
    """The same lines with `member_of` set, which may name a line further down."""
    refs = {s.ref.casefold(): s.ref for s in stakeholders}
    belongs = {line.cell("Ref"): line.cell("Member of").casefold() for line in lines}
    made = []
    for line, s in zip(lines, stakeholders, strict=True):
        group = belongs[s.ref]
        if group and group not in refs:
            near = difflib.get_close_matches(group, refs, n=1)
            mend = f"Did you mean {refs[near[0]]}?" if near else "Write the Ref of the collective line."
            raise line.wrong("Member of", f"no line has the Ref {line.cell('Member of')!r}", mend)
        if group == s.ref.casefold():
            raise line.wrong("Member of", "the line is a member of itself", "Leave the cell empty.")
        if group and belongs[refs[group]]:
            problem = f"{refs[group]} is itself a member of another line"
            raise line.wrong("Member of", problem, "Name the outer line: members stand one below another only once.")
        made.append(dataclasses.replace(s, member_of=refs[group]) if group else s)
    return tuple(made)
