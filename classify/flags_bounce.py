"""The addresses that a non-delivery report names: RFC 3464, Exim, Exchange, Postfix, qmail, Notes, gateways."""

import re
from collections.abc import Iterable

from classify.flags_absence import ADDRESS
from classify.rules.delivery_report import SUCCESSES
from classify.rules.facts import Facts
from ingest.message import TextRole

_BLOCK = re.compile(r"\n\s{0,4}\n")
_FIELD = re.compile(
    r"^(original|final)-recipient:\s{0,4}(?:[\w-]{1,20}\s{0,2};)?\s{0,4}<?([^\s<>;]{3,254})", re.I | re.M
)
_ACTION = re.compile(r"^action:\s{0,4}(\w{1,20})", re.I | re.M)
_COPY = re.compile(
    r"^[-\s]{0,80}(?:this is a copy of|(?:below this line|the following) is a copy|below this line is the|"
    r"(?:possibly truncated )?original message(?: headers?| follows| is following)?\b|message contents follow|"
    r"(?:start of )?(?:returned|unsent|forwarded) message|included is a copy|message header follows|"
    r"transcript of session|"
    r"the (?:header|headers|body) of the (?:original )?message|received: (?:from|by|\()|return-path:)",
    re.I | re.M,
)
_MACHINE = re.compile(r"^(?:mailer-?daemon|postmaster|microsoftexchange|prvs=|bounces?[+@-])", re.I)
_IDENTITY = re.compile(
    r"(?:message-?id|in-reply-to|references|x-[\w-]{1,30}id):?\s{0,4}<?[^\s<>]{1,200}@[^\s<>]{1,200}>?", re.I
)
_ASIDE = re.compile(
    r"\b(?:contact|assistance|help|support|abuse|administrator|please reply|reply to|sender|from"
    r"|questions?)\b[^\n]{0,80}$",
    re.I,
)


def find_failed(facts: Facts) -> tuple[str, ...]:
    """The failed or delayed addresses, lower case, in order: the report's fields, else its header, else its words."""
    reported = _from_fields(t.content for t in facts.message.texts if t.role is TextRole.REPORT)
    if reported:
        return reported
    header = facts.message.headers.find("x-failed-recipients") or ""
    if ADDRESS.search(header):
        return _distinct(ADDRESS.findall(header))
    reported = _from_fields(t.content for t in facts.message.texts if t.role is not TextRole.REPORT)
    return reported or _from_words(facts)


def _from_fields(texts: Iterable[str]) -> tuple[str, ...]:
    """RFC 3464: one block of fields a recipient; Original-Recipient is the address that we wrote to."""
    found = []
    for text in texts:
        for block in _BLOCK.split(text.replace("\r", "")):
            fields = {name.lower(): value for name, value in _FIELD.findall(block)}
            action = _ACTION.search(block)
            if action and action[1].lower() in SUCCESSES:
                continue
            address = fields.get("original") or fields.get("final")
            if address and "@" not in address:
                address = fields.get("final", "")
            if address and "@" in address:
                found.append(address)
    return _distinct(found)


def _from_words(facts: Facts) -> tuple[str, ...]:
    """The addresses in a report's words above the returned mail; those to turn to for help only if"
    " there are no others."""
    ours = {m.lower() for m in facts.consultation.mailboxes}
    ours |= {a.email for a in (*facts.message.headers.to, *facts.message.headers.from_)}
    for text in (t.content for t in facts.message.texts if t.role is not TextRole.ATTACHMENT):
        copy = _COPY.search(text, 1)
        told = _IDENTITY.sub(" ", text[: copy.start()] if copy else text)
        for found in (_not_aside(told), _distinct(ADDRESS.findall(told))):
            failed = tuple(a for a in found if a not in ours and not _MACHINE.match(a))
            if failed:
                return failed
    return ()


def _not_aside(text: str) -> tuple[str, ...]:
    """The addresses that no words before them on their line make a sender's or a helper's."""
    found = ADDRESS.finditer(text)
    return _distinct(m[0] for m in found if not _ASIDE.search(text[: m.start()].rpartition("\n")[2][-100:]))


def _distinct(addresses: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.lower().strip("<>'\". ") for a in addresses))
