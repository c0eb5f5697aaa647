"""Invented mails are the same each time, and as various as they are said to be."""

from email import message_from_bytes
from itertools import islice

import pytest

from benchmarks.bench import say_growth, say_stages
from benchmarks.corpus import corpus
from benchmarks.growth import Size
from benchmarks.page import BEGIN, END, PageError, put
from benchmarks.stages import Stage
from config.load import find_consultation, load_consultation

PRACTICE = load_consultation(find_consultation("practice"))
MAILS = tuple(corpus(PRACTICE, 60))


def test_one_seed_makes_the_same_mails_however_many_are_asked_for() -> None:
    """Documents carry the time at which they were made, so that mails with one are left out."""
    again = tuple(islice(corpus(PRACTICE, 1_000), 60))
    plain = [(a, b) for a, b in zip(MAILS, again, strict=True) if b"Response.docx" not in a]
    assert len(plain) > 30
    assert all(a == b for a, b in plain)
    assert tuple(corpus(PRACTICE, 5, seed=2)) != MAILS[:5]


def test_they_vary_in_form_program_and_attachments() -> None:
    parsed = [message_from_bytes(raw) for raw in MAILS]
    types = {part.get_content_type() for message in parsed for part in message.walk()}
    assert {"text/plain", "text/html", "image/png"} <= types
    assert any(t.endswith("wordprocessingml.document") for t in types)
    assert len({message["Message-ID"] for message in parsed}) == 60
    assert len({message["Subject"] for message in parsed}) > 3


def test_figures_go_between_the_marks_and_nowhere_else() -> None:
    page = f"above\n{BEGIN}\nold\n{END}\nbelow\n"
    assert put(page, "new") == f"above\n{BEGIN}\n\nnew\n\n{END}\nbelow\n"
    with pytest.raises(PageError):
        put("no marks", "new")


def test_tables_say_rates_and_ratios() -> None:
    stages = say_stages([Stage("parse", 100, 2.0, "mail-parser alone", 0.5), Stage("record", 100, 1.0)])
    assert "| parse | 50 | 20.0 | 4.0 times mail-parser alone |" in stages
    assert "| record | 100 | 10.0 |  |" in stages
    assert "| 10,000 | 0.81 | 1.50 |" in say_growth([Size(10_000, 0.81, 1.5)])
