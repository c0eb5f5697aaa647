"""The summary put into words and tables."""

from collections.abc import Iterable, Iterator

from classify.analysis import Proposal, Stance
from config.consultation import Consultation
from reports.report import Fact, Report, Section, Table
from reports.respondents import Respondent
from reports.results import Results, chosen, topics_in_words
from reports.standing import Standing
from reports.tally import ListCount, QuestionCount
from reports.totals import percent, rate_of, rates_by_group
from reports.wording import say_day, say_moment, say_number


def make_summary_report(summary: Results) -> Report:
    """The report, in the order in which a reader asks: who, what, what else, how sure."""
    status = summary.status
    zone = status.consultation.zone
    return Report(
        f"{status.consultation.title}: summary of replies",
        status.as_of.astimezone(zone),
        tuple(_head(summary)),
        (
            _who(summary),
            _questions(summary.questions, len(summary.respondents)),
            *(_topics(count) for count in summary.lists),
            _proposals(status.consultation, summary.respondents),
            *_not_listed(status.consultation, summary.others),
            _method(summary),
        ),
    )


def _head(summary: Results) -> Iterator[Fact]:
    status = summary.status
    rate = rate_of(status.lines)
    yield Fact("As of", say_moment(status.as_of, status.consultation.zone))
    yield Fact("Deadline", say_day(status.consultation.deadline_on))
    yield Fact("Asked", str(rate.asked))
    yield Fact("Replied", f"{rate.words}, {rate.late} of them late, {rate.nothing_to_say} with nothing to say")
    yield Fact("Gave a view", str(len(summary.respondents)))
    yield Fact("Not on the list", f"{say_number(len(summary.others), 'respondent')}, counted apart")
    if summary.status.waiting:
        yield Fact("Waits for review", say_number(len(summary.status.waiting), "mail"))


def _who(summary: Results) -> Section:
    status = summary.status
    rows = [
        (group, r.asked, r.replied, r.late, r.nothing_to_say, percent(r.replied, r.asked))
        for group, r in rates_by_group(status)
    ]
    total = rate_of(status.lines)
    last = ("All", total.asked, total.replied, total.late, total.nothing_to_say, percent(total.replied, total.asked))
    columns = ("Group", "Asked", "Replied", "Late", "Nothing to say", "Rate")
    silent = [line.stakeholder.label for line in status.asked if line.standing is Standing.NOTHING_TO_SAY]
    words = (f"Said that they have nothing to say: {', '.join(silent)}.",) if silent else ()
    return Section("Who replied", words, (Table("By group", columns, (*rows, last)),))


def _questions(counts: Iterable[QuestionCount], respondents: int) -> Section:
    rows = tuple((c.question.id, c.question.text, c.answered.value, c.none.value, c.absent.value) for c in counts)
    table = Table("Questions", ("", "Question", "Answered", "None to offer", "Not spoken to"), rows)
    return Section("The questions", (f"Of the {respondents} on the list who gave a view:",), (table,))


def _topics(count: ListCount) -> Section:
    rows = tuple(
        (c.topic.id, c.topic.title, c.prefer.value, c.prefer.share, c.first.value, c.oppose.value, c.mention.value)
        for c in count.topics
    )
    columns = ("", "Topic", "Prefer", "Share", "First choice", "Oppose", "Mention")
    asked_by = f"answered {count.question.id} or took a side on" if count.question else "took a side on"
    words = [
        f"Of the {count.answered.value} who {asked_by} one of these topics; several could be chosen, so the shares do "
        "not add up to 100%.",
        *_top(count),
        *_cut(count),
    ]
    return Section(
        f"{count.topic_list.name} ({count.topic_list.id})", tuple(words), (Table(count.topic_list.name, columns, rows),)
    )


def _top(count: ListCount) -> list[str]:
    most = max((c.prefer.value for c in count.topics), default=0)
    match [c for c in count.topics if c.prefer.value == most and most]:
        case []:
            return []
        case [one]:
            return [f"{most} of them chose {one.topic.title}, {one.first.value} as their first choice."]
        case several:
            each = (f"{c.topic.title} (the first choice of {c.first.value})" for c in several)
            return [f"{most} of them chose each of {_and(each)}."]


def _cut(count: ListCount) -> list[str]:
    if count.margin is None:
        return []
    inside, outside = (count.topics[count.topic_list.limit + at].topic for at in (-1, 0))
    cut = f"The programme has room for {count.topic_list.limit}"
    if count.margin == 0:
        last = count.topics[count.topic_list.limit].prefer.value
        level = _and(c.topic.title for c in count.topics if c.prefer.value == last)
        return [f"{cut}: {level} are level at the cut."]
    return [f"{cut}: {inside.title} leads {outside.title} at the cut by {count.margin}."]


def _proposals(consultation: Consultation, respondents: Iterable[Respondent]) -> Section:
    rows = tuple(_proposal_rows(consultation, respondents))
    columns = ("Question", "Proposal", "Who", "Priority", "Supporting evidence", "Would replace", "Under way")
    return Section("Proposals", tables=(Table("Proposals", columns, rows, "" if rows else "None."),))


def _proposal_rows(
    consultation: Consultation, respondents: Iterable[Respondent]
) -> Iterator[tuple[str | int | None, ...]]:
    """One row a proposal; the bodies of a joint reply share theirs."""
    proposers: dict[Proposal, list[str]] = {}
    for respondent in respondents:
        for proposal in respondent.proposals:
            proposers.setdefault(proposal, []).append(_name(respondent))
    for proposal in sorted(proposers, key=lambda p: p.question):
        yield (
            proposal.question,
            proposal.title,
            ", ".join(proposers[proposal]),
            proposal.priority,
            proposal.supporting,
            topics_in_words(consultation, proposal.replaces),
            proposal.under_way,
        )


def _not_listed(consultation: Consultation, others: tuple[Respondent, ...]) -> Iterator[Section]:
    if not others:
        return
    rows = tuple(
        (
            _name(r),
            say_day(r.first_at.astimezone(consultation.zone).date()),
            topics_in_words(consultation, chosen(r, Stance.PREFER)),
            topics_in_words(consultation, chosen(r, Stance.OPPOSE)),
            "; ".join(p.title for p in r.proposals),
        )
        for r in others
    )
    columns = ("Who", "When", "Prefer", "Oppose", "Proposals")
    note = "These were not asked; they are in none of the figures above."
    yield Section("Not on the list", (note,), (Table("Not on the list", columns, rows),))


def _method(summary: Results) -> Section:
    machine, person = summary.decided.by_machine, summary.decided.by_person
    whole = machine + person
    words = [
        f"Of {say_number(whole, 'mail')} that count as replies, {machine} ({percent(machine, whole)}) stand as the "
        f"machine read them and {person} ({percent(person, whole)}) were corrected or confirmed by a person.",
        "Each respondent is counted once; a later mail corrects the earlier one topic by topic. Each body of a joint "
        "reply is counted. First choice: ranked first, or the only one chosen. Percentages are rounded to whole "
        "numbers.",
    ]
    waiting = summary.status.waiting
    labels = {s.ref: s.label for s in summary.consultation.stakeholders}
    rows = tuple(
        (
            w.archive_id[:12],
            ", ".join(labels.get(r, r) for r in w.refs),
            w.problem or "; ".join((*w.unread, *w.reasons)),
        )
        for w in waiting
    )
    table = (Table("Waits for review", ("Mail", "From", "Why"), rows),) if rows else ()
    return Section("How this was made", tuple(words), table)


def _and(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _name(respondent: Respondent) -> str:
    return f"{respondent.name} (confidential)" if respondent.confidential else respondent.name
