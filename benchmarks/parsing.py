"""How long reading a mail takes beside mail-parser alone: `python -m benchmarks.parsing [FOLDER...]`.

Processor time of one process, best of three rounds, over the same mails in one run; only the ratios compare between
machines. mail-parser gives headers and decoded parts; reading gives the text of a page, whose words each stretch is,
and the words of attachments, whose readers run in processes of their own and are not counted here.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from time import process_time

from mailparser import parse_from_bytes

from benchmarks.speed import best_of
from config.consultation import Letter
from config.load import find_consultation, load_consultation
from ingest.parse import parse

ROUNDS = 3
COPIES = 20
WANTED = 3.0
"""Times as long as mail-parser that reading may take."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Mails of one sort, and the processor seconds that both took over them."""

    sort: str
    mails: int
    reading: float
    mail_parser: float

    @property
    def ratio(self) -> float:
        """How many times as long reading takes."""
        return self.reading / self.mail_parser

    def __str__(self) -> str:
        per = 1000 / self.mails
        return (
            f"{self.sort:<8}{self.mails:>6} mails{self.reading * per:>9.2f} ms a mail, mail-parser alone"
            f"{self.mail_parser * per:>7.2f} ms: {self.ratio:.1f} times"
        )


def made_mails(letter: Letter) -> dict[str, list[bytes]]:
    """Replies of both sorts: some own words above the letter quoted whole, plain and as a page."""
    quoted = (*letter.cover, *letter.paragraphs)
    own = [f"Answer {number}: we should like to see this looked at, for the reasons below." for number in range(8)]
    plain = "\n\n".join(own) + "\n\nOn 3 May 2025, Team <team@office.example> wrote:\n" + _marked(quoted)
    page = "".join(f'<p class=MsoNormal><span lang=EN-GB style="font-size:11pt">{text}</span></p>' for text in own)
    page += "<blockquote type=cite>" + "".join(f"<p>{text}</p>" for text in quoted) + "</blockquote>"
    return {"plain": [_mail(plain, "")] * COPIES, "HTML": [_mail(plain, f"<html><body>{page}</body></html>")] * COPIES}


def _marked(paragraphs: Sequence[str]) -> str:
    return "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs)


def _mail(plain: str, page: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Jo Bloggs <jo@elsewhere.example>", "team@office.example"
    message["Subject"], message["Date"] = "RE: Consultation", "Tue, 11 Feb 2025 10:00:00 +0000"
    for number in range(12):
        message[f"X-Gateway-{number}"] = "scanned; " * 12
    message.set_content(plain)
    if page:
        message.add_alternative(page, subtype="html")
    return message.as_bytes()


def compared(sort: str, mails: Sequence[bytes], letter: Letter) -> Comparison:
    """Both over the same mails, by turns."""
    reading = best_of(ROUNDS, _each(mails, lambda raw: parse(raw, letter)), process_time)
    alone = best_of(ROUNDS, _each(mails, all_of), process_time)
    return Comparison(sort, len(mails), reading, alone)


def _each(mails: Sequence[bytes], work: Callable[[bytes], object]) -> Callable[[], object]:
    return lambda: [work(raw) for raw in mails]


def all_of(raw: bytes) -> object:
    """What mail-parser has to say of a mail: headers, texts and attachments."""
    mail = parse_from_bytes(raw)
    return mail.headers, mail.from_, mail.to, mail.subject, mail.date, mail.body, mail.attachments


def main(folders: Sequence[str]) -> int:
    """Print a line for each sort of mail; 1 where one takes longer than wanted."""
    letter = load_consultation(find_consultation("practice")).letter
    sorts = made_mails(letter)
    for folder in folders:
        sorts[Path(folder).name[:8]] = [path.read_bytes() for path in sorted(Path(folder).glob("**/*.eml"))]
    results = [compared(sort, mails, letter) for sort, mails in sorts.items() if mails]
    for result in results:
        print(result)
    return int(any(result.ratio > WANTED for result in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
