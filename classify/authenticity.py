"""Whether a mail that claims a stakeholder's address is theirs: by the receiving server's word, and no other's."""

from collections.abc import Iterable
from enum import StrEnum

from config.consultation import Consultation
from ingest.authentication import Authentication, MethodResult
from ingest.message import ParsedMessage


class Verdict(StrEnum):
    """What is known of the sender: theirs, not theirs, or nothing."""

    VERIFIED = "verified"
    FAILED = "failed"
    UNKNOWN = "unknown"


_PASSES = frozenset({"pass", "bestguesspass"})
_FAILS = frozenset({"fail", "softfail", "permerror", "policy"})


def doubts_about_sender(message: ParsedMessage, consultation: Consultation) -> tuple[str, ...]:
    """Why a person should look at who sent a mail; empty where it claims no stakeholder's address, or is theirs.

    Anybody can write any address after From; the receiving server says in Authentication-Results whether the address's
    own domain stands by it (DMARC, RFC 7489; else DKIM or SPF for the same domain).
    """
    theirs = {address for line in consultation.stakeholders for address in line.addresses}
    claimed = [sender.email for sender in message.headers.from_ if sender.email in theirs]
    if not claimed:
        return ()
    if len(message.headers.from_) > 1:
        return ("unverified sender: the mail names more than one",)
    found = find_authentication(message.headers.authentication, consultation.authserv_id)
    verdict, why = judge_sender(found, claimed[0])
    return (f"unverified sender: {why}",) if verdict is Verdict.FAILED else ()


def find_authentication(headers: Iterable[Authentication], server: str) -> Authentication | None:
    """The topmost header of the server named; where none is named, the topmost of all. Others may be forged."""
    return next((header for header in headers if not server or header.server == server.lower()), None)


def judge_sender(found: Authentication | None, address: str) -> tuple[Verdict, str]:
    """Whether the domain of an address stands by the mail, and the checks that failed in words."""
    if found is None:
        return Verdict.UNKNOWN, ""
    domain = address.rpartition("@")[2]
    dmarc = {result.result for result in found.of("dmarc")}
    checks = (*found.of("dkim"), *found.of("spf"))
    if dmarc & _PASSES or (not dmarc & _FAILS and any(_stands_by(check, domain) for check in checks)):
        return Verdict.VERIFIED, ""
    failed = [f"{r.method.upper()} {r.result}" for r in (*found.of("dmarc"), *checks) if r.result in _FAILS]
    return (Verdict.FAILED, ", ".join(dict.fromkeys(failed))) if failed else (Verdict.UNKNOWN, "")


def _stands_by(check: MethodResult, domain: str) -> bool:
    """Whether a check passed for the domain, or one above or below it (RFC 7489 section 3.1: relaxed alignment)."""
    aligned = check.domain == domain or domain.endswith(f".{check.domain}") or check.domain.endswith(f".{domain}")
    return check.result in _PASSES and "." in check.domain and aligned
