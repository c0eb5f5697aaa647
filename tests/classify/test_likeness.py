"""What is compared of a mail: the respondent's own words, and numbers that tell how much two texts share."""

from email.message import EmailMessage

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.likeness import NUMBERS, RUN, likeness_of, numbers_of, plain_words, shares_alike, words_as_written
from classify.own_words import own_words
from config.consultation import Letter
from ingest.message import ParsedMessage
from ingest.parse import parse

WORDS = "We ask you to look at remand first.\n\nNobody else has looked at it for nine years."
WORD = st.sampled_from([f"w{n}" for n in range(40)])


def mail(body: str, name: str = "Ann Lee", attached: str = "") -> ParsedMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = f"{name} <a@x.example>", "Reply"
    message.set_content(body)
    if attached:
        message.add_attachment(attached.encode(), maintype="text", subtype="plain", filename="reply.txt")
    return parse(message.as_bytes(), Letter(("Which topics would you choose?",)))


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (WORDS, "Ann Lee"),
        (f"Dear Sir or Madam,\n\n{WORDS}", "Bo Ray"),
        (f"Dear all, {WORDS}", "Bo Ray"),
        (f"Dear Minister for Prisons,\n{WORDS}", "Bo Ray"),
        (f"Hello\n\n{WORDS}\n\nKind regards,\nBo Ray\nChair, The Example Trust", "Bo Ray"),
        (f"Annwyl bawb,\n\n{WORDS}\n\nDiolch yn fawr\nCeri", "Ceri Puw"),
        (f"Good morning\n\n{WORDS}\n\nSent from my iPhone", "Di Fox"),
        (f"{WORDS}\n\nBest wishes\n\nDi", "Di Fox"),
        (WORDS.upper(), "Ann Lee"),
        (WORDS.replace(" ", "  "), "Ann Lee"),
    ],
)
def test_greeting_name_and_signature_make_no_difference(body: str, name: str) -> None:
    assert likeness_of(mail(body, name)).digest == likeness_of(mail(WORDS)).digest


@pytest.mark.parametrize(
    "body",
    [
        WORDS.replace("remand", "housing"),
        f"{WORDS}\n\nI have seen it myself.",
        f"Dear minister who never answers letters. {WORDS}",
        WORDS.replace("first", "1st"),
        f"Hello I prefer remand\n\n{WORDS}",
    ],
)
def test_any_word_of_their_own_makes_a_difference(body: str) -> None:
    assert likeness_of(mail(body)).digest != likeness_of(mail(WORDS)).digest


def test_what_is_attached_is_compared_as_well() -> None:
    assert likeness_of(mail(WORDS, attached="And recall.")).digest != likeness_of(mail(WORDS)).digest
    assert own_words(mail(WORDS, attached="And recall.")) == f"{WORDS}\n\nAnd recall."


def test_words_of_our_letter_and_of_a_quoted_mail_are_not_theirs() -> None:
    quoting = f"{WORDS}\n\nOn 1 Nov 2024, Us <us@us.example> wrote:\n> Which topics would you choose?\n> Write soon."
    assert own_words(mail(quoting)) == WORDS


@pytest.mark.parametrize("body", ["", "Dear all,", "Kind regards\nAnn Lee"])
def test_a_mail_without_words_has_none_to_compare(body: str) -> None:
    found = likeness_of(mail(body))
    assert (found.words, found.length) == ("", 0)
    assert len(found.numbers) == 4 * NUMBERS


def test_the_numbers_are_the_same_on_every_machine() -> None:
    """They are kept in the database: a change of them needs a new VERSION."""
    assert numbers_of(["we", "prefer", "remand", "to", "recall"])[:4].tolist() == EXPECTED


EXPECTED = [1275277541, 1011917657, 885387526, 153523563]


def runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[n : n + RUN]) for n in range(max(1, len(words) - RUN + 1))} if words else set()


@given(st.lists(WORD, min_size=1, max_size=120), st.lists(WORD, max_size=60), st.integers(0, 120))
def test_the_share_is_about_that_of_the_runs_that_both_have(kept: list[str], other: list[str], cut: int) -> None:
    """Against the exact share (Jaccard); 0.25 is more than five standard deviations of 128 numbers."""
    changed = [*kept[:cut], *other]
    exact = len(runs(kept) & runs(changed)) / len(runs(kept) | runs(changed))
    assert abs(float(shares_alike(numbers_of(kept), numbers_of(changed))) - exact) < 0.25


@given(st.lists(WORD, min_size=RUN, max_size=4000))
def test_the_numbers_depend_on_the_runs_alone_and_not_on_how_often_they_come(words: list[str]) -> None:
    """The text twice has the runs over the seam besides, which are made part of it."""
    over_the_seam = [*words, *words[: RUN - 1]]
    assert np.array_equal(numbers_of([*words, *over_the_seam]), numbers_of(over_the_seam))


@given(st.text())
def test_every_word_is_written_somewhere_and_nothing_stands_twice(text: str) -> None:
    shown = "".join(written for _, written in words_as_written(text))
    assert plain_words(shown) == plain_words(text)
