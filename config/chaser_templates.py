"""The words of chasers: Jinja2 templates in a consultation's folder, checked as a whole before one is filled in.

A template is a text file `chasers/reminder.en.txt` whose first line is its subject. It runs in a sandbox, and knows the
fields below, tests and loops over them, and a few filters; nothing else.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, meta, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from config.consultation import Words
from config.errors import ConfigError

CHASERS_FOLDER = "chasers"
DEFAULTS = Path(__file__).parent / CHASERS_FOLDER
FIELDS = (
    *("salutation", "name", "role", "organisation", "ref", "stand_in"),
    *("title", "sender", "mailbox", "sent_on", "deadline", "late"),
    *("promised_on", "times_chased", "last_chased_on"),
)
FILTERS = ("capitalize", "default", "first", "join", "last", "length", "lower", "replace", "title", "trim", "upper")
_NAME = re.compile(r"(\w+)\.([a-z]{2,3})\.txt")
_SUBJECT = "Subject:"
_MEND_SUBJECT = "Begin it with a line such as: Subject: Reminder: {{ title }}"


@dataclass(frozen=True, slots=True)
class ChaserTemplate:
    """One template, checked."""

    path: Path
    source: str

    def fill(self, fields: Mapping[str, object]) -> tuple[str, str]:
        """Subject and body. Raises ConfigError with the template's line where it asks for what cannot be done."""
        try:
            filled = _environment().from_string(self.source).render(fields)
        except Exception as error:
            lines = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == "<template>"]
            mend = "Use the fields and filters that the page about a consultation's folder lists."
            raise ConfigError(
                self.path, f"this cannot be filled in ({error})", mend, line=lines[-1] if lines else None
            ) from error
        head, _, body = filled.strip().partition("\n")
        return " ".join(head.removeprefix(_SUBJECT).split()), body.strip() + "\n"


@dataclass(frozen=True, slots=True)
class ChaserTemplates:
    """All templates of a consultation, by their words and language."""

    by_name: Mapping[tuple[Words, str], ChaserTemplate]

    def of(self, words: Words, language: str) -> tuple[tuple[str, ChaserTemplate], ...]:
        """The templates of one chaser, each with its language: English alone, or the other language and then English.

        Raises ConfigError where the language has no template: to leave it out is not for a program to decide.
        """
        english = self.by_name[words, "en"]
        if language == "en":
            return (("en", english),)
        other = self.by_name.get((words, language))
        if other is None:
            place = english.path.with_name(f"{words}.{language}.txt")
            mend = f"Write it beside {english.path.name}, or correct the column Language of the list."
            raise ConfigError(place, f"there is no such template, and the list wants the language {language}", mend)
        return ((language, other), ("en", english))


def load_chaser_templates(folders: Iterable[Path]) -> ChaserTemplates:
    """The templates under `chasers/` of the first folder that has them, words by words; else those of the program.

    All languages of the same words come from the same folder. Raises ConfigError with file, line and mend.
    """
    places = [p for p in (folder / CHASERS_FOLDER for folder in folders) if p.is_dir()]
    for place in places:
        _refuse_unknown(place)
    found: dict[tuple[Words, str], ChaserTemplate] = {}
    for words in Words:
        place = next((p for p in places if any(p.glob(f"{words}.*.txt"))), DEFAULTS)
        for path in sorted(place.glob(f"{words}.*.txt")):
            found[words, path.name.split(".")[1]] = load_chaser_template(path)
        if (words, "en") not in found:
            raise ConfigError(place / f"{words}.en.txt", "there is no such template", "Write the English one as well.")
    return ChaserTemplates(found)


def load_chaser_template(path: Path) -> ChaserTemplate:
    """One template, with everything checked that can be without filling it in. Raises ConfigError."""
    try:
        source = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(path, "the file is not UTF-8 text", "Save it again with the encoding UTF-8.") from error
    except OSError as error:
        raise ConfigError(path, f"the file cannot be read ({error.strerror})", "Check its permissions.") from error
    if not source.startswith(_SUBJECT):
        raise ConfigError(path, "the first line is no subject", _MEND_SUBJECT, line=1)
    try:
        parsed = _environment().parse(source)
        _environment().compile(parsed)
    except TemplateSyntaxError as error:
        mend = "Look at what stands between {{ and }}, or {% and %}."
        raise ConfigError(path, f"this is not a template ({error.message})", mend, line=error.lineno) from error
    _refuse_unknown_fields(path, parsed)
    return ChaserTemplate(path, source)


def _refuse_unknown(place: Path) -> None:
    for path in sorted(place.glob("*.txt")):
        named = _NAME.fullmatch(path.name)
        if named is None or named[1] not in tuple(Words):
            names = ", ".join(f"{words}.en.txt" for words in Words)
            raise ConfigError(path, "no chaser has words of this name", f"Name it one of: {names}; cy for Welsh.")


def _refuse_unknown_fields(path: Path, parsed: nodes.Template) -> None:
    unknown = meta.find_undeclared_variables(parsed) - set(FIELDS)
    for name in parsed.find_all(nodes.Name):
        if name.name in unknown:
            near = difflib.get_close_matches(name.name, FIELDS, n=1)
            mend = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(FIELDS)}."
            raise ConfigError(path, f"there is no field {name.name!r}", mend, line=name.lineno)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Without what could fill the memory: no letter needs `"x" * 10 ** 9`, nor `name.ljust(10 ** 9)`."""

    intercepted_binops = frozenset(("*", "**"))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        """Refuse."""
        raise SecurityError(f"{operator} cannot be used here")

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ARG002
        """Nothing is called; filters and tests are not calls."""
        return False


def _environment() -> _Sandbox:
    made = _Sandbox(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    return made
