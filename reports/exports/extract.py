"""The export as a whole: every table, its dictionary, and what is told about it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reports.board import say_known_at
from reports.exports import answers, corrections, proposals, replies, status, topics
from reports.exports.schema import Column, Filled, Form, Row, Type, fill
from reports.exports.telling import Telling
from reports.report import Fact, Report, Section
from reports.wording import say_day, say_moment, say_number

_TABLES: tuple[tuple[Form, Callable[[Telling], Iterable[Row]]], ...] = tuple(
    (module.FORM, module.rows) for module in (status, replies, answers, topics, proposals, corrections)
)
DICTIONARY = Form(
    "dictionary",
    "A column of one of the tables",
    (
        Column("table", Type.TEXT, "The table", public=True),
        Column("a_row_is", Type.TEXT, "What a row of that table is", public=True),
        Column("column", Type.TEXT, "The column", public=True),
        Column("type", Type.TEXT, "What its cells hold", tuple(Type), public=True),
        Column("values", Type.TEXT, "All that they can hold, where that is few, parted by commas", public=True),
        Column("meaning", Type.TEXT, "What it says", public=True),
        Column("publishable", Type.FLAG, "Whether a publishable export has it", public=True),
    ),
)
ABOUT = Form(
    "about",
    "Something told of the export",
    (
        Column("name", Type.TEXT, "What is told", public=True),
        Column("value", Type.TEXT, "What it is", public=True),
    ),
)
FORMS = (*(form for form, _ in _TABLES), DICTIONARY, ABOUT)
"""The form of every table."""


@dataclass(frozen=True, slots=True)
class Extract:
    """All that an export writes, whatever the format; `facts` tell what it is of and what it leaves out."""

    title: str
    facts: tuple[Fact, ...]
    tables: tuple[Filled, ...]
    telling: Telling

    def as_report(self) -> Report:
        """The same for the spreadsheets, the facts as a sheet of their own."""
        results = self.telling.basis.results
        made_at = results.status.as_of.astimezone(results.consultation.zone)
        section = Section(self.title, tables=tuple(t.as_table() for t in self.tables))
        return Report(self.title, made_at, self.facts, (section,))

    @property
    def about(self) -> Filled:
        """The facts as a table, where each table is a file of its own."""
        facts = (Fact("Report", self.title), *self.facts)
        return fill(ABOUT, ({"name": f.name, "value": f.value} for f in facts))


def make_extract(telling: Telling) -> Extract:
    """Every table with its rows; a publishable one only what may be published, in no order of the list."""
    tables = tuple(_filled(telling))
    told = [t.form for t in tables]
    dictionary = fill(DICTIONARY, (row for form in (*told, DICTIONARY, ABOUT) for row in _described(form)))
    facts = (*_facts(telling), *_numbers(tables), *_left_out(telling))
    title = f"{telling.basis.results.consultation.title}: replies as data"
    return Extract(title, facts, (*tables, dictionary), telling)


def _filled(telling: Telling) -> Iterator[Filled]:
    for form, rows in _TABLES:
        if not telling.publishable:
            yield fill(form, rows(telling))
            continue
        public = form.for_public()
        if public.columns:
            yield fill(public, sorted(rows(telling), key=lambda row: str(row["stakeholder"])))


def _described(form: Form) -> Iterator[Row]:
    for column in form.columns:
        yield {
            "table": form.name,
            "a_row_is": form.a_row_is,
            "column": column.name,
            "type": str(column.type),
            "values": ", ".join(column.values),
            "meaning": column.meaning,
            "publishable": column.public,
        }


def _facts(telling: Telling) -> Iterator[Fact]:
    status = telling.basis.results.status
    yield Fact("As of", say_moment(status.as_of, status.consultation.zone))
    yield from say_known_at(status.known_at, status.consultation.zone)
    yield Fact("Deadline", say_day(status.consultation.deadline_on))
    yield Fact("Moments", f"in the time of {status.consultation.zone.key}")


def _numbers(tables: Iterable[Filled]) -> Iterator[Fact]:
    for table in tables:
        yield Fact(table.form.name, say_number(len(table.rows), "row"))


def _left_out(telling: Telling) -> Iterator[Fact]:
    if not telling.publishable:
        yield Fact("For", "the lead alone: it names people and tells what was said in confidence")
        return
    left, held = telling.discretion.left_out(), len(telling.held_back)
    yield Fact(
        "Left out",
        f"the names of {say_number(left.individuals, 'individual')} on the list, shown by their organisation; all of "
        f"{say_number(left.confidential, 'respondent')} who asked for confidence and of those who wrote with them; all "
        f"of {left.not_asked} who were not asked; who has not replied and who has nothing to say; the mails; and "
        "what people corrected",
    )
    if held:
        yield Fact(
            "Left out besides",
            f"what {held} more said, chosen by chance: figures less rows would otherwise be what those few chose who "
            "asked for confidence",
        )
    yield Fact(
        "Read it first",
        "names, addresses and telephone numbers in people's own words are replaced by “[name]”, so far as a machine "
        "can know them: read it before it is published",
    )
