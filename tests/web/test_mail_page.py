"""One mail: its decisions beside their words, its texts, and itself to take away."""

from dataclasses import replace
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from classify.analysis import Analysis, Decision, Evidence, Kind
from config.consultation import Ref
from ingest.message import ArchiveId, Span
from ingest.parse import parse
from soundings.bootstrap import Office
from soundings.desk import OfficeDesk
from store.overlay import blank_analysis
from tests.soundings.desk import REPLY
from tests.web.taken_in import html_mail, plain_mail, take_in

WORDS = "Dear all,\n\nWe prefer remand & recall, <first> of all.\n\nAnn\n"


def analysed(*spans: tuple[int, int]) -> Analysis:
    """A response whose proofs are these stretches of its body."""
    proofs = tuple(Evidence("a-rule", "", Span("body", start, end)) for start, end in spans)
    kind = Decision(Kind.RESPONSE, 0.87, proofs)
    return replace(
        blank_analysis(ArchiveId("")), rules_version="1", kind=kind, review=("kind: response is not certain",)
    )


def shown(client: TestClient, mail: str) -> LexborHTMLParser:
    answer = client.get(f"/replies/{mail}")
    assert answer.status_code == 200
    return LexborHTMLParser(answer.text)


def words_of(page: LexborHTMLParser) -> str:
    return "".join(block.text() for block in page.css(".app-text__words"))


def marked(page: LexborHTMLParser) -> set[str]:
    names = {m.attributes["data-mark"] for m in page.css("mark[data-mark]")}
    return {"".join(m.text() for m in page.css(f'mark[data-mark="{name}"]')) for name in names}


def test_a_decision_stands_beside_its_words_and_leads_to_them(editor: TestClient, office: Office) -> None:
    mail = take_in(office, plain_mail(WORDS), analysed((11, 20), (14, 27)))
    page = shown(editor, mail)
    assert words_of(page) == parse(plain_mail(WORDS), office.consultation.letter).text("body")
    assert marked(page) == {"We prefer", "prefer remand"}
    links = {a.attributes["href"] for a in page.css(".app-point__proofs a")}
    assert links == {f"#{m.attributes['id']}" for m in page.css("mark[id]")}
    assert "87% sure" in page.body.text()  # type: ignore[union-attr]
    assert "Kind: response is not certain".lower() in page.body.text().lower()  # type: ignore[union-attr]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted).map(tuple), max_size=6))
def test_the_text_of_the_page_is_the_mail_s_and_each_span_is_marked_exactly(
    editor: TestClient, office: Office, spans: list[tuple[int, int]]
) -> None:
    raw = plain_mail(WORDS, f"spans {spans}")
    content = parse(raw, office.consultation.letter).text("body")
    page = shown(editor, take_in(office, raw, analysed(*spans)))
    assert words_of(page) == content
    assert marked(page) == {content[start:end] for start, end in spans if start < end <= len(content)}


def test_the_practice_replies_are_shown_word_for_word(editor: TestClient, desk: OfficeDesk) -> None:
    for mail in list(desk.view().records)[:12]:
        page = shown(editor, mail)
        assert words_of(page) == "".join(t.content for t in desk.parsed(mail).texts if t.content.strip())


def test_the_head_says_who_and_what_standing_it_gives(editor: TestClient) -> None:
    text = shown(editor, REPLY).body.text()  # type: ignore[union-attr]
    assert "Minister for Prisons" in text
    assert REPLY in text


def test_a_person_s_word_is_told_from_the_rules_and_the_history_has_it(editor: TestClient, desk: OfficeDesk) -> None:
    desk.correct(REPLY, {"kind": "holding", "stakeholders": [Ref("minister-victims")]}, "Lee", "by telephone")
    text = " ".join(shown(editor, REPLY).body.text().split())  # type: ignore[union-attr]
    assert "Decided by Lee" in text
    assert "by telephone. The rules say: response" in text
    assert "kind: holding (by telephone)" in text


@pytest.mark.parametrize("tail", ["", "/mail.eml", "/original", "/attachments/1"])
@pytest.mark.parametrize(
    "mail", ["0" * 64, "nobody", "..%2F..%2Fetc%2Fpasswd", "%00", "<script>alert(1)</script>", "a" * 5000]
)
def test_an_unknown_mail_is_a_page_that_says_so(editor: TestClient, mail: str, tail: str) -> None:
    answer = editor.get(f"/replies/{mail}{tail}")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text
    assert len(answer.text) < 20_000


def test_the_first_digits_of_an_id_lead_to_the_mail(editor: TestClient) -> None:
    assert editor.get(f"/replies/{REPLY[:10]}", follow_redirects=False).headers["location"] == f"/replies/{REPLY}"
    assert editor.get("/replies/ab").status_code == 404


def with_files() -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = "a@b.example", "our reply"
    made.set_content("See the files.")
    for data, kind, name in (
        (b"a,b\n", "text/csv", "figures.csv"),
        (b"<script>alert(1)</script>", "text/html", "page.html"),
        (b"MZ", "application/pdf", "reply.pdf.exe"),
        (b"<svg/>", "image/svg+xml", 'x"\r\nSet-Cookie: a=b; ..\\..\\é\u202etxt.svg'.replace("\r\n", " ")),
    ):
        maintype, subtype = kind.split("/")
        made.add_attachment(data, maintype=maintype, subtype=subtype, filename=name)
    return made.as_bytes()


def test_files_are_saved_and_never_shown_and_what_is_no_document_has_no_type(
    editor: TestClient, office: Office
) -> None:
    mail = take_in(office, with_files(), analysed())
    kinds = []
    for number, data in ((1, b"a,b\n"), (2, b"<script>alert(1)</script>"), (3, b"MZ"), (4, b"<svg/>")):
        answer = editor.get(f"/replies/{mail}/attachments/{number}")
        assert answer.content == data
        assert answer.headers["content-disposition"].startswith("attachment; filename=")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]
        assert "set-cookie" not in answer.headers
        kinds.append(answer.headers["content-type"].partition(";")[0])
    assert kinds == ["text/csv", *["application/octet-stream"] * 3]
    assert editor.get(f"/replies/{mail}/attachments/5").status_code == 404
    assert shown(editor, mail).body.text().count("Not a usual document") == 3  # type: ignore[union-attr]


def test_the_mail_itself_is_a_download_byte_for_byte(editor: TestClient, office: Office) -> None:
    answer = editor.get(f"/replies/{REPLY}/mail.eml")
    assert answer.content == office.archive.load(REPLY)
    assert f'filename="{REPLY[:12]}.eml"' in answer.headers["content-disposition"]


HOSTILE = (
    "<script>alert(1)</script><style>body{position:fixed;inset:0}</style><div style='position:fixed;inset:0'>over</div>"
    "<img src='https://tracker.example/p.gif'><a href='javascript:alert(1)'>press</a>\u202egnp.exe"
)


def test_a_mail_that_means_harm_is_shown_harmlessly(editor: TestClient, office: Office) -> None:
    subject = "</title><script>alert(1)</script>"
    mail = take_in(office, html_mail(HOSTILE, subject), analysed())
    for path in (f"/replies/{mail}", f"/replies/{mail}/original", "/replies"):
        page = LexborHTMLParser(editor.get(path).text)
        scripts = [s for s in page.css("script") if not (s.attributes.get("src") or "").startswith("/static/")]
        assert [s.html for s in scripts] == []
        assert page.css("[style], [onload], [onclick], img, a[href^=javascript]") == []
        assert "\u202e" not in str(page.html)
    policy = editor.get(f"/replies/{mail}/original").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "sandbox allow-popups" in policy
    assert "frame-src 'self'" in editor.get(f"/replies/{mail}").headers["content-security-policy"]


@pytest.mark.parametrize(
    "raw",
    [
        plain_mail("hello", "x" * 5_000_000),
        plain_mail("line\n" * 1_000_000),
        plain_mail("x" * 3_000_000),
        html_mail("<p>line</p>" * 50_000),
        html_mail("<div>" * 100_000 + "deep"),
        b"\x00\xff" * 100_000,
    ],
    ids=["subject", "lines", "word", "paragraphs", "deep", "bytes"],
)
def test_a_mail_of_any_size_makes_a_small_page(editor: TestClient, office: Office, raw: bytes) -> None:
    mail = take_in(office, raw, analysed())
    for path in (f"/replies/{mail}", "/replies"):
        answer = editor.get(path)
        assert answer.status_code == 200
        assert len(answer.content) < 600_000


def test_a_plain_mail_has_no_layout_to_show_and_says_so(editor: TestClient, office: Office) -> None:
    mail = take_in(office, plain_mail(WORDS), analysed())
    assert editor.get(f"/replies/{mail}/original").status_code == 404
    assert "iframe" not in editor.get(f"/replies/{mail}").text


def test_a_mail_that_the_archive_has_lost_keeps_its_page(editor: TestClient, office: Office) -> None:
    mail = take_in(office, plain_mail(WORDS, "lost"), analysed((0, 4)))
    office.archive.path(mail).unlink()
    text = shown(editor, mail).body.text()  # type: ignore[union-attr]
    assert "cannot be read" in text
    assert editor.get(f"/replies/{mail}/mail.eml").status_code == 404


def test_a_mail_that_no_rule_has_read_has_a_page(editor: TestClient, office: Office) -> None:
    assert "not analysed" in shown(editor, take_in(office, plain_mail(WORDS))).body.text()  # type: ignore[union-attr]
