"""Loading a consultation from its folder: consultation.toml, letter.txt, cover.txt and the distribution list."""

import dataclasses
import re
from pathlib import Path
from zoneinfo import ZoneInfo

from config.consultation import ChasingRules, Consultation, Letter, Stakeholder
from config.errors import ConfigError
from config.sections import read_chasing, read_criteria, read_lists, read_questions, read_under_way
from config.stakeholders import load_stakeholders
from config.toml_file import Table, load_toml

CONSULTATION_FILE = "consultation.toml"
LETTER_FILE = "letter.txt"
COVER_FILE = "cover.txt"
LIST_FILES = ("distribution-list.csv", "distribution-list.xlsx")

KEYS = (
    *("based_on", "title", "sender", "sent_on", "deadline_on", "zone", "mailboxes", "publication_weeks"),
    *("authserv_id", "retention_weeks"),
    *("statutory_groups", "criteria", "lists", "questions", "under_way", "chasing"),
)
_SHIPPED = Path(__file__).parent / "consultations"
_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def shipped_consultations() -> tuple[str, ...]:
    """The names of the consultations that come with Soundings."""
    return tuple(sorted(p.parent.name for p in _SHIPPED.glob(f"*/{CONSULTATION_FILE}")))


def find_consultation(name_or_folder: str) -> Path:
    """The folder of a shipped consultation, or a lead's own folder. Raises ConfigError where there is neither."""
    if name_or_folder in shipped_consultations():
        return _SHIPPED / name_or_folder
    folder = Path(name_or_folder).expanduser()
    if (folder / CONSULTATION_FILE).is_file():
        return folder
    problem = f"there is no {CONSULTATION_FILE} in it" if folder.is_dir() else "there is no such consultation or folder"
    shipped = ", ".join(shipped_consultations())
    raise ConfigError(folder, problem, f"Name a folder made by soundings init, or one of: {shipped}.")


def load_consultation(folder: Path) -> Consultation:
    """Everything in a consultation's folder, checked. Raises ConfigError with file, line and mend.

    `based_on` names a shipped consultation, or a folder beside this one, that gives whatever this one leaves out.
    """
    layers = _load_layers(folder)
    lists, topics = read_lists(_giver(layers, "lists").tables("lists"))
    list_ids = [each.id for each in lists]
    sent_on, deadline_on = (_giver(layers, key).day(key) for key in ("sent_on", "deadline_on"))
    if deadline_on < sent_on:
        raise _giver(layers, "deadline_on").wrong(
            "deadline_on", f"the deadline is before the day of sending ({sent_on})", "Check the year and the month."
        )
    return Consultation(
        name=folder.resolve().name,
        title=_giver(layers, "title").text("title"),
        sender=_giver(layers, "sender").text("sender"),
        sent_on=sent_on,
        deadline_on=deadline_on,
        zone=_read_zone(_giver(layers, "zone")),
        mailboxes=_read_mailboxes(_giver(layers, "mailboxes")),
        letter=_load_letter(layers),
        lists=lists,
        topics=topics,
        questions=read_questions(_giver(layers, "questions").tables("questions"), list_ids),
        under_way=read_under_way(_giver(layers, "under_way").tables("under_way"), list_ids),
        criteria=read_criteria(_giver(layers, "criteria"), list_ids),
        stakeholders=_load_stakeholders(layers),
        chasing=_read_chasing(layers),
        publication_weeks=_giver(layers, "publication_weeks").whole("publication_weeks", 12),
        authserv_id=_giver(layers, "authserv_id").text("authserv_id", "").lower(),
        statutory_groups=_giver(layers, "statutory_groups").texts("statutory_groups"),
        retention_weeks=_giver(layers, "retention_weeks").whole("retention_weeks", 0, least=0),
    )


def _load_layers(folder: Path) -> tuple[Table, ...]:
    """The consultation's own table first, then what it is based on."""
    layers: list[Table] = []
    while True:
        table = load_toml(folder / CONSULTATION_FILE)
        table.only(KEYS)
        layers.append(table)
        if "based_on" not in table.data:
            return tuple(layers)
        name = table.text("based_on")
        beside = folder / name
        folder = beside if (beside / CONSULTATION_FILE).is_file() else _SHIPPED / name
        if not (folder / CONSULTATION_FILE).is_file():
            shipped = ", ".join(shipped_consultations())
            raise table.wrong("based_on", f"there is no consultation {name!r}", f"Name a folder, or one of: {shipped}.")
        if any(folder.resolve() == layer.path.parent.resolve() for layer in layers):
            raise table.wrong("based_on", "the consultation is based on itself", "Take this line out.")


def _giver(layers: tuple[Table, ...], key: str) -> Table:
    """The first layer that gives a key; the consultation's own where none does, so that it is named as missing."""
    return next((layer for layer in layers if key in layer.data), layers[0])


def _find_file(layers: tuple[Table, ...], *names: str) -> Path | None:
    places = (layer.path.parent / name for layer in layers for name in names)
    return next((place for place in places if place.is_file()), None)


def _read_zone(table: Table) -> ZoneInfo:
    name = table.text("zone", "Europe/London")
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise table.wrong("zone", f"there is no time zone {name!r}", 'Write it as zone = "Europe/London"') from error


def _read_mailboxes(table: Table) -> tuple[str, ...]:
    mailboxes = table.texts("mailboxes", None)
    for address in mailboxes:
        if not _ADDRESS.fullmatch(address):
            raise table.wrong("mailboxes", f"{address!r} is not a mail address", "Write it as name@body.gov.uk")
    if not mailboxes:
        raise table.wrong("mailboxes", "no mailbox is named", "Give the address to which replies are sent.")
    return tuple(address.lower() for address in mailboxes)


def _read_chasing(layers: tuple[Table, ...]) -> ChasingRules:
    table = _giver(layers, "chasing").table("chasing")
    rules = read_chasing(table)
    if rules.letter_file and _find_file(layers, rules.letter_file) is None:
        raise table.wrong("letter_file", f"there is no file {rules.letter_file!r} in the folder", "Put it there.")
    return rules


def layer_folders(folder: Path) -> tuple[Path, ...]:
    """The consultation's own folder, then those that it is based on. Raises ConfigError."""
    return tuple(layer.path.parent for layer in _load_layers(folder))


def find_letter_file(folder: Path, rules: ChasingRules) -> Path:
    """The letter as it is attached to a reminder: the file that the rules name, else letter.txt. Raises ConfigError."""
    name = rules.letter_file or LETTER_FILE
    found = next((place / name for place in layer_folders(folder) if (place / name).is_file()), None)
    if found is None:
        raise ConfigError(folder / name, "there is no such file", "Put the letter there, to be attached to reminders.")
    return found


def _load_letter(layers: tuple[Table, ...]) -> Letter:
    letter = _find_file(layers, LETTER_FILE)
    if letter is None:
        place = layers[0].path.parent / LETTER_FILE
        raise ConfigError(place, "there is no such file", "Put the text of the letter that was sent into it.")
    paragraphs = load_paragraphs(letter)
    if not paragraphs:
        raise ConfigError(letter, "the file is empty", "Put the text of the letter that was sent into it.")
    cover = _find_file(layers, COVER_FILE)
    return Letter(paragraphs, load_paragraphs(cover) if cover else ())


def load_paragraphs(path: Path) -> tuple[str, ...]:
    """The paragraphs of a plain text file, parted by blank lines. Raises ConfigError where it is not UTF-8."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(path, "the file is not UTF-8 text", "Save it again with the encoding UTF-8.") from error
    return tuple(p.strip() for p in re.split(r"\n\s*\n", text) if p.strip())


def _load_stakeholders(layers: tuple[Table, ...]) -> tuple[Stakeholder, ...]:
    path = _find_file(layers, *LIST_FILES)
    if path is None:
        place = layers[0].path.parent / LIST_FILES[0]
        raise ConfigError(place, "there is no distribution list", f"Save it here as {' or '.join(LIST_FILES)}.")
    stakeholders = load_stakeholders(path)
    table = _giver(layers, "statutory_groups")
    statutory = table.texts("statutory_groups")
    for group in statutory:
        if group not in {s.group for s in stakeholders}:
            raise table.wrong(
                "statutory_groups", f"no line of {path.name} has the group {group!r}", "Write it as the list has it."
            )
    return tuple(dataclasses.replace(s, statutory=True) if s.group in statutory else s for s in stakeholders)
