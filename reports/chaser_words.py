"""A chaser in words: what the templates may say of a line, in the languages that it wants."""

from dataclasses import dataclass
from datetime import date

from config.chaser_templates import ChaserTemplates
from config.consultation import Consultation
from ingest.cleaning import one_line
from reports.chasers import Due, Which

_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "cy": tuple(f"dydd {day}" for day in ("Llun", "Mawrth", "Mercher", "Iau", "Gwener", "Sadwrn", "Sul")),
}
_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "cy": (
        *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin"),
        *("Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
    ),
}
_DEAR = {"en": "Dear", "cy": "Annwyl"}
_COLLEAGUE = {"en": "colleague", "cy": "gydweithiwr"}
_PARTED = "\n" + "-" * 60 + "\n\n"


@dataclass(frozen=True, slots=True)
class ChaserText:
    """Subject and body of one chaser, plain text; `languages` in the order in which they stand."""

    subject: str
    body: str
    languages: tuple[str, ...]


def make_text(consultation: Consultation, due: Due, templates: ChaserTemplates) -> ChaserText:
    """The words to one line: English, or its own language and English below it. Raises ConfigError."""
    subjects: list[str] = []
    bodies: list[str] = []
    chosen = templates.of(due.words, due.line.stakeholder.language)
    for language, template in chosen:
        subject, body = template.fill(fields(consultation, due, language))
        if subject not in subjects:
            subjects.append(subject)
        bodies.append(body)
    return ChaserText(one_line(" / ".join(subjects)), _PARTED.join(bodies), tuple(language for language, _ in chosen))


def fields(consultation: Consultation, due: Due, language: str) -> dict[str, object]:
    """Every field of a template; texts in one line, days as the language writes them, "" for what is not known."""
    who = due.line.stakeholder
    texts = {
        "salutation": _salutation(due, language),
        "name": who.label,
        "role": who.role,
        "organisation": who.organisation,
        "ref": who.ref,
        "title": consultation.title,
        "sender": consultation.sender,
        "mailbox": consultation.mailboxes[0],
        "sent_on": write_day(consultation.sent_on, language),
        "deadline": write_day(due.line.deadline_on, language, weekday=True),
        "promised_on": write_day(due.line.until_on, language) if due.line.until_on else "",
        "last_chased_on": write_day(due.last_chased_on, language) if due.last_chased_on else "",
    }
    facts: dict[str, object] = {
        "stand_in": due.which is Which.STAND_IN,
        "late": due.days_left < 0,
        "times_chased": due.times_chased,
    }
    return {**{name: one_line(text) for name, text in texts.items()}, **facts}


def _salutation(due: Due, language: str) -> str:
    """As `Due.salutation`, in the language: "Annwyl Honor Whitlock"."""
    return f"{_DEAR.get(language, 'Dear')} {due.addressee or _COLLEAGUE.get(language, 'colleague')}"


def write_day(day: date, language: str, *, weekday: bool = False) -> str:
    """ "Friday 22 November 2024", "dydd Gwener 22 Tachwedd 2024"; in a language that is not known, 2024-11-22."""
    if language not in _MONTHS:
        return day.isoformat()
    words = f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"
    return f"{_WEEKDAYS[language][day.weekday()]} {words}" if weekday else words
