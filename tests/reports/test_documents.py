"""The summary as documents: the same bytes each time, figures as the labels have them, a lead's template kept."""

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.shared import Pt
from lxml import etree
from odfdo import Document as Odt

from config.consultation import Consultation
from reports.render.as_docx import PLACE, TemplateError, render_docx
from reports.render.as_html import render_html
from reports.render.as_markdown import render_markdown
from reports.render.as_odt import render_odt
from reports.report import Report
from reports.results import Results, make_results
from reports.summary_json import figures_of
from reports.summary_report import make_summary_report
from store.rows import Chaser, MailRecord
from tests.reports.made import london

HERE = Path(__file__).parent


@pytest.fixture
def results(practice: Consultation, practice_mails: tuple[MailRecord, ...]) -> Results:
    """As at 30 November, with two rounds of reminders."""
    refs = [s.ref for s in practice.stakeholders]
    rounds = ((datetime(2024, 11, 15, 9, tzinfo=UTC), refs[:40]), (datetime(2024, 11, 20, 9, tzinfo=UTC), refs[5:30]))
    chasers = [Chaser(ref, at, f"{at:%d}") for at, those in rounds for ref in those]
    return make_results(practice, practice_mails, (), london("11-30 23:59"), chasers)


@pytest.fixture
def report(results: Results) -> Report:
    return make_summary_report(results)


@pytest.mark.parametrize("publishable", [False, True])
def test_the_summary_reads_as_it_should(results: Results, publishable: bool) -> None:
    """Kept beside this test and read by people; a change of wording changes the file."""
    name = "practice-summary-publishable.md" if publishable else "practice-summary.md"
    text = render_markdown(make_summary_report(results, publishable=publishable))
    assert text == (HERE / name).read_text("utf-8")


def test_the_same_outcome_gives_the_same_bytes_whatever_the_hour(report: Report) -> None:
    for render in (render_docx, render_odt):
        made = render(report)
        assert made == render(report)
        times = {info.date_time for info in ZipFile(BytesIO(made)).infolist()}
        assert times == {(1980, 1, 1, 0, 0, 0)}


def test_word_has_the_headings_charts_and_tables_of_the_report(report: Report) -> None:
    document = docx.Document(BytesIO(render_docx(report)))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [s.heading for s in report.sections]
    charts = [c for s in report.sections for c in s.pictures]
    assert [s._inline.docPr.get("descr") for s in document.inline_shapes] == [c.told for c in charts]
    assert len(charts) == 5
    assert len(document.tables) == sum(bool(t.rows) for t in report.tables)
    quotes = [p.text for p in document.paragraphs if p.style.name == "Quote"]
    assert quotes == [f"“{q.words}”" for s in report.sections for q in s.quotes]


def test_open_document_has_the_same_words(report: Report) -> None:
    raw = render_odt(report)
    packed = ZipFile(BytesIO(raw))
    assert packed.namelist()[0] == "mimetype"
    assert packed.read("mimetype") == b"application/vnd.oasis.opendocument.text"
    assert len([n for n in packed.namelist() if n.endswith(".png")]) == 5
    text = " ".join("".join(map(str, etree.fromstring(packed.read("content.xml")).itertext())).split())
    assert Odt(BytesIO(raw)).meta.title == report.title
    for section in report.sections:
        assert section.heading in text
        assert all(" ".join(q.words.split()) in text for q in section.quotes)
    cells = [c for t in report.tables for row in t.rows for c in row if isinstance(c, str) and len(c) > 40]
    assert cells
    assert all(" ".join(c.split()) in text for c in cells)


def test_the_page_needs_nothing_from_elsewhere(report: Report) -> None:
    page = render_html(report)
    assert page.count("<svg") == 5
    assert "src=" not in page
    assert "href=" not in page
    assert "<script" not in page


def test_every_figure_is_in_the_json_with_its_mails(results: Results) -> None:
    values = json.loads(json.dumps(figures_of(results)))
    known = {m for x in results.status.lines for m in x.mails} | {m for r in results.others for m in r.mails}
    assert values["2.2.e.prefer"]["value"] == 15
    for figure in values.values():
        assert figure["value"] == len(figure["behind"])
        assert {m for voice in figure["behind"] for m in voice["mails"]} <= known


def template(*paragraphs: str) -> bytes:
    made = docx.Document()
    made.styles["Heading 1"].font.size = Pt(31)
    made.sections[0].header.paragraphs[0].text = "Our own head"
    for words in paragraphs:
        made.add_paragraph(words)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_template_gives_its_styles_and_its_own_words_around_the_summary(report: Report) -> None:
    made = docx.Document(BytesIO(render_docx(report, template("Before", PLACE, "After"))))
    texts = [p.text for p in made.paragraphs]
    assert (texts[0], texts[1], texts[-1]) == ("Before", report.title, "After")
    assert PLACE not in texts
    assert made.styles["Heading 1"].font.size == Pt(31)
    assert made.sections[0].header.paragraphs[0].text == "Our own head"
    assert len(made.tables) == sum(bool(t.rows) for t in report.tables)


def test_a_template_without_the_place_gives_its_styles_alone(report: Report) -> None:
    made = docx.Document(BytesIO(render_docx(report, template("Old words"))))
    assert made.paragraphs[0].text == report.title
    assert "Old words" not in [p.text for p in made.paragraphs]
    assert made.styles["Heading 1"].font.size == Pt(31)


def test_a_summary_that_was_written_can_be_the_template_of_the_next(report: Report) -> None:
    first = render_docx(report)
    second = docx.Document(BytesIO(render_docx(report, first)))
    assert [p.text for p in second.paragraphs] == [p.text for p in docx.Document(BytesIO(first)).paragraphs]


@pytest.mark.parametrize("raw", [b"not a zip", b"PK\x03\x04broken", b"x" * 5000])
def test_a_template_that_is_no_word_document_is_named_so(report: Report, raw: bytes) -> None:
    with pytest.raises(TemplateError, match="no Word document"):
        render_docx(report, raw)
