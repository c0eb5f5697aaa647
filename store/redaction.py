"""What a person wrote taken out of what was made of it, and the counts left. Pure: JSON in, JSON out."""

import re
from typing import Any

REDACTED = "[redacted]"
_WORDS = ("text", "title", "supporting", "evidence", "quote")
"""Under these names stand a respondent's words."""
_LISTS = ("spans", "stand_ins", "failed_recipients", "review")


def redact_analysis(analysis: dict[str, Any]) -> dict[str, Any]:
    """An analysis as it is stored, without words, places in the text, addresses and reasons to look."""
    redacted: dict[str, Any] = _redact(analysis)
    return redacted


def redact_correction(field: str, value: Any) -> Any:
    """The value of a person's word on a field, likewise."""
    name = field.rpartition(".")[2]
    return [] if name in _LISTS else _redact(value)


def names(text: str, address: str) -> bool:
    """Whether an address, however it is cased, stands in a text by itself: ann@x.uk does not in joann@x.uk."""
    return _alone(address).search(text) is not None


def _alone(address: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?<!\w[.+%&'-]){re.escape(address)}(?![.-]?\w)", re.IGNORECASE)


def strike(value: Any, address: str) -> Any:
    """The same value with an address, however it is cased, struck out of every text in it."""
    if isinstance(value, dict):
        return {key: strike(each, address) for key, each in value.items()}
    if isinstance(value, list):
        return [strike(each, address) for each in value]
    return _alone(address).sub(REDACTED, value) if isinstance(value, str) else value


def _redact(value: Any, name: str = "") -> Any:
    if name in _LISTS:
        return []
    if isinstance(value, dict):
        return {key: _redact(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_redact(each, "") for each in value]
    if name == "span":
        return None
    return REDACTED if name in _WORDS and isinstance(value, str) and value else value
