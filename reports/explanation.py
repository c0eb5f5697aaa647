"""One mail with every decision, its proof, and the reasons why a person should look: a report for the screen."""

from collections.abc import Iterable, Iterator

from classify.analysis import Analysis, Answer, AnswerStatus, Evidence, Kind, Proposal, TopicView
from config.consultation import Consultation, TopicId
from ingest.message import ParsedMessage, SegmentKind
from reports.decisions import (
    ANSWERS,
    say_flags,
    say_kind,
    say_names,
    say_reason,
    say_sure,
    say_view,
    titles_of,
)
from reports.marking import marked
from reports.report import Fact, Report, Section, Table
from reports.wording import say_moment, say_number
from store.rows import Mail

_OWN = (SegmentKind.NEW, SegmentKind.FORWARDED)


def explain_mail(
    mail: Mail, message: ParsedMessage, analysis: Analysis, consultation: Consultation, corrected: Iterable[str] = ()
) -> Report:
    """The report on one mail; `corrected` are the fields that a person has decided."""
    titles = titles_of(consultation)
    changed_at = (Section("Why a person should look", tuple(f"- {say_reason(r, titles)}" for r in analysis.review)),)
    sections = (
        *(changed_at if analysis.review else ()),
        _proof("What kind of mail, and why", analysis.kind.evidence, _no_rule(analysis)),
        _proof("On whose behalf, and why", analysis.stakeholders.evidence, "Nothing in it names anybody on the list."),
        *_content(message, analysis, consultation, titles),
        Section("What else it says", tuple(f"- {words}" for _, words in say_flags(analysis.flags)) or ("Nothing.",)),
        *_texts(message),
    )
    facts = tuple(_facts(mail, message, analysis, consultation, corrected))
    return Report(mail.subject or "(no subject)", mail.received_at, facts, sections)


def _content(
    message: ParsedMessage, analysis: Analysis, consultation: Consultation, titles: dict[TopicId, str]
) -> Iterator[Section]:
    """What it says to the letter; only what is or might be a response has any."""
    spoken_to = any(a.status is not AnswerStatus.ABSENT for a in analysis.answers)
    if spoken_to or analysis.topics or analysis.proposals or analysis.kind.value is Kind.RESPONSE:
        yield _questions(analysis.answers, consultation)
        yield _topics(analysis.topics, message, titles)
        yield _proposals(analysis.proposals, titles)


def _facts(
    mail: Mail, message: ParsedMessage, analysis: Analysis, consultation: Consultation, corrected: Iterable[str]
) -> Iterator[Fact]:
    reasons = say_number(len(analysis.review), "reason")
    decided = ", ".join(sorted(corrected))
    yield Fact("From", f"{mail.from_name} <{mail.from_address}>".strip())
    yield Fact("Received", say_moment(mail.received_at, consultation.zone))
    yield Fact("Kind", f"{say_kind(analysis.kind.value)} ({say_sure(analysis.kind.confidence)})")
    yield Fact("On behalf of", f"{say_names(analysis, consultation)} ({say_sure(analysis.stakeholders.confidence)})")
    yield Fact("To be looked at", f"yes, for {reasons} (below)" if analysis.review else "no")
    if decided:
        yield Fact("Decided by a person", decided)
    for problem in message.problems:
        yield Fact("Problem", problem)
    yield Fact("Archive id", mail.archive_id)
    yield Fact("Rules", analysis.rules_version)


def _no_rule(analysis: Analysis) -> str:
    if analysis.kind.value is Kind.RESPONSE:
        return "No rule's wording was found: it is a response by the view that it gives, see below."
    return "No rule's wording was found."


def _proof(heading: str, evidence: Iterable[Evidence], without: str) -> Section:
    rows = tuple((" ".join(e.quote.split()), e.rule) for e in evidence)
    return Section(heading, tables=(Table(heading, ("Words", "Rule"), rows, "" if rows else without),))


def _questions(answers: Iterable[Answer], consultation: Consultation) -> Section:
    texts = {q.id: q.text for q in consultation.questions}
    rows = tuple(
        (
            f"{a.question} {texts.get(a.question, '')}".strip(),
            f"{ANSWERS[a.status]} ({say_sure(a.confidence)})",
            "" if a.status is AnswerStatus.ABSENT else a.text,
            _rules(a.evidence),
        )
        for a in answers
    )
    return Section("The questions", tables=(Table("Questions", ("Question", "Answer", "Words", "Rule"), rows),))


def _topics(views: Iterable[TopicView], message: ParsedMessage, titles: dict[TopicId, str]) -> Section:
    rows = tuple(
        (
            titles.get(v.topic, v.topic),
            f"{say_view(v)} ({say_sure(v.confidence)})",
            " … ".join(marked(v.evidence, message)),
            _rules(v.evidence),
        )
        for v in views
    )
    return Section("The topics", tables=(Table("Topics", ("Topic", "Stance", "Words", "Rule"), rows),))


def _proposals(proposals: Iterable[Proposal], titles: dict[TopicId, str]) -> Section:
    rows = tuple(
        (
            f"{p.title} ({say_sure(p.confidence)})",
            f"{p.question}{f', number {p.priority}' if p.priority else ''}",
            p.supporting,
            "; ".join(titles.get(t, t) for t in p.replaces),
            p.under_way,
        )
        for p in proposals
    )
    columns = ("Proposal", "Answers", "In support", "Would replace", "Under way as")
    return Section("Proposals", tables=(Table("Proposals", columns, rows),))


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
