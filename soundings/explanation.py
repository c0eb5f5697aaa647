"""One mail with every decision, its proof, and the reasons why a person should look: a report for the screen."""

from collections.abc import Iterable, Iterator

from classify.analysis import Analysis, AnswerStatus, Evidence
from config.consultation import Consultation, Ref
from ingest.message import ParsedMessage, SegmentKind
from reports.report import Cell, Fact, Report, Section, Table
from reports.wording import say_moment, say_number
from store.rows import Mail

_LONGEST = 160
_OWN = (SegmentKind.NEW, SegmentKind.FORWARDED)


def explain_mail(
    mail: Mail, message: ParsedMessage, analysis: Analysis, consultation: Consultation, corrected: Iterable[str] = ()
) -> Report:
    """The report on one mail; `corrected` are the fields that a person has decided."""
    sender = f"{mail.from_name} <{mail.from_address}>".strip()
    facts = [
        Fact("From", sender),
        Fact("Subject", mail.subject),
        Fact("Received", say_moment(mail.received_at, consultation.zone)),
        Fact("Kind", f"{str(analysis.kind.value).replace('_', ' ')} ({_sure(analysis.kind.confidence)})"),
        Fact("Speaks for", f"{_names(analysis, consultation)} ({_sure(analysis.stakeholders.confidence)})"),
        Fact("To be looked at", "; ".join(analysis.review) or "no"),
    ]
    decided = ", ".join(sorted(corrected))
    facts += [Fact("Decided by a person", decided)] if decided else []
    facts += [Fact("Not read", problem) for problem in message.problems]
    facts += [Fact("Archive id", mail.archive_id), Fact("Rules", analysis.rules_version)]
    sections = (
        _proof("Why this kind", analysis.kind.evidence),
        _proof("Why these senders", analysis.stakeholders.evidence),
        _answers(analysis),
        _topics(analysis, consultation),
        _proposals(analysis),
        Section("What else it says", tuple(_flags(analysis)) or ("Nothing.",)),
        *_texts(message),
    )
    return Report(mail.subject or "(no subject)", mail.received_at, tuple(facts), sections)


def _sure(confidence: float) -> str:
    return f"{round(100 * confidence)}% sure"


def _names(analysis: Analysis, consultation: Consultation) -> str:
    labels: dict[Ref, str] = {s.ref: s.label for s in consultation.stakeholders}
    return ", ".join(labels.get(ref, ref) for ref in analysis.stakeholders.value) or "nobody on the list"


def _proof(heading: str, evidence: Iterable[Evidence]) -> Section:
    rows = tuple((e.rule, _short(e.quote)) for e in evidence)
    return Section(heading, tables=(Table(heading, ("Rule", "Words"), rows, "" if rows else "No rule spoke."),))


def _answers(analysis: Analysis) -> Section:
    rows: list[tuple[Cell, ...]] = []
    for answer in analysis.answers:
        shown = _short(answer.text) if answer.status is not AnswerStatus.ABSENT else ""
        rows.append((answer.question, str(answer.status), _sure(answer.confidence), shown, _rules(answer.evidence)))
    return Section("The questions", tables=(Table("Questions", ("", "", "", "Words", "Rule"), tuple(rows)),))


def _topics(analysis: Analysis, consultation: Consultation) -> Section:
    titles = {t.id: t.title for t in consultation.topics}
    rows = tuple(
        (
            f"{v.topic} {titles.get(v.topic, '')}",
            str(v.stance) + (f", number {v.rank}" if v.rank else ""),
            _sure(v.confidence),
            _short(" … ".join(e.quote for e in v.evidence if e.quote)),
            _rules(v.evidence),
        )
        for v in analysis.topics
    )
    return Section("The topics", tables=(Table("Topics", ("Topic", "Stance", "", "Words", "Rule"), rows),))


def _proposals(analysis: Analysis) -> Section:
    rows = tuple(
        (
            p.question,
            p.title + (f" (number {p.priority})" if p.priority else ""),
            _sure(p.confidence),
            _short(p.supporting),
            ", ".join(p.replaces),
            p.under_way,
        )
        for p in analysis.proposals
    )
    columns = ("", "Proposal", "", "In support", "Would replace", "Under way as")
    return Section("Proposals", tables=(Table("Proposals", columns, rows),))


def _flags(analysis: Analysis) -> Iterator[str]:
    flags = analysis.flags
    if flags.returns_on:
        yield f"Back on {flags.returns_on.isoformat()}."
    if flags.stand_ins:
        yield f"Meanwhile: {', '.join(flags.stand_ins)}."
    if flags.promised_on:
        yield f"Promises a reply by {flags.promised_on.isoformat()}."
    if flags.failed_recipients:
        yield f"Could not be delivered to {', '.join(flags.failed_recipients)}."
    if flags.extension_requested:
        yield "Asks for more time."
    if flags.confidential:
        yield "Asks that the reply or the name be kept confidential."
    if flags.supersedes:
        yield "Takes the place of an earlier mail."


def _texts(message: ParsedMessage) -> Iterator[Section]:
    """Every text: the sender's own words in full, what is not theirs by its kind and length."""
    for text in message.texts:
        paragraphs: list[str] = []
        for segment in message.segments_of(text.part):
            words = message.words(segment.span).strip()
            if segment.kind in _OWN:
                paragraphs += [p for p in words.split("\n") if p.strip()]
            elif words:
                paragraphs.append(f"[{segment.kind}: {say_number(len(words.split()), 'word')}]")
        if paragraphs:
            yield Section(f"The words of the {text.part} {text.name}".rstrip(), tuple(paragraphs))


def _rules(evidence: Iterable[Evidence]) -> str:
    return ", ".join(dict.fromkeys(e.rule for e in evidence))


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 2].rsplit(" ", 1)[0] + " …"
