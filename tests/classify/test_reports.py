"""Non-delivery reports and receipts as mail systems write them, read by the real parser."""

# ruff: noqa: E501 - one mail of a table is one line

import pytest

from classify.analysis import Kind
from classify.flags import read_flags
from classify.kind import Views, decide_kind
from config.consultation import Letter
from ingest.message import ParsedMessage
from ingest.parse import parse
from tests.classify.mails import OURS, consultation

NO_VIEW = Views(has_view=False, confidence=0.9)


def raw(head: str, body: str) -> ParsedMessage:
    """A plain mail to us of these header lines and this text."""
    lines = f"To: {OURS}\nDate: Tue, 12 Nov 2024 09:30:00 +0000\nMIME-Version: 1.0\n{head.strip()}\n\n{body.strip()}\n"
    return parse(lines.replace("\n", "\r\n").encode(), Letter(()))


def report(head: str, words: str, fields: str, what: str = "delivery-status") -> ParsedMessage:
    """A multipart/report of words and fields (RFC 3462)."""
    return raw(
        f'{head.strip()}\nContent-Type: multipart/report; report-type={what}; boundary="b"',
        f"--b\nContent-Type: text/plain\n\n{words}\n\n--b\nContent-Type: message/{what}\n\n{fields.strip()}\n\n--b--",
    )


POSTFIX = """From: MAILER-DAEMON@mx9.waters.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied"""

BOUNCES = (
    (report("From: postmaster@mta.waters.example\nSubject: Delivery status", "A copy of the letter was refused.",
            "Reporting-MTA: dns; mta\n\nFinal-Recipient: rfc822; jo@waters.example\nAction: error\nStatus: 5.0.0"), {"jo@waters.example"}),
    (report("From: Mail Delivery Subsystem <postmaster@imap.waters.example>\nSubject: Automatically rejected mail\nAuto-Submitted: auto-replied (rejected)",
            "Your message to <eve@waters.example> was automatically rejected:\nQuota exceeded",
            "Reporting-UA: imap; Dovecot\nFinal-Recipient: rfc822; eve@waters.example\nDisposition: automatic-action/MDN-sent-automatically; deleted", "disposition-notification"), {"eve@waters.example"}),
    (raw("From: gateway@waters.example\nSubject: Delivery failure", "This letter could not be delivered to the following recipient:\n\nFailed recipient: ned@waters.example\nReason: no such mailbox"), {"ned@waters.example"}),
    (raw("From: MAILER-DAEMON@canal.example\nSubject: Fault", "Recipient over its share of the disk:\n\n<lil@canal.example>:"), {"lil@canal.example"}),
    (report(POSTFIX, "I'm sorry to have to inform you that your message could not be delivered.\n\n<ivor@waters.example>: host mx [192.0.2.1] said: 550 5.1.1 User unknown",
            "Reporting-MTA: dns; mx9\n\nFinal-Recipient: rfc822; ivor@waters.example\nOriginal-Recipient: rfc822;ivor@waters.example\nAction: failed\nStatus: 5.1.1"), {"ivor@waters.example"}),
    (report("From: postmaster@waters.example\nSubject: Undeliverable: Consultation", "Delivery has failed to these recipients or groups:",
            "Reporting-MTA: dns;EX\n\nFinal-recipient: RFC822; A.One@Waters.Example\nAction: failed\nStatus: 5.2.2\n\nFinal-recipient: RFC822; b.two@waters.example\nAction: failed\nStatus: 5.2.2"), {"a.one@waters.example", "b.two@waters.example"}),
    (report("From: mailer-daemon@isp.example\nSubject: Delivery delayed", "Your message has been delayed and is still being retried.",
            "Reporting-MTA: dns; isp\n\nFinal-Recipient: rfc822; late@nua.example\nAction: delayed\nStatus: 4.4.1"), {"late@nua.example"}),
    (report("From: Mail Delivery Subsystem <MAILER-DAEMON@sendmail.example>\nSubject: Returned mail: see transcript for details", "The following addresses had permanent fatal errors",
            "Reporting-MTA: dns; s\n\nFinal-Recipient: RFC822; forwarded@home.example\nOriginal-Recipient: rfc822;locks@brinewell-council.example\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: RFC822; fine@home.example\nAction: relayed\nStatus: 2.0.0"), {"locks@brinewell-council.example"}),
    (raw("From: MAILER-DAEMON@qmail.example\nSubject: failure notice\nReturn-Path: <>",
         "Hi. This is the qmail-send program at qmail.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<policy@nua.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <consultation@inspectorate.example>\nFrom: someone.else@inspectorate.example"), {"policy@nua.example"}),
    (raw("From: Mail Delivery System <Mailer-Daemon@exim.example>\nSubject: Mail delivery failed: returning message to sender\nAuto-Submitted: auto-replied\nX-Failed-Recipients: gone@cwc.example, left@cwc.example",
         "A message that you sent could not be delivered to all of its recipients.\n\n  gone@cwc.example\n    all relevant MX records point to non-existent hosts\n  left@cwc.example\n    retry timeout exceeded"), {"gone@cwc.example", "left@cwc.example"}),
    (raw("From: Mail Delivery System <Mailer-Daemon@exim.example>\nSubject: Warning: message 1abc delayed 24 hours\nAuto-Submitted: auto-replied",
         "A message that you sent has not yet been delivered to one or more of its recipients after more than 24 hours on the queue.\n\nThe address to which the message has not yet been delivered is:\n\n  slow@nua.example\n    Delay reason: connection timed out"), {"slow@nua.example"}),
    (raw("From: Postmaster <postmaster@notes.example>\nSubject: DELIVERY FAILURE: User Hesketh Bream (chair@nua.example) not listed in Domino Directory",
         "Your message\n\n  Subject: Consultation\n\nwas not delivered to:\n\n  chair@nua.example\n\nbecause:\n\n  User Hesketh Bream (chair@nua.example) not listed in Domino Directory"), {"chair@nua.example"}),
    (raw("From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@waters.example>\nSubject: Undeliverable: Consultation\nX-MS-Exchange-Message-Is-Ndr:",
         "Your message to edwin.marsh@waters.example couldn't be delivered.\n\nedwin.marsh wasn't found at waters.example.\n\nOriginal Message Headers\n\nFrom: x@y.example\nMessage-ID: <1234@inspectorate.example>"), {"edwin.marsh@waters.example"}),
    (raw("From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nSubject: Delivery Status Notification (Failure)\nAuto-Submitted: auto-replied",
         "** Address not found **\n\nYour message wasn't delivered to marigold@ottertrust.example because the address couldn't be found, or is unable to receive mail.\n\nThe response was:\n\n550 5.1.1 The email account that you tried to reach does not exist."), {"marigold@ottertrust.example"}),
    (raw("From: Mail Administrator <postmaster@gateway.example>\nSubject: Mail System Error - Returned Mail",
         "This Message was undeliverable due to the following reason:\n\nUser quota exceeded for <t.lindqvist@fenland-university.example>\n\nReporting-MTA: dns; gw"), {"t.lindqvist@fenland-university.example"}),
    (raw("From: Anti-Spam Gateway <no-reply@gateway.example>\nReturn-Path: <>\nSubject: Undeliverable: Consultation",
         "Your e-mail to nia@cwc.example has been rejected by the recipient's mail system: 554 5.7.1 message blocked."), {"nia@cwc.example"}),
    (raw("From: System Administrator <postmaster@old.example>\nSubject: Undeliverable: Consultation letter",
         "Your message\n\n  To:      olive.quarrington@waters.example\n  Subject: Consultation letter\n  Sent:    Tue, 29 Oct 2024 10:12:04 +0000\n\ndid not reach the following recipient(s):\n\nolive.quarrington@waters.example on Tue, 29 Oct 2024 10:13:00 +0000\n    The e-mail account does not exist at the organization this message was sent to."), {"olive.quarrington@waters.example"}),
)  # fmt: skip

RECEIPTS = (
    report("From: Edwin Marsh <edwin.marsh@waters.example>\nSubject: Read: Consultation", "Your message was read on 12 November 2024.", "Final-Recipient: rfc822;edwin.marsh@waters.example\nDisposition: manual-action/MDN-sent-manually; displayed", "disposition-notification"),
    report("From: Edwin Marsh <edwin.marsh@waters.example>\nSubject: Not read: Consultation", "Your message was deleted without being read.", "Final-Recipient: rfc822;edwin.marsh@waters.example\nDisposition: automatic-action/MDN-sent-automatically; deleted", "disposition-notification"),
    report("From: postmaster@waters.example\nSubject: Delivered: Consultation", "Your message has been delivered to the following recipients:", "Reporting-MTA: dns;x\n\nFinal-Recipient: rfc822;chair@nua.example\nAction: delivered\nStatus: 2.0.0"),
    report("From: MAILER-DAEMON@waters.example\nSubject: Successful Mail Delivery Report", "Your message was successfully delivered to the destination(s) listed below.", "Reporting-MTA: dns;x\n\nFinal-Recipient: rfc822;chair@nua.example\nAction: relayed\nStatus: 2.0.0"),
    raw("From: Nia Trahaearn <nia@cwc.example>\nSubject: Read: Consultation on our programmes", "Your message\n\n   To: Nia Trahaearn\n   Subject: Consultation\n\nwas read on 29 October 2024 10:44."),
    raw("From: Nia Trahaearn <nia@cwc.example>\nSubject: Return receipt: Consultation", "This is a Return Receipt for the mail that you sent to nia@cwc.example. Note: it only acknowledges that the message was displayed on the recipient's machine."),
    raw('From: Hesketh Bream <chair@nua.example>\nSubject: Accepted: Round table\nContent-Type: text/calendar; charset=utf-8; method=REPLY', "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR"),
    raw("From: Hesketh Bream <chair@nua.example>\nSubject: Declined: Round table\nContent-Type: multipart/alternative; boundary=c", "--c\nContent-Type: text/plain\n\nSorry, can't make it.\n--c\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n--c--"),
    raw("From: Hesketh Bream <chair@nua.example>\nSubject: Tentative: Round table @ Thu 14 Nov", "Hesketh Bream has tentatively accepted this invitation."),
)  # fmt: skip

HUMAN = (
    raw("From: Jo <jo@nua.example>\nSubject: Email problem", "Your letter could not be delivered to me this time. Please use\n\njo.new@nua.example\n\nJo"),
    raw('From: Jo <jo@nua.example>\nSubject: Mail delivery failed again\nContent-Type: multipart/mixed; boundary="m"', '--m\nContent-Type: text/plain\n\nThis could not be delivered to you, please see attached, and tell us what to do.\n--m\nContent-Type: message/rfc822\n\nSubject: x\n\nx\n--m--'),
    raw("From: Edwin Marsh <edwin.marsh@waters.example>\nSubject: Undeliverable: your consultation?", "Hi, my reply to you was returned to sender with '550 5.1.1 user unknown'. Could you confirm your address?"),
    raw("From: Edwin Marsh <edwin.marsh@waters.example>\nSubject: RE: Read: Consultation", "Yes I have read it! Could you tell me who else was asked?"),
    raw('From: Jo <jo@nua.example>\nSubject: Fwd: Undelivered Mail\nContent-Type: multipart/mixed; boundary="m"', '--m\nContent-Type: text/plain\n\nThis came back when I wrote to you. Is your mailbox full?\n--m\nContent-Type: message/rfc822\n\nFrom: MAILER-DAEMON@nua.example\nContent-Type: multipart/report; report-type=delivery-status; boundary="n"\n\n--n\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; x@y.example\nAction: failed\n--n--\n--m--'),
)  # fmt: skip


@pytest.mark.parametrize(("message", "failed"), BOUNCES)
def test_reports_of_failure(message: ParsedMessage, failed: set[str]) -> None:
    """Every mail system's report of failure or delay is a bounce and gives the addresses that failed."""
    assert decide_kind(message, consultation(), NO_VIEW).value is Kind.BOUNCE
    assert set(read_flags(message, consultation(), Kind.BOUNCE).failed_recipients) == failed


@pytest.mark.parametrize("message", RECEIPTS)
def test_receipts(message: ParsedMessage) -> None:
    """Receipts for reading and delivery and a calendar's answers are receipts."""
    assert decide_kind(message, consultation(), NO_VIEW).value is Kind.RECEIPT


@pytest.mark.parametrize("message", HUMAN)
def test_people_who_write_of_failed_mail(message: ParsedMessage) -> None:
    """No wording makes a bounce of a mail that a person sent."""
    assert decide_kind(message, consultation(), NO_VIEW).value not in (Kind.BOUNCE, Kind.RECEIPT, Kind.AUTO_REPLY)
