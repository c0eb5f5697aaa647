"""A trace as a report for the screen, and as JSON values for scripts; and the list of all figures."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from reports.basis import Basis
from reports.board import say_known_at
from reports.decisions import say_sure
from reports.report import ITEM, Fact, Report, Section, Table
from reports.results_index import Traced
from reports.results_words import say_decided
from reports.status import Status
from reports.totals import percent
from reports.trace import Kept, Trace, TracedMail, TracedVoice
from reports.trace_steps import Step
from reports.trace_words import Proof, Words
from reports.wording import say_moment, say_number
from store.rows import Correction

KEPT = {
    Kept.WHOLE: "whole: its bytes give this SHA-256",
    Kept.DAMAGED: "CHANGED since it was archived",
    Kept.MISSING: "NOT IN THE ARCHIVE",
    Kept.TAKEN_OUT: "taken out for a person's sake",
}
_PROOFS = {
    Proof.FOUND: "",
    Proof.MOVED: "elsewhere",
    Proof.NOTED: "",
    Proof.LOST: "NOT FOUND",
    Proof.UNREAD: "not read",
}
_SHOWN, _LONGEST = 12, 300


def make_figures_report(basis: Basis, figures: Iterable[Traced]) -> Report:
    """Every figure by its name."""
    rows = tuple((f.name, f.words, f.figure.words) for f in figures)
    sections = (Section("Figures", tables=(Table("Figures", ("Name", "What it counts", "Figure"), rows),)),)
    status = basis.results.status
    return Report("The figures by name", _at(status), tuple(_facts(basis)), sections)


def make_trace_report(trace: Trace, basis: Basis) -> Report:
    """The figure, whether its way back holds to the bytes, and those behind it one by one."""
    figure = trace.traced.figure
    machine = figure.value - figure.by_person
    whole = sum(m.kept is Kept.WHOLE for m in trace.mails)
    noted = trace.proven(Proof.NOTED)
    facts = (
        Fact("Figure", f"{trace.traced.name}: {figure.words}"),
        *_facts(basis),
        Fact("Decided", say_decided(machine, figure.by_person, percent(figure.by_person, figure.value))),
        *_versions(trace),
        Fact("Archive", f"{whole} of {say_number(len(trace.mails), 'mail')} whole, byte by byte"),
        Fact(
            "Words",
            f"{trace.proven(Proof.FOUND, Proof.MOVED)} found in the mails as they are read now, "
            f"{trace.proven(Proof.LOST)} not found" + (f"; {noted} of rules that tell no words" if noted else ""),
        ),
        *(Fact("Broken", each) for each in trace.broken),
    )
    sections = tuple(_section(number, each, basis) for number, each in enumerate(trace.voices, 1))
    title = f"Where “{trace.traced.words}” comes from"
    return Report(title, _at(basis.results.status), facts, sections or (Section("Nobody", ("It counts nobody.",)),))


def _versions(trace: Trace) -> Iterator[Fact]:
    versions = dict.fromkeys(s.version for m in trace.mails for s in m.steps if s.version)
    if versions:
        yield Fact("Rules", ", ".join(versions))


def _facts(basis: Basis) -> Iterator[Fact]:
    status = basis.results.status
    yield Fact("As of", say_moment(status.as_of, status.consultation.zone))
    yield from say_known_at(status.known_at, status.consultation.zone)
    if basis.results.group:
        yield Fact("Group", basis.results.group)


def _at(status: Status) -> datetime:
    return status.as_of.astimezone(status.consultation.zone)


def _section(number: int, each: TracedVoice, basis: Basis) -> Section:
    voice, zone = each.voice, basis.results.consultation.zone
    told = [f"Stands as: {each.standing.replace('_', ' ')}."] if each.standing else []
    if voice.spoken_for_by:
        told.append(f"{voice.spoken_for_by} speaks for this line.")
    if not each.mails:
        told.append("No mail of theirs is behind this figure: the line of the list is.")
    for mail in each.mails:
        received = say_moment(mail.mail.received_at, zone)
        told.append(f"{ITEM}Mail {mail.mail.archive_id}, {mail.size} bytes, {KEPT[mail.kept]}")
        sender = mail.mail.from_address or "(no address)"
        told.append(f"{ITEM}came {received} from {sender}: {mail.mail.subject or '(no subject)'}")
    columns = ("Decision", "By", "Words", "Where")
    tables = tuple(Table(f"Mail {m.mail.archive_id[:_SHOWN]}", columns, tuple(_rows(m))) for m in each.mails if m.steps)
    group = f", {voice.group}" if voice.group else ""
    return Section(f"{number}. {voice.name}{group}", tuple(told), tables)


def _rows(mail: TracedMail) -> Iterator[tuple[str, str, str, str]]:
    for step in mail.steps:
        decision = f"{step.name}: {step.value}" + (f" (the machine: {step.machine})" if step.machine else "")
        by = _by(step)
        for words in step.words or (None,):
            yield decision, by, _said(words) if words else "", _place(words) if words else ""
            decision = by = ""


def _by(step: Step) -> str:
    if step.person:
        return _person(step.person)
    if step.path == "review":
        return "machine"
    rules = ", ".join(step.rules) or "the network"
    sure = f", {say_sure(step.confidence)}" if step.confidence is not None else ""
    confirmed = f"; let stand by {_person(step.confirmed)}" if step.confirmed else ""
    return f"machine: {rules}{sure}{confirmed}"


def _person(word: Correction) -> str:
    why = f": {word.reason}" if word.reason else ""
    return f"{word.by}, {word.at:%Y-%m-%d %H:%M} UTC{why}"


def _said(words: Words) -> str:
    text = " ".join(words.text.split())
    if words.decides and len(words.decides) > 1:
        text = text.replace(" ".join(words.decides.split()), f"**{' '.join(words.decides.split())}**", 1)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _place(words: Words) -> str:
    span = f" {words.span.start}-{words.span.end}" if words.span and words.span.end else ""
    return ", ".join(part for part in (f"{words.place}{span}", _PROOFS[words.proof]) if part)


def figure_values(traced: Traced) -> dict[str, Any]:
    """One figure of the list."""
    return {"name": traced.name, "words": traced.words, "value": traced.figure.value, "of": traced.figure.of}


def trace_values(trace: Trace, basis: Basis) -> dict[str, Any]:
    """The whole trace; spans are half open, in characters of the named text."""
    status = basis.results.status
    return {
        **figure_values(trace.traced),
        "as_of": _at(status).isoformat(),
        "known_at": status.known_at.astimezone(status.consultation.zone).isoformat() if status.known_at else None,
        "group": basis.results.group,
        "broken": list(trace.broken),
        "behind": [_voice(each) for each in trace.voices],
    }


def _voice(each: TracedVoice) -> dict[str, Any]:
    voice = each.voice
    told = {"ref": voice.ref, "name": voice.name, "group": voice.group, "standing": each.standing, "late": voice.late}
    told |= {"spoken_for_by": voice.spoken_for_by, "by_person": voice.by_person, "waits": voice.waits}
    return told | {"mails": [_mail(mail) for mail in each.mails]}


def _mail(each: TracedMail) -> dict[str, Any]:
    mail = each.mail
    told = {"archive_id": mail.archive_id, "kept": str(each.kept), "size": each.size}
    told |= {"from": mail.from_address, "subject": mail.subject, "received_at": mail.received_at.isoformat()}
    return told | {"decisions": [_decision(step) for step in each.steps]}


def _decision(step: Step) -> dict[str, Any]:
    return {
        "field": step.path,
        "value": step.value,
        "decided_by": "person" if step.person else "machine",
        "rules": list(step.rules),
        "version": step.version,
        "confidence": step.confidence,
        "person": _correction(step.person),
        "let_stand": _correction(step.confirmed),
        "machine": step.machine,
        "words": [_word(words) for words in step.words],
    }


def _correction(word: Correction | None) -> dict[str, Any] | None:
    return {"by": word.by, "at": word.at.isoformat(), "because": word.reason} if word else None


def _word(words: Words) -> dict[str, Any]:
    span = {"part": words.span.part, "start": words.span.start, "end": words.span.end} if words.span else None
    told = {"text": words.text, "decides": words.decides, "rule": words.rule, "proof": str(words.proof)}
    return told | {"place": words.place, "span": span, "file_sha256": words.file_sha256}
