"""What pydantic found wrong in the settings, said to a person: which file or variable, and the mend."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from config.errors import ConfigError
from config.toml_file import Table

_MENDS = {
    "extra_forbidden": ("there is no such setting", "Take it out, or correct its name."),
    "int_parsing": ("it is not a whole number", "Write digits alone, such as 993."),
    "int_type": ("it is not a whole number", "Write digits alone, such as 993."),
    "float_parsing": ("it is not a number", "Write the seconds, such as 60."),
    "float_type": ("it is not a number", "Write the seconds, such as 60."),
    "string_type": ("it is not text", "Put it in quotes."),
    "model_type": ("it is not a table", "Write a line such as [imap] and the settings below it."),
    "tuple_type": ("it is not a list", 'Write it as ["INBOX"].'),
}


def settings_error(error: ValidationError, file: Table | None, given: Mapping[str, Any]) -> ConfigError:
    """The first thing that is wrong, without the value that was given: it may be a secret."""
    first = error.errors(include_url=False, include_input=False)[0]
    keys = [str(key) for key in first["loc"]]
    problem, mend = _explain(first)
    if _holds(given, keys) or file is None:
        return ConfigError(f"SOUNDINGS_{'__'.join(keys).upper()}", problem, mend)
    table = file
    for key in keys[:-1]:
        table = table.table(key) if isinstance(table.data.get(key), dict) else table
    return table.wrong(keys[-1], f"{'.'.join(keys)}: {problem}", mend)


def _explain(found: ErrorDetails) -> tuple[str, str]:
    if found["type"] in _MENDS:
        return _MENDS[found["type"]]
    if found["type"] == "enum":
        return "there is no such choice", f"Write {found['ctx']['expected']}."
    said = found["msg"].removeprefix("Value error, ")
    return "it cannot be used", said[0].upper() + said[1:] + "."


def _holds(given: Mapping[str, Any], keys: list[str]) -> bool:
    value: object = given
    for key in keys:
        if not isinstance(value, Mapping) or key not in value:
            return False
        value = value[key]
    return True
