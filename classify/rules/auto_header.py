"""Automatic replies by their headers (RFC 3834)."""

from classify.analysis import Evidence, Kind
from classify.rules.automatic import automatic_header, null_return_path
from classify.rules.facts import Facts
from classify.rules.rule import STRONG, WEAK, Hit, Rule


def _find(facts: Facts) -> Hit | None:
    header = automatic_header(facts)
    if header:
        name, value = header
        strength = STRONG + WEAK + (WEAK if null_return_path(facts) else 0)
        return Hit(strength, (Evidence("auto-header", f"{name}: {value}"),))
    if null_return_path(facts):
        return Hit(STRONG, (Evidence("auto-header", "return-path: <>"),))
    return None


RULE = Rule("auto-header", "headers by which a machine says that it answered", Kind.AUTO_REPLY, _find)
