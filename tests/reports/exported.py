"""An export of mails, and its tables read by name."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from config.consultation import Consultation
from reports.basis import Basis, basis_of
from reports.exports.extract import Extract, make_extract
from reports.exports.telling import Telling
from reports.report import Cell
from reports.status import make_status
from store.rows import MailRecord
from tests.reports.made import london

AT = london("11-30 23:59")


def basis(consultation: Consultation, mails: Sequence[MailRecord], at: datetime = AT, group: str = "") -> Basis:
    return basis_of(make_status(consultation, mails, (), at), mails, (), group)


def extract(consultation: Consultation, mails: Iterable[MailRecord], *, publishable: bool = False) -> Extract:
    return make_extract(Telling(basis(consultation, tuple(mails)), publishable))


def rows(made: Extract, table: str) -> list[dict[str, Cell]]:
    """The rows of one table, each by its columns."""
    filled = next(t for t in made.tables if t.form.name == table)
    names = [c.name for c in filled.form.columns]
    return [dict(zip(names, row, strict=True)) for row in filled.rows]
