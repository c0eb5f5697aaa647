"""Drafts against what was sent and what has come in since."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from config.chaser_templates import load_chaser_templates
from config.consultation import ChasingRules, Ref, Words
from ingest.message import RawMessage
from ingest.sent import SentHeaders, read_sent
from reports.chaser_report import chase_table, chaser_board, make_chaser_report
from reports.chaser_words import make_text
from reports.chasers import ChaserList, make_chaser_list
from reports.drafts import find_waiting, match_sent, note_drafts, reminders_sent
from reports.render.as_csv import render_csv
from reports.status import make_status
from store.rows import Chaser, Draft, Ended, KeptIn, MailRecord, SentMail
from tests.reports.made import ANN, BOB, consultation, line, london, mail

LETTER = "<letter@us.example>"
ASKED = replace(consultation(), chasing=ChasingRules(letter_message_id=LETTER))
AT = london("11-20 09:00:00.5")


def draft(ref: Ref = ANN, address: str = "", **changes: Any) -> Draft:
    values: dict[str, Any] = {
        "message_id": f"<draft-{ref}@us.example>",
        "ref": ref,
        "address": address or f"{ref}@x.example",
        "subject": "Reminder: views",
        "words": "reminder",
        "due_on": date(2024, 11, 20),
        "made_at": AT,
        "kept_in": KeptIn.FOLDER,
        "place": "drafts/ann.eml",
        "digest": "0",
    }
    return Draft(**(values | changes))


def sent(to: str = "ann@x.example", at: str = "11-20 10:00", **changes: Any) -> SentHeaders:
    values: dict[str, Any] = {
        "message_id": "<outlook@us.example>",
        "in_reply_to": "",
        "draft": "",
        "subject": "Something else",
        "recipients": (to,),
        "sent_at": london(at),
    }
    return SentHeaders(**(values | changes))


def listed(as_of: str, mails: list[MailRecord] | None = None, *waiting: Draft) -> ChaserList:
    status = make_status(ASKED, mails or [], (), london(as_of))
    return note_drafts(make_chaser_list(status, ()), status, waiting)


@pytest.mark.parametrize(
    ("mail", "is_the_draft"),
    [
        (sent(message_id="<draft-ann@us.example>", to="else@x.example"), True),
        (sent(draft="<draft-ann@us.example>", to="else@x.example"), True),
        # Outlook gives a new Message-ID and drops our header
        (sent(in_reply_to=LETTER), True),
        (sent(subject="RE: Fwd:  reminder: VIEWS"), True),
        (sent(subject="Reminder: views", at="11-20 09:00:00"), True),
        # before the draft was made, to another, or about something else
        (sent(subject="Reminder: views", at="11-20 08:59:59"), False),
        (sent(subject="Reminder: views", to="bob@x.example"), False),
        (sent(in_reply_to="<their-question@x.example>"), False),
    ],
)
def test_a_sent_mail_is_known_for_the_draft_that_it_was(mail: SentHeaders, is_the_draft: bool) -> None:
    seen = match_sent(ASKED, [draft()], [mail], AT)
    assert [s.draft for s in seen if s.ref == ANN] == (
        ["<draft-ann@us.example>"] if is_the_draft else [""] * ("ann@x.example" in mail.recipients)
    )


def test_of_two_drafts_to_one_address_the_newer_one_went_out() -> None:
    older = draft(message_id="<older@us.example>", made_at=london("11-15 09:00"))
    (seen,) = match_sent(ASKED, [draft(), older], [sent(in_reply_to=LETTER)], AT)
    assert seen.draft == "<draft-ann@us.example>"
    (seen,) = match_sent(ASKED, [draft(), older], [sent(in_reply_to=LETTER, at="11-16 09:00")], AT)
    assert seen.draft == "<older@us.example>"


def test_the_letter_itself_mails_to_others_and_reminders_of_another_letter_are_not_recorded() -> None:
    mails = [sent(message_id=LETTER), sent(to="friend@elsewhere.example"), sent(draft="<soundings.other.1@us.example>")]
    assert match_sent(ASKED, [draft()], mails, AT) == ()


def test_a_stand_in_who_is_not_on_the_list_is_known_by_the_draft() -> None:
    (seen,) = match_sent(ASKED, [draft(address="sam@x.example")], [sent("sam@x.example", in_reply_to=LETTER)], AT)
    assert (seen.ref, seen.address) == (ANN, "sam@x.example")


def test_drafted_is_not_sent_and_only_sent_counts() -> None:
    """A draft changes neither the gap nor the number; what was seen in Sent does both, from its own moment on."""
    status = make_status(ASKED, (), (), london("11-20 12:00"))
    assert any(d.line.stakeholder.ref == ANN and d.times_chased == 0 for d in listed("11-20 12:00", [], draft()).due)
    seen = match_sent(ASKED, [draft()], [sent(in_reply_to=LETTER)], AT)
    chasers = make_chaser_list(status, reminders_sent((), seen))
    assert {h.why for h in chasers.held if h.line.stakeholder.ref == ANN} == {
        "chased on 20 Nov 2024, less than 4 days ago"
    }
    before = make_chaser_list(make_status(ASKED, (), (), london("11-20 09:59")), reminders_sent((), seen))
    assert any(d.line.stakeholder.ref == ANN for d in before.due)


@pytest.mark.parametrize(
    ("draft_", "told", "seen", "as_of", "waits"),
    [
        (draft(), (), (), "11-20 12:00", True),
        (draft(), (), (), "11-20 08:59", False),
        (draft(), (Chaser(ANN, london("11-20 11:00"), "r"),), (), "11-20 12:00", False),
        (draft(), (Chaser(ANN, london("11-20 11:00"), "r"),), (), "11-20 10:59", True),
        (draft(), (Chaser(ANN, london("11-19 11:00"), "r"),), (), "11-20 12:00", True),
        (draft(), (Chaser(BOB, london("11-20 11:00"), "r"),), (), "11-20 12:00", True),
        (draft(ended=Ended.REMOVED, ended_at=london("11-20 11:00")), (), (), "11-20 12:00", False),
        (draft(ended=Ended.GONE, ended_at=london("11-20 11:00")), (), (), "11-20 10:00", True),
        (draft(), (), ("11-20 11:00",), "11-20 12:00", False),
        (draft(), (), ("11-20 11:00",), "11-20 10:59", True),
    ],
)
def test_which_drafts_wait(
    draft_: Draft, told: tuple[Chaser, ...], seen: tuple[str, ...], as_of: str, waits: bool
) -> None:
    mails = [SentMail("<s@x>", ANN, "ann@x.example", draft_.message_id, london(at), AT) for at in seen]
    assert bool(find_waiting([draft_], told, mails, london(as_of))) is waits


@pytest.mark.parametrize(
    ("as_of", "mails", "waiting", "why"),
    [
        ("11-21 12:00", [mail("11-21 09:00", "response", ANN)], draft(), "replied on 21 Nov 2024"),
        ("11-21 12:00", [mail("11-21 09:00", "nil_response", ANN)], draft(), "replied on 21 Nov 2024"),
        ("11-21 12:00", [mail("11-21 09:00", "holding", ANN)], draft(), "promised a reply in time"),
        ("11-21 12:00", [mail("11-21 09:00", "query", ANN)], draft(), "asked us something: answer it"),
        ("11-21 12:00", [mail("11-21 09:00", "bounce", ANN)], draft(), "mail to ann@x.example came back"),
        (
            "11-21 12:00",
            [mail("11-21 09:00", "auto_reply", ANN, returns_on=date(2024, 12, 2), stand_ins=("sam@x.example",))],
            draft(),
            "to be written to at sam@x.example now",
        ),
        ("11-23 00:00", [], draft(), "another reminder is due now"),
        ("11-21 12:00", [], draft(Ref("gone")), "no longer on the list"),
        ("11-22 23:59", [], draft(), None),
        ("11-21 12:00", [mail("11-21 12:01", "response", ANN)], draft(), None),
    ],
)
def test_a_draft_is_overtaken_by_what_has_come_in(
    as_of: str, mails: list[MailRecord], waiting: Draft, why: str | None
) -> None:
    chasers = listed(as_of, mails, waiting)
    assert [s.why for s in chasers.stale] == ([why] if why else [])
    drafted = [d for d in chasers.due if d.drafted_on]
    assert bool(drafted) is (why is None)


def test_the_list_says_drafted_and_never_sent() -> None:
    chasers = listed("11-21 12:00", [], draft())
    row = next(r for r in chase_table(chasers.due).rows if r[0] == "ann")
    assert row[9:] == (None, 0, 1, "reminder", "en", "2024-11-20")
    board = chaser_board(chasers)
    assert board.tables[0].rows[0][-1] == "20 Nov 2024"
    assert board.tables[0].columns[-1] == "Drafted"
    assert "Drafted" not in chaser_board(listed("11-21 12:00")).tables[0].columns
    assert ("Of them drafted", "1, not seen in Sent") in [(f.name, f.value) for f in board.facts]


def test_the_list_names_drafts_to_throw_away_with_their_place() -> None:
    report = make_chaser_report(listed("11-21 12:00", [mail("11-21 09:00", "response", ANN)], draft()))
    (table,) = [t for t in report.tables if t.name == "Throw away"]
    assert table.rows == (("ann", "ann@x.example", "drafts", "Ann", "replied on 21 Nov 2024", "ann.eml"),)
    assert ("Drafts to throw away", "1") in [(f.name, f.value) for f in report.facts]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r="])
def test_a_name_that_a_spreadsheet_would_run_is_text(sign: str) -> None:
    asked = replace(ASKED, stakeholders=(line(ANN, name=f"{sign}1+1"),))
    status = make_status(asked, (), (), london("11-20 09:00"))
    content = render_csv(chase_table(make_chaser_list(status, ()).due)).decode("utf-8-sig")
    assert f"'{sign}1+1" in content.replace("\r\n", "\n")


def test_a_welsh_line_is_written_to_in_welsh_and_below_it_in_english() -> None:
    asked = replace(ASKED, stakeholders=(line(ANN, name="Siân\nBcc: x", language="cy"),))
    (due,) = make_chaser_list(make_status(asked, (), (), london("11-20 09:00")), ()).due
    text = make_text(asked, due, load_chaser_templates([]))
    assert text.languages == ("cy", "en")
    assert text.subject == "Nodyn atgoffa: A made consultation / Reminder: A made consultation"
    assert text.body.startswith("Annwyl Siân Bcc: x,\n\nAr 29 Hydref 2024 ")
    welsh, english = text.body.split("-" * 60)
    assert "erbyn dydd Gwener 22 Tachwedd 2024" in welsh
    assert english.strip().startswith("Dear Siân Bcc: x,")
    assert "by Friday 22 November 2024" in english


@pytest.mark.parametrize(
    ("as_of", "mails", "words", "says"),
    [
        ("11-23 09:00", [], Words.LAST, "ended on Friday 22 November 2024"),
        (
            "11-28 09:00",
            [mail("11-18 09:00", "holding", ANN, promised_on=date(2024, 11, 27))],
            Words.PROMISED,
            "we might expect a response by 27 November 2024",
        ),
        (
            "11-20 09:00",
            [mail("11-18 09:00", "auto_reply", ANN, returns_on=date(2024, 12, 2), stand_ins=("sam@x.example",))],
            Words.REMINDER,
            "Dear colleague,\n\nWe understand that Ann is away",
        ),
    ],
)
def test_each_case_has_its_own_words(as_of: str, mails: list[MailRecord], words: Words, says: str) -> None:
    (due,) = [d for d in listed(as_of, mails).due if d.line.stakeholder.ref == ANN]
    assert due.words is words
    assert says in make_text(ASKED, due, load_chaser_templates([])).body


def test_headers_of_a_sent_mail_are_read_whatever_they_hold() -> None:
    raw = (
        b"To: Ann <ANN@x.example>, bob@x.example\r\nCc: cat@x.example\r\nBcc: tim@x.example\r\n"
        b"Subject: =?utf-8?q?Reminder=3A_=C5=B5?=\r\nX-Soundings-Draft: <d@us.example>\r\n"
        b"In-Reply-To: <l@us.example>\r\n\r\n"
    )
    at = datetime(2024, 11, 20, 9, tzinfo=UTC)
    read = read_sent(RawMessage(raw, "Sent", 7, 3, at))
    assert read == SentHeaders(
        "Sent:7:3",
        "<l@us.example>",
        "<d@us.example>",
        "Reminder: ŵ",
        ("ann@x.example", "bob@x.example", "cat@x.example", "tim@x.example"),
        at,
    )
