"""A small letter of its own, and ways to write mails that answer it as eight mail programs would."""
# ruff: noqa: E501 - mails and documents stand as they are sent

import html
from email.message import EmailMessage

from config.consultation import Letter
from ingest.message import ParsedMessage, SegmentKind
from ingest.parse import parse

US = "Parks Consultation <parks@council.example>"
WHO = "Jo Bellamy <jo.bellamy@friends.example>"
SUBJECT = "Consultation on the parks programme"
COVER = (
    "Dear friend of our parks,",
    "Please find attached our letter about the parks programme for the coming year, on which we should like your views.",
    "Please send your answers to this mailbox by Friday 14 March.",
    "Kind regards,",
    "Parks team",
)
QUESTIONS = (
    "Q1: Which of the works listed in section 2 should be done first in your part of the town?",
    "Q2: Are there any other works that you would like the council to consider for the coming year?",
    "Q3: Which of the studies listed in section 3 would be of most use to your group?",
)
TOPICS = (
    "a) Play areas: Many of the play areas in our parks were put in more than twenty years ago. This work would "
    "replace the swings and slides in the six oldest of them, with advice from local schools.",
    "b) Paths and lighting: The paths along the river flood every winter and the lamps have failed in several places. "
    "We would raise the lowest stretches and put in lamps that use less power.",
    "c) Ponds and wildlife meadows: Volunteers have asked for help with silted ponds. This work would dredge four "
    "ponds and sow meadows along their banks.",
)
LETTER = Letter(
    (
        "Town Council",
        "Re: Consultation on the parks programme for the coming year",
        "1. Background",
        "1.1. The council owns thirty parks and looks after them with a small team and a great many volunteers.",
        "2. Works that we might do",
        "2.1. We have money for two of the following works and should like to know which of them matter most to you:",
        *TOPICS,
        "Questions about works",
        *QUESTIONS[:2],
        "3. Studies that we might commission",
        "3.1. We also mean to commission one study, and the university has offered to help us with the choice of it.",
        QUESTIONS[2],
        "Harriet Vane",
        "Head of Parks",
    ),
    COVER,
)
HEADER = f"From: {US}\nSent: 10 February 2025 09:12\nTo: {WHO}\nSubject: {SUBJECT}\n"
COVER_TEXT = "\n\n".join(COVER)


def mail(text: str = "", page: str = "", subject: str = f"RE: {SUBJECT}", sender: str = WHO) -> EmailMessage:
    """A reply with a plain text, an HTML page, or both."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, US, subject
    message["Date"] = "Tue, 11 Feb 2025 10:00:00 +0000"
    if text:
        message.set_content(text)
    if text and page:
        message.add_alternative(page, subtype="html")
    elif page:
        message.set_content(page, subtype="html")
    return message


def read(message: EmailMessage | bytes) -> ParsedMessage:
    """The mail as read beside the letter."""
    return parse(message if isinstance(message, bytes) else message.as_bytes(), LETTER)


def own(message: EmailMessage | bytes) -> str:
    """The respondent's own words of a mail, white space evened out."""
    parsed = read(message)
    return " ".join(" ".join(parsed.words(s.span) for s in parsed.own_segments()).split())


def of_kind(message: EmailMessage | bytes, kind: SegmentKind) -> str:
    """The words of one kind in a mail."""
    parsed = read(message)
    return " ".join(" ".join(parsed.words(s.span) for s in parsed.segments if s.kind is kind).split())


def marked(text: str) -> str:
    """A text as most programs quote it."""
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def paragraphs(*texts: str, style: str = "<p class=MsoNormal>{}<o:p></o:p></p>") -> str:
    """Paragraphs of HTML."""
    return "".join(style.format(html.escape(text, quote=False)) for text in texts)
