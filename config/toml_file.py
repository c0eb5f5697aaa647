"""TOML as a lead edits it: values with their line, so that what is wrong can be pointed at."""

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from config.errors import ConfigError

Keys = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*["']?([A-Za-z0-9_-]+)["']?\s*=""")
_LONG_QUOTE = re.compile("\"\"\"|'''")
_DECODE_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")


def key_lines(text: str) -> dict[Keys, int]:
    """The line (from 1) of every key and table header of a valid TOML text, by its path in the parsed data."""
    lines: dict[Keys, int] = {}
    lengths: dict[Keys, int] = {}
    table: Keys = ()
    within = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not within:
            if header := _HEADER.match(line):
                table = _enter(header[2].split("."), header[1] == "[[", lengths)
                lines[table] = number
            elif key := _KEY.match(line):
                lines[(*table, key[1])] = number
        for quote in _LONG_QUOTE.findall(line):
            if not within:
                within = quote
            elif within == quote:
                within = ""
    return lines


def _enter(names: Sequence[str], is_array: bool, lengths: dict[Keys, int]) -> Keys:
    path: Keys = ()
    for depth, name in enumerate(names, 1):
        path = (*path, name.strip().strip("\"'"))
        if is_array and depth == len(names):
            lengths[path] = lengths.get(path, 0) + 1
        if path in lengths:
            path = (*path, lengths[path] - 1)
    return path


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a TOML file; every reader raises ConfigError that names the file, the line and the mend."""

    path: Path
    lines: Mapping[Keys, int]
    keys: Keys
    data: Mapping[str, object]

    def wrong(self, key: str | int | None, problem: str, mend: str) -> ConfigError:
        """The error for one key of this table, at its line or at the nearest line known."""
        place = self.keys if key is None else (*self.keys, key)
        while place and place not in self.lines:
            place = place[:-1]
        return ConfigError(self.path, problem, mend, line=self.lines.get(place))

    def only(self, known: Sequence[str]) -> None:
        """Refuse a key that means nothing, naming the one that was probably meant."""
        for key in self.data:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                mend = f"Did you mean {near[0]!r}?" if near else f"Use one of: {', '.join(known)}."
                raise self.wrong(key, f"there is no setting {key!r} here", mend)

    def text(self, key: str, default: str | None = None) -> str:
        """A text, its white space made single; the default stands where the key is not there."""
        value = self._value(key, default, f'Add a line such as {key} = "..."')
        if not isinstance(value, str):
            raise self.wrong(key, f"{key} is not text", f'Put it in quotes: {key} = "..."')
        clean = " ".join(value.split())
        if not clean and default is None:
            raise self.wrong(key, f"{key} is empty", "Write it between the quotes.")
        return clean

    def whole(self, key: str, default: int | None = None, least: int = 1) -> int:
        """A whole number, not below `least`."""
        value = self._value(key, default, f"Add a line such as {key} = {max(least, 1)}")
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.wrong(key, f"{key} is not a whole number of {least} or more", f"Write it as {key} = 4")
        return value

    def day(self, key: str) -> date:
        """A day, written as 2024-11-22 with or without quotes."""
        mend = f"Write it as year-month-day: {key} = 2024-11-22"
        value = self._value(key, None, mend)
        if isinstance(value, str):
            try:
                return date.fromisoformat(value.strip())
            except ValueError as error:
                raise self.wrong(key, f"{key} is not a date: {value!r}", mend) from error
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong(key, f"{key} is not a date", mend)
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = ()) -> tuple[str, ...]:
        """A list of texts."""
        mend = f'Write it as {key} = ["...", "..."]'
        value = self._value(key, default, mend)
        if not isinstance(value, (list, tuple)) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.wrong(key, f"{key} is not a list of texts", mend)
        return tuple(" ".join(v.split()) for v in value)

    def wholes(self, key: str, default: tuple[int, ...]) -> tuple[int, ...]:
        """A list of whole numbers, negative ones among them."""
        value = self._value(key, default, "")
        if not isinstance(value, (list, tuple)) or not all(
            isinstance(v, int) and not isinstance(v, bool) for v in value
        ):
            raise self.wrong(key, f"{key} is not a list of whole numbers", f"Write it as {key} = [-7, -2, 1]")
        return tuple(value)

    def table(self, key: str) -> "Table":
        """The table under a key; an empty one where there is none."""
        value = self.data.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"{key} is not a table", f"Write a line [{key}] and its settings below it.")
        return Table(self.path, self.lines, (*self.keys, key), value)

    def tables(self, key: str) -> tuple["Table", ...]:
        """The tables of an array `[[key]]`; none where there is none."""
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise self.wrong(key, f"{key} is not a list of tables", f"Begin each with a line [[{key}]]")
        return tuple(Table(self.path, self.lines, (*self.keys, key, n), v) for n, v in enumerate(value))

    def _value(self, key: str, default: object, mend: str) -> object:
        if key in self.data:
            return self.data[key]
        if default is None:
            raise self.wrong(None, f"{key} is missing", mend)
        return default


def load_toml(path: Path) -> Table:
    """The whole of a TOML file. Raises ConfigError where it is missing, is not UTF-8 or is not TOML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigError(path, "there is no such file", "Check the name, or make one with: soundings init") from error
    except UnicodeDecodeError as error:
        raise ConfigError(path, "the file is not UTF-8 text", "Save it again with the encoding UTF-8.") from error
    except OSError as error:
        raise ConfigError(path, f"the file cannot be read ({error.strerror})", "Check its permissions.") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(path, str(error)) from error
    return Table(path, key_lines(text), (), data)


def _not_toml(path: Path, message: str) -> ConfigError:
    place = _DECODE_LINE.search(message)
    problem = "this is not valid TOML: " + _DECODE_LINE.sub("", message).strip()
    mend = "Look for a missing quote, bracket or equals sign here or on the line before."
    if not place:
        return ConfigError(path, problem, mend)
    return ConfigError(path, problem, mend, line=int(place[1]), column=place[2])
