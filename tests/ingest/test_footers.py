"""Signatures and disclaimers are set apart; prose below them is not."""
# ruff: noqa: E501 - mails and documents stand as they are sent

import pytest

from ingest.disclaimers import is_disclaimer
from ingest.message import SegmentKind
from ingest.signatures import is_sign_off, is_signature_like
from tests.ingest.reading import mail, of_kind, own

VIEW = "We would put the ponds first."


@pytest.mark.parametrize(
    "sign_off",
    ["Kind regards,", "Yours sincerely", "Best wishes", "Many thanks", "Diolch yn fawr", "Cofion gorau / Kind regards",
     "Yn gywir / Yours sincerely", "With all good wishes,", "Thanks, Jo", "Rgds", "All the best", "In solidarity,"],
)  # fmt: skip
def test_names_under_a_sign_off_are_signature(sign_off: str) -> None:
    message = mail(
        f"{VIEW}\n\n{sign_off}\n\nJo Bellamy\nSecretary, Friends of the Ponds\nTel: 01632 960 123\nwww.ponds.example"
    )
    assert own(message) == VIEW


@pytest.mark.parametrize("line", ["Thanks for asking us.", "Best of all would be the ponds", "Regards to Harriet, she is right",
                                  "Thank you for the letter", "Yes", "Diolch am eich llythyr."])  # fmt: skip
def test_sentences_are_no_sign_off(line: str) -> None:
    assert not is_sign_off(line)


@pytest.mark.parametrize(
    "line",
    [
        "We prefer the ponds.",
        "a and c",
        "(b)",
        "Q2 none",
        "c, then a",
        "None",
        "P.S. please mend the gate",
        "- ponds",
        "1. ponds",
        "No",
    ],
)
def test_answers_are_never_signature(line: str) -> None:
    assert not is_signature_like(line)
    assert line.rstrip(".") in own(mail(f"{VIEW}\n\nBest wishes\nJo\n\n{line}"))


@pytest.mark.parametrize(
    "line", ["Sent from my iPhone", "Get Outlook for iOS", "Anfonwyd o fy iPhone", "Sent from Outlook for Android"]
)
def test_what_a_telephone_adds_is_signature(line: str) -> None:
    assert own(mail(f"{VIEW}\n\n{line}")) == VIEW


def test_dashes_under_a_heading_are_no_signature() -> None:
    text = "Ponds\n--\nWe would put these first, before the paths.\n\nPaths\n--\nThese can wait for another year."
    assert own(mail(text)) == " ".join(text.split())


NOTICES = (
    "This email and any files sent with it are confidential and intended solely for the addressee.",
    "If you have received this message in error please notify the sender and delete it.",
    "Please consider the environment before printing this email.",
    "This message has been scanned for viruses by a gateway.",
    "CAUTION: This email originated from outside the organisation. Do not click links.",
    "OFFICIAL-SENSITIVE",
    "[EXTERNAL]",
    "Registered charity number 1234567",
    "Mae'r neges hon yn gyfrinachol ac wedi'i bwriadu ar gyfer y derbynnydd yn unig.",
)


@pytest.mark.parametrize("notice", NOTICES)
def test_machines_notices_are_disclaimers(notice: str) -> None:
    message = mail(f"{notice}\n\n{VIEW}")
    assert own(message) == VIEW
    assert of_kind(message, SegmentKind.DISCLAIMER) == notice


@pytest.mark.parametrize(
    "request_",
    ["Please treat this response as confidential.", "I would rather that you did not publish my name.",
     "This message is confidential: please do not publish our response.", "We are worried about viruses in the ponds.",
     "Please consider the environment around the river when you choose."],
)  # fmt: skip
def test_a_persons_own_request_is_no_disclaimer(request_: str) -> None:
    assert not is_disclaimer(request_)
