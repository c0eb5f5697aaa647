"""Whose words stand under a header: ours are quoted, a director's passed on by an assistant are counted."""
# ruff: noqa: E501 - mails and documents stand as they are sent

import pytest

from ingest.message import SegmentKind
from tests.ingest.reading import COVER_TEXT, HEADER, TOPICS, US, mail, marked, of_kind, own, paragraphs, read

VIEW = "We would put the ponds first and the paths second, as the school floods too."
DIRECTOR = (
    "From: Ann Prior <ann.prior@friends.example>\nSent: 12 February 2025 08:00\nTo: Jo Bellamy\nSubject: RE: Parks\n"
)
REPLIES = {
    "Outlook": f"{VIEW}\n\n{HEADER}\n{COVER_TEXT}",
    "Outlook on the web": f"{VIEW}\n\n________________________________\n{HEADER}\n{COVER_TEXT}",
    "Notes": f"{VIEW}\n\n-----Original Message-----\n{HEADER}\n{COVER_TEXT}",
    "Gmail": f"{VIEW}\n\nOn Mon, 10 Feb 2025 at 09:12, Parks Consultation <\nparks@council.example> wrote:\n\n{marked(COVER_TEXT)}",
    "Apple Mail": f"{VIEW}\n\nOn 10 Feb 2025, at 09:12, {US} wrote:\n\n{marked(COVER_TEXT)}",
    "Thunderbird": f"{VIEW}\n\nOn 10/02/2025 09:12, Parks Consultation wrote:\n{marked(COVER_TEXT)}",
    "Welsh": f"{VIEW}\n\nAr 10/02/2025 09:12, ysgrifennodd Parks Consultation:\n{marked(COVER_TEXT)}",
    "bold fields": f"{VIEW}\n\n*From:* {US}\n*Sent:* 10 February 2025\n*To:* Jo\n*Subject:* Parks\n\n{COVER_TEXT}",
    "one line": f"{VIEW}\n\nFrom: {US} Sent: 10 February 2025 09:12 To: Jo Subject: Parks\n\n{COVER_TEXT}",
}


@pytest.mark.parametrize("program", REPLIES)
def test_a_reply_above_our_mail_is_all_that_is_own(program: str) -> None:
    assert own(mail(REPLIES[program])) == VIEW


def test_a_reminder_of_ours_that_is_not_the_letter_is_quoted() -> None:
    reminder = (
        f"{VIEW}\n\n{HEADER}\nDear Jo,\n\nWe have not heard from you yet and hope that all is well.\n\nParks team"
    )
    assert own(mail(reminder)) == VIEW


@pytest.mark.parametrize(
    "lead",
    [
        "Please see below from our director.\n\n" + DIRECTOR,
        "FYI\n\n---------- Forwarded message ---------\nFrom: Ann Prior <ann@elsewhere.example>\nDate: Wed, 12 Feb 2025\nSubject: x\nTo: Jo\n",
        "Begin forwarded message:\n\nFrom: Ann Prior <ann@elsewhere.example>\nSubject: Parks\nDate: 12 February 2025\nTo: Jo\n",
    ],
)
def test_what_an_assistant_passes_on_is_forwarded(lead: str) -> None:
    message = mail(f"{lead}\nJo, my answer is this.\n\n{VIEW}\n\nAnn\n\n{HEADER}\n{COVER_TEXT}\n\n{TOPICS[0]}")
    assert VIEW in of_kind(message, SegmentKind.FORWARDED)
    assert "play areas in our parks" not in own(message)


def test_the_letter_forwarded_on_is_not_own() -> None:
    words = own(mail(f"Over to you, Jo. {VIEW}\n\n{HEADER}\n{COVER_TEXT}", subject="FW: Parks"))
    assert "Please find attached" not in words
    assert VIEW in words


@pytest.mark.parametrize(
    "text",
    [
        "A walk round the ponds.\n\nDate: 3 May\nTime: 10 am\nSubject: newts\n\nDo come.",
        "We raised money.\n\nFrom: the fete, 10 pounds\nTotal: 10 pounds",
        "On 3 May the mayor wrote to us about the swings.\nWe agreed.",
    ],
)
def test_lines_that_look_like_headers_are_own(text: str) -> None:
    assert own(mail(text)) == " ".join(text.split())


def test_an_earlier_answer_of_theirs_below_is_passed_on() -> None:
    text = f"Did you get this?\n\nFrom: Jo Bellamy <jo.bellamy@friends.example>\nSent: 1 March 2025\nTo: {US}\nSubject: Parks\n\n{VIEW}"
    assert VIEW in own(mail(text))


def test_an_answer_in_a_reply_to_a_stranger_keeps_the_stranger_out() -> None:
    message = mail(
        "Agreed.\n\nOn 3 Feb 2025, at 08:00, Sam Poe <sam@elsewhere.example> wrote:\n\n> Lunch on Monday?\n> Sam"
    )
    assert own(message) == "Agreed."


def test_blockquotes_that_only_indent_are_own() -> None:
    assert VIEW in own(mail(page=f"<p>Our view:</p><blockquote style='margin-left:36pt'><p>{VIEW}</p></blockquote>"))


def test_segments_cover_every_text_exactly() -> None:
    parsed = read(mail(REPLIES["Gmail"], paragraphs(VIEW)))
    for text in parsed.texts:
        assert "".join(parsed.words(s.span) for s in parsed.segments_of(text.part)) == text.content


@pytest.mark.parametrize(
    "line",
    [
        "{} On Mon, 10 Feb 2025 at 09:12, Parks Consultation <parks@council.example> wrote:",
        "{}--- On Mon, 10 Feb 2025 at 09:12, parks@council.example wrote:",
        "{} On Mon, 10 Feb 2025 at 09:12,\nParks Consultation <parks@council.example> wrote:",
        "{} Ar 10/02/2025 09:12, ysgrifennodd Parks Consultation:",
    ],
    ids=["after a space", "after dashes", "over two lines", "Welsh"],
)
@pytest.mark.parametrize("view", [VIEW, "Yes.", "Yes to ponds. On balance no to paths."])
def test_words_that_share_a_line_with_the_attribution_are_own(line: str, view: str) -> None:
    """Some programs put the attribution right behind what was typed (talon's and planer's collections have it)."""
    message = mail(f"{line.format(view)}\n{marked(COVER_TEXT)}")
    assert own(message) == view
    assert "09:12" in of_kind(message, SegmentKind.QUOTED)


@pytest.mark.parametrize(
    "line",
    [
        "Parks Consultation <parks@council.example>, On Mon, 10 Feb 2025 wrote:",
        "10 February 2025 09:12, Friends On 5/5/2020 <parks@council.example> wrote:",
    ],
)
def test_an_attribution_is_not_parted(line: str) -> None:
    """Where an address or a day stands before the "On", it is all a program's."""
    assert own(mail(f"{VIEW}\n\n{line}\n{marked(COVER_TEXT)}")) == VIEW


def test_an_attribution_without_a_verb_is_one_above_marked_lines() -> None:
    """Gmail's for a time."""
    assert own(mail(f"{VIEW}\n\n2025/2/10 Parks Team <parks@council.example>\n\n{marked(COVER_TEXT)}")) == VIEW
    alone = "2025/2/10 Parks Team <parks@council.example>"
    assert alone in own(mail(f"We wrote to these:\n\n{alone}\n\nand heard nothing."))
