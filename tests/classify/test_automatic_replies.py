"""Automatic replies with and without headers, when their people are back, and people who only sound like machines."""

# ruff: noqa: E501 - one mail of a table is one line

from datetime import date

import pytest

from classify.analysis import Kind
from classify.flags import read_flags
from classify.kind import Views, decide_kind
from tests.classify.mails import SUBJECT, Mail, consultation, make

NO_VIEW = Views(has_view=False, confidence=0.9)
AUTO = (("Auto-Submitted", "auto-replied"),)
EXCHANGE = (("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "All"))

ABSENT = (
    (Mail("I am on leave until Monday 18 November.", f"Automatic reply: {SUBJECT}", headers=EXCHANGE), date(2024, 11, 18)),
    (Mail("Out of office, back Wednesday.", f"Automatic reply: {SUBJECT}", headers=EXCHANGE), date(2024, 11, 13)),
    (Mail("I'm travelling and will return on 2 December. Contact Ann (ann@waters.example) if it cannot wait.", f"Out of Office: {SUBJECT}"), date(2024, 12, 2)),
    (Mail("Thank you for your email. I am currently on annual leave, returning to work on 25/11/2024. Emails are not being monitored.", SUBJECT), date(2024, 11, 25)),
    (Mail("I am out of the office from 11 November to 15 November and will pick up messages on my return on Monday 18th November.", SUBJECT, headers=AUTO), date(2024, 11, 18)),
    (Mail("Diolch am eich neges. Rwyf ar wyliau tan ddydd Llun 25 Tachwedd. Mewn argyfwng cysylltwch â'r swyddfa.", f"Ateb awtomatig: {SUBJECT}", headers=EXCHANGE), date(2024, 11, 25)),
    (Mail("Nid wyf yn y swyddfa heddiw. Byddaf yn ôl yfory.\n\nI am not in the office today. I will be back tomorrow.", f"Ymateb awtomatig: {SUBJECT}"), date(2024, 11, 13)),
    (Mail("I am away from my desk until the new year, returning 6th January 2025. For anything urgent please ring the duty desk.", SUBJECT, headers=AUTO), date(2025, 1, 6)),
    (Mail("I'm on parental leave until 3 March. Samira Nolan is covering my role: samira.nolan@waters.example.", f"Automatic reply: {SUBJECT}"), date(2025, 3, 3)),
    (Mail("I work Monday to Wednesday. I will reply when I am next in, on Monday 18 November.", SUBJECT, headers=AUTO), date(2024, 11, 18)),
    (Mail("I am on annual leave up to and including Friday 15 November. In my absence please contact the private office.", SUBJECT, headers=AUTO), date(2024, 11, 18)),
    (Mail("Hello! I'm not here. I'll be back at my desk on the 20th. Talk then.", SUBJECT, headers=AUTO), date(2024, 11, 20)),
    (Mail("Thank you for your message. I will be out of the office with no access to e-mail until Thursday, November 21. If your request is urgent, please call 01632 960001.", SUBJECT), date(2024, 11, 21)),
    (Mail("Annual leave. Back in on 19.11.24.", f"Automatic reply: {SUBJECT}"), date(2024, 11, 19)),
    (Mail("I am at a conference this week (11-15 November) and shall be slow to answer. Normal service resumes on the 18th.", SUBJECT, headers=AUTO), date(2024, 11, 18)),
    (Mail("My last day was 31 October. Please contact my successor, Ola Bright (ola.bright@nua.example).", f"Automatic reply: {SUBJECT}", headers=EXCHANGE), None),
    (Mail("Dr Grey is no longer employed here. Your message has not been forwarded.", SUBJECT, headers=AUTO), None),
    (Mail("I have now left the Trust. For rivers matters, e-mail rivers@ottertrust.example.", f"Automatic reply: {SUBJECT}"), None),
    (Mail("I am on long-term sick leave. Please redirect your message to team@nua.example.", SUBJECT, headers=AUTO), None),
    (Mail("I only work on Tuesdays and Thursdays and will get back to you when I can.", f"Automatic reply: {SUBJECT}"), None),
)  # fmt: skip

ACKNOWLEDGED = (
    Mail("We have received your message and will respond within 10 working days.", SUBJECT, headers=AUTO),
    Mail("Thank you for contacting the Department of Waters. This is an automated response. Please do not reply.", SUBJECT),
    Mail("Your request has been logged as INC0093817. Our target is 5 working days.", f"INC0093817 {SUBJECT}", headers=AUTO),
    Mail("This mailbox is no longer monitored. Please use enquiries@nua.example.", f"Re: {SUBJECT}"),
    Mail("This e-mail address has been closed. Please visit our website for contact details.", SUBJECT, headers=AUTO),
    Mail("Dear correspondent,\n\nThank you for your email to the Minister. We aim to reply within 20 working days. If your enquiry is about flooding, please call 101.", "Thank you for your correspondence"),
    Mail("-- Reply above this line --\nA new ticket has been created for your request. Ticket number: 55821.", f"[Ticket 55821] {SUBJECT}"),
    Mail("Mae'r neges hon yn ymateb awtomatig. Diolch am gysylltu â ni. / This is an automatic response. Thank you for contacting us.", SUBJECT),
    Mail("Thank you for your email, which has been received by the Commissioner's office. This is an automatic acknowledgement and you need take no further action.", "Automatic acknowledgement"),
    Mail("Thank you for writing to us. Due to the volume of correspondence we cannot reply to every message individually. Please do not respond to this e-mail.", f"RE: {SUBJECT}"),
    Mail("Your message is important to us. Our office hours are 9 to 5, Monday to Friday. We will reply within two working days.", SUBJECT, headers=(("X-Autoreply", "yes"),)),
    Mail("Case reference: CAS-10293-X4T2. We confirm receipt of your email. A member of the team will be in touch. Replies to this address are not monitored.", f"Case CAS-10293-X4T2 created: {SUBJECT}"),
    Mail("Hello, you have reached the press office. Thanks for getting in touch with us. If you are a journalist on deadline please ring 01632 960 500. If your query is not a media enquiry it will not be answered from this address.", f"Auto: {SUBJECT}"),
    Mail("Your email has been placed in a queue. You are number 14. This message was sent automatically.", SUBJECT),
    Mail("Thank you. Your submission was received on 12/11/2024 at 09:30. Reference number: 7781-AB. Please keep this for your records. This is a system generated message.", "Receipt for your message"),
    Mail("Rydym wedi derbyn eich neges a byddwn yn ateb o fewn 10 diwrnod gwaith. We have received your message and will answer within 10 working days.", f"Diolch am eich neges / Thank you for your message: {SUBJECT}"),
)  # fmt: skip

PEOPLE = (
    (Mail("Sorry Amelia, I was out of the office last week so have only just seen this. I'll send our comments by Friday.", f"RE: {SUBJECT}"), Kind.HOLDING),
    (Mail("Out of office hours as usual! Could you tell me if the list is final?", "Out of office hours: your letter"), Kind.QUERY),
    (Mail("Thanks for the robot's note. We have no comments.", f"RE: Automatic reply: {SUBJECT}"), Kind.NIL_RESPONSE),
    (Mail("I have no comments to make.", headers=(("X-Auto-Response-Suppress", "All"), ("Auto-Submitted", "no"))), Kind.NIL_RESPONSE),
    (Mail("We have received your letter, for which many thanks. The Board will consider it on 19 November and we shall reply after that.", f"RE: {SUBJECT}"), Kind.HOLDING),
    (Mail("Thank you for your message. I am on leave next week, so Priti will let you have our response before the deadline.", f"RE: {SUBJECT}"), Kind.HOLDING),
    (Mail("I acknowledge receipt of your letter to the Minister, ref MW/24/118. A reply will be sent in due course.\n\nHarriet Boon\nCorrespondence Officer", f"MW/24/118: {SUBJECT}"), Kind.HOLDING),
    (Mail("Nothing from us.", headers=(("Precedence", "list"), ("List-Id", "<staff.nua.example>"))), Kind.NIL_RESPONSE),
    (Mail("Dear Ms Hart, could you resend the annex? Your last e-mail went to our ticketing system (INC00112).", f"RE: [INC00112] {SUBJECT}"), Kind.QUERY),
    (Mail("Hi Amelia, I'm on annual leave from tomorrow until 25 November so won't get to this before your deadline - may I send it the day I am back?", f"RE: {SUBJECT}"), Kind.HOLDING),
)  # fmt: skip


@pytest.mark.parametrize(("mail", "back"), ABSENT)
def test_absences(mail: Mail, back: date | None) -> None:
    """An absence notice is an automatic reply, and the day of return is read where it is given."""
    message = make(mail)
    assert decide_kind(message, consultation(), NO_VIEW).value is Kind.AUTO_REPLY
    assert read_flags(message, consultation(), Kind.AUTO_REPLY).returns_on == back


@pytest.mark.parametrize("mail", ACKNOWLEDGED)
def test_acknowledgements_by_machines(mail: Mail) -> None:
    """A machine's acknowledgement is no reply, and no date of return is made of its service standards."""
    message = make(mail)
    assert decide_kind(message, consultation(), NO_VIEW).value is Kind.AUTO_REPLY
    assert read_flags(message, consultation(), Kind.AUTO_REPLY).returns_on is None


@pytest.mark.parametrize(("mail", "kind"), PEOPLE)
def test_people_who_sound_like_machines(mail: Mail, kind: Kind) -> None:
    """A person who writes of leave, tickets or receipts is no machine, nor is one whose mail carries weak headers."""
    assert decide_kind(make(mail), consultation(), NO_VIEW).value is kind


def test_stand_ins_are_named() -> None:
    """The addresses for urgent matters are given, without the sender's own and ours."""
    mail = Mail(
        "Away until 20 November. Urgent: Pat (pat@nua.example) or duty@nua.example, not chair@nua.example.",
        f"Automatic reply: {SUBJECT}",
        sender="Hesketh Bream <chair@nua.example>",
    )
    assert read_flags(make(mail), consultation(), Kind.AUTO_REPLY).stand_ins == ("pat@nua.example", "duty@nua.example")


def test_automatic_headers_over_a_real_answer() -> None:
    """A portal that stamps a person's answer as automatic does not hide it."""
    words = "We would put the weirs first, as our members lose more days to them than to anything else. " * 5
    message = make(Mail(words, headers=AUTO))
    decision = decide_kind(message, consultation(), Views(has_view=True, confidence=0.95))
    assert decision.value is Kind.RESPONSE
    assert decision.confidence < 0.9
