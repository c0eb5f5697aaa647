"""Invented replies in any number, the same from the same seed: `python -m benchmarks.corpus FOLDER --mails 1000`.

They vary as replies do: the form of the answers, the program that sent them, what is attached, how much of our letter
is quoted, campaigns of hundreds with few words changed, and mails without a view. They are for measuring speed and
nothing else: what they say is put together from a few sentences.
"""

import argparse
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from random import Random

from benchmarks.corpus_files import attach
from benchmarks.corpus_words import ASIDES, AUTO_REPLIES, CAMPAIGNS, NAMES, NOTHING, OPENINGS, REASONS, SIGN_OFFS
from config.consultation import Consultation, Topic
from config.load import find_consultation, load_consultation

FIRST_DAY = datetime(2024, 10, 14, 9, 0, tzinfo=UTC)
_CAMPAIGN, _MACHINE, _NIL, _QUOTES, _ATTACHES = 0.25, 0.06, 0.06, 0.6, 0.35


def corpus(consultation: Consultation, mails: int, seed: int = 1) -> Iterator[bytes]:
    """So many raw mails; each differs from every other in its Message-ID at least."""
    for number in range(mails):
        chance = Random(f"{seed}/{number}")  # the same whatever is made before it
        yield _mail(number, consultation, chance)


def _mail(number: int, consultation: Consultation, chance: Random) -> bytes:
    name = f"{chance.choice(NAMES)} {chance.choice(NAMES)}son"
    sender = f"{name.lower().replace(' ', '.')}@body{chance.randrange(400)}.example"
    message = EmailMessage()
    message["From"], message["To"] = f"{name} <{sender}>", consultation.mailboxes[0]
    at = FIRST_DAY + timedelta(minutes=number * 7 % 57_000)
    message["Date"], message["Message-ID"] = format_datetime(at), f"<{number}.{chance.randrange(10**9)}@body.example>"
    for server in range(chance.randrange(2, 9)):
        message[f"X-Gateway-{server}"] = "scanned; " * chance.randrange(3, 12)
    kind = chance.random()
    if kind < _MACHINE:
        message["Subject"], message["Auto-Submitted"] = "Automatic reply: Consultation", "auto-replied"
        message.set_content(chance.choice(AUTO_REPLIES))
        return message.as_bytes()
    message["Subject"] = chance.choice(
        ("RE: Consultation", "Consultation response", "Our priorities", "Re: your letter")
    )
    paragraphs = _paragraphs(kind, name, consultation, chance)
    quoted = _letter(consultation) if chance.random() < _QUOTES else ()
    chance.choice(_PROGRAMS)(message, paragraphs, quoted, chance)
    if chance.random() < _ATTACHES:
        attach(message, paragraphs, chance)
    for depth, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{number}_{depth}_0123456789abcdef")
    return message.as_bytes()


def _letter(consultation: Consultation) -> tuple[str, ...]:
    return (*consultation.letter.cover, *consultation.letter.paragraphs)


def _paragraphs(kind: float, name: str, consultation: Consultation, chance: Random) -> list[str]:
    if kind < _MACHINE + _NIL:
        return [chance.choice(NOTHING), f"{chance.choice(SIGN_OFFS)},", name]
    if kind < _MACHINE + _NIL + _CAMPAIGN:
        body = [*chance.choice(CAMPAIGNS)]
        if chance.random() < 0.2:
            body.insert(1, chance.choice(ASIDES))
        return [*body, f"{chance.choice(SIGN_OFFS)},", name]
    answers = chance.choice(_FORMS)(consultation, chance)
    return [chance.choice(OPENINGS), *answers, f"{chance.choice(SIGN_OFFS)},", name]


def _chosen(topics: tuple[Topic, ...], chance: Random) -> list[Topic]:
    return chance.sample(topics, min(len(topics), chance.randrange(1, 4)))


def _numbered(consultation: Consultation, chance: Random) -> list[str]:
    """Question by question, topics by name."""
    answers = []
    for number, question in enumerate(consultation.questions, 1):
        topics = _chosen(consultation.topics_of(question.list_id), chance)
        titles = "; ".join(t.title for t in topics)
        answers.append(f"Question {number}: {titles}. {chance.choice(REASONS)} {chance.choice(ASIDES)}")
    return answers


def _by_letter(consultation: Consultation, chance: Random) -> list[str]:
    """Topics by their letters alone."""
    lists = (consultation.topics_of(t.id) for t in consultation.lists)
    return [f"From the list: {', '.join(f'({t.id[-1]})' for t in _chosen(topics, chance))}." for topics in lists]


def _prose(consultation: Consultation, chance: Random) -> list[str]:
    """Running text that names topics as it goes, over a page or two."""
    return [
        f"On {topic.title.lower()} {chance.choice(REASONS)[0].lower()}{chance.choice(REASONS)[1:]} "
        + " ".join(chance.sample(ASIDES, 3))
        for topic in chance.sample(consultation.topics, min(6, len(consultation.topics)))
    ]


_FORMS: tuple[Callable[[Consultation, Random], list[str]], ...] = (_numbered, _by_letter, _prose)


def _as_text(message: EmailMessage, paragraphs: list[str], quoted: tuple[str, ...], _: Random) -> None:
    """Plain text with marks before what is quoted."""
    marked = "\n>\n".join(f"> {line}" for line in quoted)
    above = "On 3 October 2024, Team <team@office.example> wrote:\n" if quoted else ""
    message.set_content("\n\n".join((*paragraphs, above + marked)))


def _as_page(message: EmailMessage, paragraphs: list[str], quoted: tuple[str, ...], _: Random) -> None:
    """Outlook's HTML beside plain text; what is quoted stands below fields and is not marked."""
    fields = "<b>From:</b> Team &lt;team@office.example&gt;<br><b>Sent:</b> 3 October 2024<br><b>To:</b> all<br>"
    fields += "<b>Subject:</b> Consultation"
    style = '<p class="MsoNormal"><span lang="EN-GB" style="font-size:11.0pt;font-family:&quot;Calibri&quot;">'
    page = "".join(f"{style}{text}</span></p>" for text in paragraphs)
    if quoted:
        page += f"<div style='border-top:solid #E1E1E1 1.0pt'><p>{fields}</p></div>"
        page += "".join(f"{style}{text}</span></p>" for text in quoted)
    message.set_content("\n\n".join(paragraphs))
    message.add_alternative(f"<html><body>{page}</body></html>", subtype="html")


def _as_table(message: EmailMessage, paragraphs: list[str], quoted: tuple[str, ...], _: Random) -> None:
    """Answers in a table above a quotation such as web mail makes it."""
    rows = "".join(f"<tr><td>{n}</td><td>{text}</td></tr>" for n, text in enumerate(paragraphs, 1))
    below = "".join(f"<div>{text}</div>" for text in quoted)
    quote = f'<div class="gmail_quote"><blockquote class="gmail_quote">{below}</blockquote></div>' if quoted else ""
    message.set_content("\n".join(paragraphs))
    message.add_alternative(f"<html><body><table>{rows}</table>{quote}</body></html>", subtype="html")


_PROGRAMS = (_as_text, _as_page, _as_table)


def main() -> None:
    """Write a corpus as files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mails", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    consultation = load_consultation(find_consultation("practice"))
    for number, raw in enumerate(corpus(consultation, asked.mails, asked.seed)):
        (asked.folder / f"{number:07}.eml").write_bytes(raw)


if __name__ == "__main__":
    main()
