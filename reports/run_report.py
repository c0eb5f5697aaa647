"""How a night's run went, for a lead who does not look at the pages every day: in numbers, never in a reply's words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from classify.analysis import Kind
from config.consultation import Consultation
from reports.board import say_balance, say_publication, trouble_of
from reports.chasers import ChaserList
from reports.deadline import day_of
from reports.publication import find_publication
from reports.report import Fact, Report
from reports.status import Status
from reports.wording import say_day, say_days_left, say_moment, say_number
from store.rows import Balance, MailRecord, Run

_KINDS: dict[Kind | None, tuple[str, str]] = {
    Kind.BOUNCE: ("bounce", "bounces"),
    Kind.RECEIPT: ("read receipt", "read receipts"),
    Kind.AUTO_REPLY: ("automatic reply", "automatic replies"),
    Kind.RESPONSE: ("response", "responses"),
    Kind.NIL_RESPONSE: ("with nothing to say", "with nothing to say"),
    Kind.HOLDING: ("promises a reply", "promise a reply"),
    Kind.QUERY: ("asks us something", "ask us something"),
    Kind.OTHER: ("of another kind", "of another kind"),
    None: ("not read", "not read"),
}


@dataclass(frozen=True, slots=True)
class Findings:
    """What the database holds after a run: the run and the one before it, the mails that it took in, how all stands."""

    run: Run
    before: Run | None
    new: tuple[MailRecord, ...]
    status: Status
    chasers: ChaserList
    balance: Balance
    silence: str = ""


@dataclass(frozen=True, slots=True)
class Night:
    """One run. `error` is why it failed; `findings` is None where the database could not be read."""

    consultation: Consultation
    at: datetime
    error: str = ""
    findings: Findings | None = None


def is_news(night: Night) -> bool:
    """Whether anything happened or went wrong; what goes on being wrong is told by the first run of each day."""
    found = night.findings
    if found is None:
        return bool(night.error)
    run, before = found.run, found.before
    if any(run.counts.get(what) for what in ("new", "sent")):
        return True
    zone = night.consultation.zone
    today = day_of(run.started_at, zone)
    if before is None or day_of(before.started_at, zone) != today:
        due = any(d.due_on == today for d in found.chasers.due)
        return bool(due or found.silence or night.error or trouble_of(run) or not found.balance.balances)
    new_trouble = (night.error or trouble_of(run)) and not trouble_of(before)
    return bool(new_trouble or run.counts.get("failed", 0) > before.counts.get("failed", 0))


def make_run_report(night: Night, address: str = "") -> Report:
    """The report; `address` is where the pages are, if others may come in. Its title is the subject of the mail."""
    zone = night.consultation.zone
    facts = [Fact("Run", say_moment(night.findings.run.started_at if night.findings else night.at, zone))]
    trouble = night.error or (trouble_of(night.findings.run) if night.findings else "")
    facts += [Fact("Went wrong", trouble)] if trouble else []
    facts += _facts(night.findings) if night.findings else []
    facts += [Fact("Pages", address)] if address else []
    return Report(f"Soundings, {night.consultation.name}: {_gist(night)}", night.at.astimezone(zone), tuple(facts), ())


def _gist(night: Night) -> str:
    """What the subject says."""
    found = night.findings
    parts = ["the run failed"] if night.error else []
    if found:
        parts += [say_number(len(found.new), "new mail")] if found.new else []
        parts += [f"{len(found.status.waiting)} to review"] if found.status.waiting else []
        undrafted = len(found.chasers.undrafted)
        parts += [f"{say_number(undrafted, 'reminder')} due"] if undrafted else []
        parts += ["the ledger does not balance"] if not found.balance.balances else []
    return ", ".join(parts) or "all is well"


def _facts(found: Findings) -> Iterator[Fact]:
    asked, status, chasers = found.status.consultation, found.status, found.chasers
    if found.silence:
        yield Fact("Silence", found.silence)
    yield Fact("New", _say_new(found.new))
    failed = found.run.counts.get("failed", 0)
    if failed:
        yield Fact("Could not be read", say_number(failed, "mail"))
    if found.run.counts.get("sent"):
        yield Fact("Seen in Sent", say_number(found.run.counts["sent"], "reminder"))
    yield Fact("Waits for review", say_number(len(status.waiting), "mail") if status.waiting else "nothing")
    for name, number in (
        ("Addresses to mend", len(chasers.without_address)),
        ("Questions to answer", len(chasers.answer)),
        ("Reminders due", len(chasers.undrafted)),
        ("Drafts unsent", chasers.drafted),
        ("Drafts to throw away", len(chasers.stale)),
    ):
        if number:
            yield Fact(name, str(number))
    yield Fact("Deadline", f"{say_day(asked.deadline_on)} ({say_days_left(status.days_left)})")
    yield from say_publication(find_publication(status, chasers))
    yield Fact("Ledger", say_balance(found.balance))


def _say_new(new: tuple[MailRecord, ...]) -> str:
    """By kind, the most frequent first: "7 mails: 4 responses, 2 automatic replies, 1 not read"."""
    if not new:
        return "no mail"
    kinds: Counter[Kind | None] = Counter(m.analysis.kind.value if m.analysis else None for m in new)
    each = (say_number(number, *_KINDS[kind]) for kind, number in kinds.most_common())
    return f"{say_number(len(new), 'mail')}: {', '.join(each)}"
