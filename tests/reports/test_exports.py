"""The exported tables: they add up to the figures, hold what their dictionary says, and tell the public no secret."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.consultation import Consultation, Ref
from reports.basis import Basis
from reports.discretion import LEAST
from reports.exports import answers, corrections, proposals, replies, status, topics
from reports.exports.extract import FORMS, Extract
from reports.exports.schema import Form, Type
from reports.exports.telling import Telling
from reports.report import Cell
from reports.results_index import index
from reports.trace_index import figures_of_basis
from store.rows import MailRecord
from tests.reports.exported import basis, extract, rows
from tests.reports.made import ANN, BOB, CAT, TIM, TOM, consultation, line, mail

DOCS = Path(__file__).parent.parent.parent / "docs"
PLACES = {Type.TEXT: str, Type.NUMBER: int, Type.SHARE: float, Type.FLAG: bool, Type.DAY: date, Type.MOMENT: datetime}
MODULES = (status, replies, answers, topics, proposals, corrections)
SHARED = {"on_list", "confidence", "rules"}
"""Cells that are made for several tables, of which one or another has no need."""
SHUFFLES = 3


@pytest.fixture(scope="module")
def found(practice: Consultation, practice_mails: tuple[MailRecord, ...]) -> Basis:
    return basis(practice, practice_mails)


@pytest.fixture(scope="module")
def made(practice: Consultation, practice_mails: tuple[MailRecord, ...]) -> Extract:
    return extract(practice, practice_mails)


@pytest.fixture(scope="module")
def public(practice: Consultation, practice_mails: tuple[MailRecord, ...]) -> Extract:
    return extract(practice, practice_mails, publishable=True)


def test_counting_the_rows_of_a_figure_gives_the_figure(found: Basis, made: Extract) -> None:
    """Every figure of a question or of a topic, by the name that stands in the rows and by the flags beside it."""
    counted = Counter(str(r["figure"]) for table in ("answers", "topics") for r in rows(made, table))
    for row in rows(made, "topics"):
        if row["on_list"]:
            counted[f"{row['topic']}.first"] += bool(row["first_choice"])
            counted[f"{row['topic']}.replace"] += bool(row["would_replace"])
    lists = {(r["list"], r["stakeholder"]) for r in rows(made, "topics") if r["on_list"] and r["answered_list"]}
    counted.update(f"{list_id}.answered" for list_id, _ in lists)
    figures = {n: f.figure.value for n, f in index(found.results).items() if n[0] in "Q23"}
    assert {name: counted[name] for name in figures} == figures
    assert set(counted) - set(figures) == {""}
    assert sum(figures.values()) > 400


def test_the_lines_stand_as_the_board_counts_them(found: Basis, made: Extract) -> None:
    lines = [r for r in rows(made, "status") if not r["collective"]]
    counted = Counter(f"standing.{r['standing']}" for r in lines)
    figures = index(found.results)
    assert {n: f.figure.value for n, f in figures.items() if n.startswith("standing.")} == {
        n: counted[n] for n in figures if n.startswith("standing.")
    }
    assert sum(r["replied"] is True for r in lines) == found.results.replied.value
    proposers = {r["stakeholder"] for r in rows(made, "proposals")}
    assert len(proposers) == figures["proposals"].figure.value


def test_every_mail_has_its_row_and_every_key_leads_somewhere(
    made: Extract, practice_mails: tuple[MailRecord, ...]
) -> None:
    assert [r["mail"] for r in rows(made, "replies")] == [
        r.mail.archive_id for r in sorted(practice_mails, key=lambda r: (r.mail.received_at, r.mail.archive_id))
    ][: len(rows(made, "replies"))]
    known = {r["stakeholder"] for r in rows(made, "status")} | {f"unlisted-{n}" for n in range(1, 6)}
    mails = {r["mail"] for r in rows(made, "replies")}
    for table in ("answers", "topics", "proposals"):
        for row in rows(made, table):
            assert row["stakeholder"] in known
            assert set(str(row["mails"]).split()) <= mails
    assert {word for r in rows(made, "replies") for word in str(r["stakeholders"]).split()} <= known


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.FORM.name)
def test_a_row_has_the_columns_of_its_form_and_no_other(found: Basis, module: object) -> None:
    form: Form = getattr(module, "FORM")  # noqa: B009
    for row in getattr(module, "rows")(Telling(found)):  # noqa: B009
        names = {c.name for c in form.columns}
        assert names <= set(row) <= names | SHARED


def test_every_cell_is_of_its_type_and_among_its_values(made: Extract, public: Extract) -> None:
    for table in (*made.tables, *public.tables):
        for at, column in enumerate(table.form.columns):
            cells = [row[at] for row in table.rows]
            assert all(c is None or type(c) is PLACES[column.type] for c in cells), (table.form.name, column.name)
            if column.values:
                assert set(cells) <= {*column.values, ""}, (table.form.name, column.name)


def test_the_dictionary_of_an_export_tells_every_column_that_it_has(made: Extract, public: Extract) -> None:
    for each in (made, public):
        told = [(r["table"], r["column"], r["meaning"]) for r in rows(each, "dictionary")]
        forms = (*(t.form for t in each.tables), each.about.form)
        assert sorted(told) == sorted((f.name, c.name, c.meaning) for f in forms for c in f.columns)
        assert all(r["a_row_is"] and r["meaning"] for r in rows(each, "dictionary"))


def test_the_page_has_the_dictionary_of_the_code_and_nothing_else() -> None:
    page = (DOCS / "export.md").read_text("utf-8").partition("## The tables\n")[2]
    sections = {part.partition("\n")[0]: part for part in page.split("### ")[1:]}
    assert list(sections) == [f.name for f in FORMS]
    for form in FORMS:
        described = [line for line in sections[form.name].splitlines() if line.startswith("| `")]
        assert described == [
            f"| `{c.name}` | {c.type} | {'yes' if c.public else ''} | {c.meaning}."
            + (f" One of {', '.join(f'`{v}`' for v in c.values)}." if c.values else "")
            + " |"
            for c in form.columns
        ]
        assert f"{form.a_row_is}." in sections[form.name]


def test_a_correction_stands_until_it_is_taken_back_or_followed_by_another() -> None:
    said = (("kind", "response"), ("kind", "query"), ("topics.2.2.a", {"stance": "prefer"}))
    made = extract(consultation(), [mail("11-18 09:00", "response", ANN, corrections=said)])
    assert [(r["field"], r["stands"], r["value"]) for r in rows(made, "corrections")] == [
        ("kind", False, '"response"'),
        ("kind", True, '"query"'),
        ("topics.2.2.a", True, '{"stance": "prefer"}'),
    ]


def test_what_a_person_decided_is_told_as_theirs() -> None:
    said = (("topics.2.2.a", {"stance": "prefer", "rank": 1}),)
    views = {"2.2.b": ("oppose", None)}
    made = extract(consultation(), [mail("11-18 09:00", "response", ANN, topics=views, corrections=said)])
    by = {r["topic"]: (r["stance"], r["rank"], r["decided_by"]) for r in rows(made, "topics")}
    assert by["2.2.a"] == ("prefer", 1, "person")
    assert by["2.2.b"] == ("oppose", None, "machine")
    assert by["2.2.c"] == ("not_named", None, "")


NAMED = (
    *(line(ref, name=f"{ref.title()} Wetherby", organisation=f"{ref} body") for ref in (ANN, BOB, CAT)),
    line(TIM, "Teams", name="Tim Orchard", organisation=""),
    line(TOM, "Teams", name="Tom Quill", organisation="Quill Works"),
)


def test_the_public_is_told_neither_names_nor_refs_nor_times(public: Extract, practice: Consultation) -> None:
    told = " ".join(str(cell) for t in public.tables if t.form.name != "dictionary" for row in t.rows for cell in row)
    for who in practice.stakeholders:
        names = [n for n in (who.name, who.email) if n and not any(word.isupper() for word in n.split())]
        assert not [n for n in names if n in told], who
        assert not re.search(rf"(?<![\w-]){re.escape(who.ref)}(?![\w-])", told), who
    assert not re.search(r"\b[0-9a-f]{64}\b", told)
    cells = [cell for t in public.tables for row in t.rows for cell in row]
    assert not [c for c in cells if isinstance(c, datetime)]
    assert {t.form.name for t in public.tables} == {"status", "answers", "topics", "proposals", "dictionary"}


def test_the_public_is_told_how_much_is_left_out(public: Extract) -> None:
    facts = {f.name: f.value for f in public.facts}
    assert "the names of 29 individuals" in facts["Left out"]
    assert "all of 3 respondents who asked for confidence" in facts["Left out"]
    assert "all of 5 who were not asked" in facts["Left out"]
    assert "Read it first" in facts


def test_who_wrote_together_with_one_who_asked_for_confidence_is_not_told() -> None:
    views = {"2.2.a": ("prefer", 1)}
    joint = mail("11-18 09:00", "response", ANN, BOB, topics=views)
    secret = mail("11-19 09:00", "nil_response", BOB, confidential=True)
    made = extract(consultation(lines=NAMED), [joint, secret], publishable=True)
    assert rows(made, "topics") == []
    assert rows(made, "status") == []


def test_who_was_not_asked_is_told_to_the_lead_alone() -> None:
    stranger = mail("11-18 09:00", "response", topics={"2.2.a": ("prefer", 1)}, sender="x@y.example")
    assert {r["stakeholder"] for r in rows(extract(consultation(), [stranger]), "topics")} == {"unlisted-1"}
    assert [r["figure"] for r in rows(extract(consultation(), [stranger]), "topics")] == [""] * 4
    assert rows(extract(consultation(), [stranger], publishable=True), "topics") == []


MANY = tuple(line(Ref(f"p{n}"), f"Group {n % 3}", name=f"Person {n}", organisation=f"Body {n}") for n in range(18))


@settings(max_examples=40)
@given(st.sets(st.integers(0, 17)), st.sets(st.integers(0, 17)))
def test_figures_less_rows_never_tell_what_fewer_than_five_said(wrote: set[int], secret: set[int]) -> None:
    """Of all, and of each group: either nobody asked for confidence, or five are missing, or nobody is left."""
    views = {"2.2.a": ("prefer", 1)}
    mails = [
        mail(f"11-18 09:{n:02}", "response", MANY[n].ref, topics=views, confidential=n in secret) for n in sorted(wrote)
    ]
    made = extract(consultation(lines=MANY), mails, publishable=True)
    told = {str(r["name"]): str(r["group"]) for r in rows(made, "topics")}
    for group in (None, "Group 0", "Group 1", "Group 2"):
        gave = {n for n in wrote if group in (None, MANY[n].group)}
        shown = {n for n in gave if MANY[n].organisation in told}
        assert shown.isdisjoint(secret)
        if gave & secret:
            assert len(gave - shown) >= LEAST or not shown
        elif not wrote & secret:
            assert shown == gave


def test_numbers_of_the_public_follow_no_order_of_the_list(public: Extract, practice: Consultation) -> None:
    listed = {s.organisation: at for at, s in enumerate(practice.stakeholders)}
    order = [listed[str(r["name"])] for r in rows(public, "status") if r["name"] in listed]
    assert len(order) > 20
    assert order != sorted(order)
    keys = [str(r["stakeholder"]) for r in rows(public, "status")]
    assert keys == sorted(keys)
    assert {str(r["stakeholder"]) for r in rows(public, "topics")} <= set(keys)


@given(st.randoms(use_true_random=False))
@settings(max_examples=SHUFFLES)
def test_the_order_in_which_mails_came_in_changes_nothing(
    practice: Consultation, practice_mails: tuple[MailRecord, ...], made: Extract, public: Extract, chance: object
) -> None:
    mails = list(practice_mails)
    chance.shuffle(mails)  # type: ignore[attr-defined]
    assert extract(practice, mails).tables == made.tables
    assert extract(practice, mails, publishable=True).tables == public.tables


def test_one_who_has_nothing_to_say_has_rows_for_the_lead_alone() -> None:
    silent = replace(mail("11-18 09:00", "nil_response", ANN))
    told: list[dict[str, Cell]] = rows(extract(consultation(), [silent]), "answers")
    assert [(r["question"], r["status"], r["figure"]) for r in told] == [
        ("Q1", "nil", "Q1.nil"),
        ("Q2", "nil", "Q2.nil"),
    ]
    assert rows(extract(consultation(), [silent], publishable=True), "answers") == []


def test_every_figure_that_the_page_of_commands_names_is_there(found: Basis) -> None:
    section = (DOCS / "commands.md").read_text("utf-8").partition("A name is made of")[2].partition("\n\n")[0]
    named = set(re.findall(r"`([\w.-]+)`", section)) - {"figure"}
    assert len(named) > 18
    assert named <= set(figures_of_basis(found))
