"""On whose behalf a mail speaks: addresses first, then what it says of itself, then names, bodies and hosts."""

from collections.abc import Iterable, Sequence

from classify.analysis import Decision, Evidence, Kind
from classify.flags_absence import ADDRESS
from classify.flags_bounce import find_failed
from classify.rules.facts import Facts, gather_facts
from classify.stakeholder_claims import Claim, find_claims, speaks_privately
from classify.stakeholder_home import find_co_signers
from classify.stakeholder_hosts import Host
from classify.stakeholder_mentions import find_mentions
from classify.stakeholder_names import Directory, build_directory
from classify.stakeholder_weights import Weights, weigh_senders
from classify.stakeholder_zones import Zones, read_zones
from config.consultation import Consultation, Ref
from ingest.message import ParsedMessage

_ENOUGH = 2.0
_CLEAR = 0.75
_NOBODY_AT = {Host.OWN: 0.7, Host.LISTED: 0.8, Host.SHARED: 0.55, Host.ANYBODY: 0.9, Host.OTHER: 0.97}
"""How sure it is that a sender of whom nothing else is known is not on the list, by whose the host is."""
_MACHINES = (Kind.AUTO_REPLY, Kind.RECEIPT)

Who = Decision[tuple[Ref, ...]]


def find_stakeholders(message: ParsedMessage, consultation: Consultation, kind: Kind) -> Who:
    """The lines of the list for which a mail speaks; empty where its sender is not on the list.

    Two candidates and nothing to choose between them: empty, at low confidence, with evidence that names both.
    """
    directory = build_directory(consultation)
    facts = gather_facts(message, consultation)
    if kind is Kind.BOUNCE:
        return _failed(facts, directory)
    exact = _by_address(facts, directory)
    if kind in _MACHINES:
        return exact if exact.value else _mailbox(facts, directory)
    if kind is Kind.OTHER and not exact.value:
        return _settle(weigh_senders(facts, directory, Zones((), ()), ()))
    return _by_words(facts, directory, exact)


def _by_words(facts: Facts, directory: Directory, exact: Who) -> Who:
    """The same for a person's mail: what its sentences, signatures and names add to the address, or say without one."""
    claims = find_claims(facts)
    whole = _collective(claims, exact.value, directory)
    if whole:
        return whole
    weights = weigh_senders(facts, directory, read_zones(facts.message), claims)
    private = None if exact.value else speaks_privately(facts)
    if private:
        named = _settle(weights.only_people())
        return named if named.value else Decision((), 0.85, (private,))
    joined = _joined(exact, weights, claims, find_co_signers(facts, directory, exact.value))
    return joined if exact.value or len(joined.value) > 1 else _settle(weights)


def _failed(facts: Facts, directory: Directory) -> Who:
    addresses = find_failed(facts)
    found = [(directory.addresses[a], a) for a in addresses if a in directory.addresses]
    evidence = tuple(Evidence("failed-address", a) for a in addresses)
    if found:
        return Decision(tuple(dict.fromkeys(r for r, _ in found)), 0.99, evidence)
    return Decision((), 0.8 if addresses else 0.3, evidence)


def _by_address(facts: Facts, directory: Directory) -> Who:
    """The line that has the sender's address: From, else Reply-To, else Sender."""
    headers = facts.message.headers
    places = (
        ("from", headers.from_),
        ("reply-to", headers.reply_to),
        ("sender", (headers.sender,) if headers.sender else ()),
    )
    for name, addresses in places:
        found = [a.email for a in addresses if a.email in directory.addresses]
        if found:
            refs = tuple(dict.fromkeys(directory.addresses[a] for a in found))
            return Decision(
                refs, 0.98 if name == "from" else 0.93, tuple(Evidence(f"{name}-address", a) for a in found)
            )
    return Decision((), 0.0)


def _mailbox(facts: Facts, directory: Directory) -> Who:
    """Whose mailbox a machine answers for: a listed address in its text at the sender's host, else by name and host."""
    hosts = {a.email.rpartition("@")[2] for a in (*facts.message.headers.from_, *facts.message.headers.reply_to)}
    named = (m.lower().strip(".'") for t in facts.message.texts for m in ADDRESS.findall(t.content[:20_000]))
    for address in named:
        if address in directory.addresses and address.rpartition("@")[2] in hosts:
            return Decision((directory.addresses[address],), 0.9, (Evidence("named-address", address),))
    return _settle(weigh_senders(facts, directory, read_zones(facts.message), ()))


def _collective(claims: Iterable[Claim], exact: tuple[Ref, ...], directory: Directory) -> Who | None:
    """A collective line, where the mail says that it speaks for all of it and its sender is nobody else on the list."""
    for claim in claims:
        if not claim.whole:
            continue
        for mention in find_mentions(claim.text, directory):
            if mention.how != "collective":
                continue
            members = {e.ref for e in directory.entries if e.stakeholder.member_of == mention.ref}
            if set(exact) <= members | {mention.ref}:
                return Decision((mention.ref,), 0.9, (claim.evidence,))
    return None


def _joined(exact: Who, weights: Weights, claims: tuple[Claim, ...], beside: tuple[Ref, ...]) -> Who:
    """The sender, and where it is a joint reply all who sign it."""
    signed = weights.signatories(exact.value, any(c.joint for c in claims))
    refs = tuple(dict.fromkeys((*exact.value, *signed, *beside)))
    if len(refs) == len(exact.value):
        return exact
    return Decision(refs, min(exact.confidence, 0.9), (*exact.evidence, *weights.evidence(signed)))


def _settle(weights: Weights) -> Who:
    """The one line that the weights point at; none where nothing does, or where two do alike."""
    ranked = weights.ranked()
    if not ranked or ranked[0][1] < _ENOUGH:
        near = bool(ranked) and ranked[0][1] >= _ENOUGH - 0.75
        if near and len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
            return _torn(weights, [r for r, w in ranked if w == ranked[0][1]])
        sure = 0.55 if near else _NOBODY_AT[weights.host]
        return Decision((), sure, weights.evidence(r for r, _ in ranked[:1]))
    best = ranked[0]
    if len(ranked) > 1 and best[1] - ranked[1][1] < _CLEAR:
        return _torn(weights, [r for r, _ in ranked[:2]])
    return Decision((best[0],), min(0.97, 0.68 + 0.065 * best[1]), weights.evidence((best[0],)))


def _torn(weights: Weights, refs: Sequence[Ref]) -> Who:
    """Nobody, with those between whom nothing decides."""
    return Decision((), 0.3, (*(Evidence("candidate", r) for r in refs), *weights.evidence(refs)))
