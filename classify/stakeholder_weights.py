"""How strongly each line of the list is shown to be the sender: small pieces of proof, added up a line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from classify.analysis import Evidence
from classify.rules.facts import Facts
from classify.stakeholder_claims import Claim, disowns_host, find_disowned
from classify.stakeholder_home import at_house, first_names, is_officers, places
from classify.stakeholder_hosts import Host, read_host, spells_service
from classify.stakeholder_mentions import find_mentions, given_names, same_person
from classify.stakeholder_names import Directory, person_tokens, plain_name
from classify.stakeholder_zones import Zones, is_aside
from config.consultation import Ref

_OWN_HOST = 2.5
_LISTED_HOST = 0.5
_IN_FROM = {"person": 3.0, "body": 2.25, "role": 2.0, "place": 1.75}
_IN_CLOSING = {"person": 2.25, "body": 2.0, "role": 2.0, "place": 1.75}
_IN_HEADING = {"person": 1.0, "body": 1.25, "role": 1.0, "place": 1.25}
_IN_CLAIM = {"person": 2.5, "body": 2.25, "role": 2.25, "place": 2.25, "house": 2.0, "one-of-several": 1.5}
_IN_ANSWER = {"person": 1.75, "body": 1.75, "role": 1.5, "place": 1.75}
_SIGNING = 2.0
_OFFICE = 2.25
_FIRST_NAME = 2.0
_COLLEAGUE = {"first-name": 2.25, "foremost-name": 3.25, "place": 2.25, "house": 2.0, "one-of-several": 1.5}
_SERVICE_HOST = 2.0
_ANY_OFFICE = frozenset(["minister", "office", "private", "correspondence", "state", "secretary", "under", "chief"])


@dataclass(slots=True)
class Weights:
    """Weights and proof by Ref; of each kind of proof the strongest counts once.

    `people` are named themselves, `signed` sign or are spoken for, `several` stand in the signature by name; `jointly`
    where one sentence speaks for more than one; `host` is whose the sender's address is.
    """

    proof: dict[Ref, dict[str, tuple[float, Evidence]]] = field(default_factory=dict)
    people: set[Ref] = field(default_factory=set)
    signed: dict[Ref, float] = field(default_factory=dict)
    several: set[Ref] = field(default_factory=set)
    jointly: bool = False
    host: Host = Host.OTHER

    def add(self, ref: Ref, what: str, weight: float, evidence: Evidence) -> None:
        """One piece of proof for a line."""
        held = self.proof.setdefault(ref, {})
        if what not in held or held[what][0] < weight:
            held[what] = (weight, evidence)

    def ranked(self) -> list[tuple[Ref, float]]:
        """The lines, the best proved first."""
        totals = [(ref, sum(w for w, _ in held.values())) for ref, held in self.proof.items()]
        return sorted(totals, key=lambda t: (-t[1], t[0]))

    def evidence(self, refs: Iterable[Ref]) -> tuple[Evidence, ...]:
        """What was found for these lines."""
        return tuple(e for r in refs for _, e in self.proof.get(r, {}).values())

    def only_people(self) -> "Weights":
        """The same for those who are named themselves: for a mail that speaks for no body."""
        proof = {r: h for r, h in self.proof.items() if r in self.people}
        return Weights(proof, self.people, {}, set(), host=self.host)

    def signatories(self, exact: tuple[Ref, ...], joint: bool) -> tuple[Ref, ...]:
        """The lines that sign beside the sender: named as such where the mail is a joint one, else in its signature."""
        if joint or self.jointly:
            return tuple(r for r, w in self.signed.items() if w >= _SIGNING)
        return tuple(r for r in self.several if r not in exact) if exact else ()


def weigh_senders(facts: Facts, directory: Directory, zones: Zones, claims: Iterable[Claim]) -> Weights:
    """Every line for which the mail gives a sign that it speaks for it, with how strong the signs are."""
    weights = Weights()
    claims = tuple(claims)
    _weigh_from(facts, directory, weights)
    _weigh_lines(zones, directory, weights)
    _weigh_claims(claims, directory, weights)
    suggested = _weigh_hosts(facts, directory, weights)
    _weigh_first_names(claims, suggested, directory, weights)
    _weigh_colleagues(facts, zones, suggested, directory, weights)
    for sentence in find_disowned(facts):
        for mention in find_mentions(sentence, directory):
            weights.add(mention.ref, "disowned", -3.0, Evidence("disowned", sentence.strip()))
    return weights


def _weigh_from(facts: Facts, directory: Directory, weights: Weights) -> None:
    headers = facts.message.headers
    for address in (*headers.from_, *headers.reply_to, *((headers.sender,) if headers.sender else ())):
        proof = Evidence("from-name", address.name)
        tokens = person_tokens(address.name)
        for entry in directory.entries:
            if same_person(tokens, entry):
                weights.people.add(entry.ref)
                weights.add(entry.ref, "from", _IN_FROM["person"], proof)
        for mention in find_mentions(address.name, directory):
            if mention.how in _IN_FROM and mention.how != "person":
                weights.add(mention.ref, "from", _IN_FROM[mention.how], proof)


def _weigh_lines(zones: Zones, directory: Directory, weights: Weights) -> None:
    for line in zones.closing:
        named = find_mentions(line.text, directory)
        proof = Evidence("signature", line.text, line.span)
        people = [plain_name(m.words) for m in named if m.how == "person"]
        for mention in named:
            if mention.how not in _IN_CLOSING or (mention.how != "person" and is_aside(mention.lead)):
                continue
            weights.add(mention.ref, f"signature-{mention.how}", _IN_CLOSING[mention.how], proof)
            weights.signed[mention.ref] = max(weights.signed.get(mention.ref, 0), _IN_CLOSING[mention.how])
            if mention.how == "person" and any(plain_name(line.text).startswith(n) for n in people):
                weights.people.add(mention.ref)
                weights.several.add(mention.ref)
    for line in zones.headings:
        for mention in find_mentions(line.text, directory):
            if mention.how in _IN_HEADING:
                weights.add(mention.ref, "heading", _IN_HEADING[mention.how], Evidence("heading", line.text, line.span))


def _weigh_claims(claims: Iterable[Claim], directory: Directory, weights: Weights) -> None:
    for claim in claims:
        scale = _IN_CLAIM if claim.proxy or claim.joint else _IN_ANSWER
        named = [m for m in find_mentions(claim.text, directory) if m.how in scale]
        if len({m.words for m in named}) > 1 and (claim.proxy or claim.evidence.span is None or claim.lists):
            weights.jointly = True
        for mention in named:
            weights.add(mention.ref, "speaks-for", scale[mention.how], claim.evidence)
            if claim.proxy or claim.joint or claim.lists or claim.evidence.span is None:
                weights.signed[mention.ref] = max(weights.signed.get(mention.ref, 0), _SIGNING)


def _weigh_hosts(facts: Facts, directory: Directory, weights: Weights) -> set[Ref]:
    """The proof of the sender's host; returns the lines that the host at least allows."""
    suggested: set[Ref] = set()
    for address in facts.message.headers.from_[:1]:
        host, refs = read_host(address.email, directory)
        weights.host = host
        suggested |= set(refs)
        if disowns_host(facts):
            return set()
        proof = Evidence("host", address.email)
        for ref, weight in _host_weights(facts, address.email, host, refs, weights, directory):
            weights.add(ref, "host", weight, proof)
        for ref in refs if host is Host.SHARED else ():
            if _names_office(address.email, directory, ref, refs):
                weights.add(ref, "office", _OFFICE, proof)
    return suggested


def _host_weights(
    facts: Facts, email: str, host: Host, refs: tuple[Ref, ...], weights: Weights, directory: Directory
) -> tuple[tuple[Ref, float], ...]:
    """What a host says for its own lines and against the others that something else suggests."""
    if host is Host.ANYBODY:
        return ()
    own = [(refs[0], _OWN_HOST)] if host is Host.OWN else [(r, _LISTED_HOST) for r in refs if r in weights.proof]
    services = [r for r in refs if spells_service(email, directory.entry(r))]
    if len(services) == 1 and not weights.proof and is_officers(facts):
        own = [(services[0], _SERVICE_HOST)]
    against = {Host.OWN: -1.5, Host.LISTED: -0.25, Host.SHARED: 0.0}.get(host, -0.5)
    known = [r for r in weights.proof if r not in refs and directory.entry(r).stakeholder.addresses]
    return (*own, *((r, against) for r in known))


def _names_office(email: str, directory: Directory, ref: Ref, refs: tuple[Ref, ...]) -> bool:
    """Whether an address such as private.office.prisons@… has a word that belongs to this line alone at its host."""
    words = {w for w in re.split(r"[^a-z]+", email.partition("@")[0]) if len(w) > 3} - _ANY_OFFICE
    others = set().union(*(_telling(directory, r) for r in refs if r != ref))
    return bool(words & (_telling(directory, ref) - others))


def _telling(directory: Directory, ref: Ref) -> set[str]:
    """The words by which an office or a region is called."""
    line = directory.entry(ref).stakeholder
    return {w for w in plain_name(f"{line.role} {line.organisation}").split() if len(w) > 3} - _ANY_OFFICE


def _weigh_first_names(claims: Iterable[Claim], suggested: set[Ref], directory: Directory, weights: Weights) -> None:
    """ "Lorna has asked me to reply": a first name alone counts where the host allows the line."""
    for claim in claims:
        others = {m.ref for m in find_mentions(claim.text, directory)}
        named = [r for r in suggested if claim.proxy and given_names(claim.text, directory.entry(r))]
        for ref in named if not others or others & set(named) else ():
            weights.add(ref, "speaks-for", _FIRST_NAME if len(named) == 1 else _FIRST_NAME - 0.5, claim.evidence)


def _weigh_colleagues(facts: Facts, zones: Zones, suggested: set[Ref], directory: Directory, weights: Weights) -> None:
    """At a host of several lines or of a larger house, a first name or a place tells whose colleague writes."""
    for ref, foremost, evidence in first_names(facts, suggested, directory):
        weight = _COLLEAGUE["foremost-name" if foremost else "first-name"]
        weights.add(ref, "first-name", weight, evidence)
    named = tuple(at_house(facts, suggested, directory)) if weights.host in (Host.LISTED, Host.SHARED) else ()
    what = "house" if len({ref for ref, _ in named}) == 1 else "one-of-several"
    for ref, evidence in named:
        weights.add(ref, "house", _COLLEAGUE[what], evidence)
    for ref, evidence in places(facts, zones, suggested, directory):
        weights.add(ref, "place", _COLLEAGUE["place"], evidence)
