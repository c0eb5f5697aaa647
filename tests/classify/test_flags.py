"""What a mail says beside its answers: more time, confidence, corrections, promises."""

# ruff: noqa: E501 - one mail of a table is one line

from datetime import UTC, date, datetime

import pytest

from classify.analysis import Kind
from classify.flags import read_flags
from tests.classify.mails import Mail, consultation, make

EXTENSION = (
    ("Could we have until Friday 29 November?", True),
    ("Would you accept a late reply from us?", True),
    ("We need a short extension, please, as our board meets on the 26th.", True),
    ("May I send ours on Monday 25 November instead?", True),
    ("I will not make the 22nd, I'm afraid. You will have it by 27 November, if that is all right.", True),
    ("A few more days would be a great help.", True),
    ("Is there any leeway on the date?", True),
    ("We will reply by 20 November.", False),
    ("Could we have until Wednesday?", False),
    ("Thank you for the extension.", False),
    ("We acknowledge your letter and will respond before the deadline.", False),
    ("Your report of 10 December 2023 was good. Could you send it again?", False),
)
CONFIDENTIAL = (
    ("Please treat this response as confidential.", True),
    ("We would ask you not to publish our submission.", True),
    ("I'd prefer not to be named in your summary.", True),
    ("Not for publication, please: we think c is a waste of time.", True),
    ("Could you keep what I say about the contract between ourselves?", True),
    ("Kindly do not attribute these comments to the Trust.", True),
    ("Please anonymise our reply before you share it.", True),
    ("These comments are given in confidence.", True),
    ("OFFICIAL-SENSITIVE", False),
    (
        "This e-mail is confidential and intended solely for the addressee. If you are not the intended recipient please delete it.",
        False,
    ),
    ("We are happy for our reply to be published.", False),
    ("Confidentiality of children's records should be inspected.", False),
    ("Sentencers are not confident in it, and the reports are not shared with them.", False),
    ("Nothing here is confidential.", False),
    ("Data should not be published without a health warning.", False),
)
REPLACES = (
    ("Please disregard my earlier e-mail and use this one.", True),
    ("This replaces our response of last week.", True),
    ("Apologies, I sent you the wrong version. Here is the right one.", True),
    ("Attached is a corrected version of our submission.", True),
    ("Please ignore the previous message.", True),
    ("We would replace d with a topic on weirs.", False),
    ("Do not ignore our earlier reports on this.", False),
    ("Further to my e-mail of yesterday, one more thought on e.", False),
)  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), EXTENSION)
def test_wishes_for_more_time(words: str, expected: bool) -> None:
    """More time is asked for where the mail asks, and for a day after the deadline."""
    assert read_flags(make(Mail(words)), consultation(), Kind.HOLDING).extension_requested is expected


@pytest.mark.parametrize(("words", "expected"), CONFIDENTIAL)
def test_wishes_for_confidence(words: str, expected: bool) -> None:
    """A person's request counts; a marking, a footer and the subject of confidentiality do not."""
    assert read_flags(make(Mail(words)), consultation(), Kind.RESPONSE).confidential is expected


@pytest.mark.parametrize(("words", "expected"), REPLACES)
def test_corrections(words: str, expected: bool) -> None:
    """A mail that takes the place of an earlier one is told from one that adds to it."""
    assert read_flags(make(Mail(words)), consultation(), Kind.RESPONSE).supersedes is expected


def test_footers_never_ask() -> None:
    """What the disclaimer says is no request of the person's."""
    mail = Mail("We choose c.", disclaimer="Please treat this message as confidential and do not share it.")
    assert not read_flags(make(mail), consultation(), Kind.RESPONSE).confidential


def test_promised_day() -> None:
    """The day by which a reply is promised is read from the sentence that promises it."""
    mail = Mail("The board meets on 18 November. We shall send our reply by Wednesday 20 November.")
    assert read_flags(make(mail), consultation(), Kind.HOLDING).promised_on == date(2024, 11, 20)


def test_flags_follow_the_kind() -> None:
    """A machine asks for nothing, and a person's mail names no day of return."""
    machine = read_flags(make(Mail("Could we have more time? Back on 20 November.")), consultation(), Kind.AUTO_REPLY)
    person = read_flags(make(Mail("I am back on 20 November.")), consultation(), Kind.HOLDING)
    assert not machine.extension_requested
    assert person.returns_on is None


def test_a_date_of_1970_counts_as_the_day_of_our_letter() -> None:
    """A mail's clock that is decades out does not move the year of a return."""
    mail = Mail("I am back on 11 November.", at=datetime(1970, 1, 1, tzinfo=UTC))
    assert read_flags(make(mail), consultation(), Kind.AUTO_REPLY).returns_on == date(2024, 11, 11)
