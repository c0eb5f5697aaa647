"""The summary's parts on who replied: in figures, over time, those not asked, and the list of organisations."""

from collections.abc import Iterator

from classify.analysis import Stance
from reports.charts.replies import chart_replies
from reports.discretion import Discretion
from reports.report import ITEM, Section, Table
from reports.results import Results, chosen, topics_in_words
from reports.standing import Standing
from reports.totals import percent, rate_of, rates_by_group
from reports.wording import say_day, say_number


def who_replied(results: Results) -> Section:
    """Asked and answered, by group."""
    status = results.status
    rows = [
        (group, r.asked, r.replied, r.late, r.nothing_to_say, percent(r.replied, r.asked))
        for group, r in rates_by_group(status)
    ]
    total = rate_of(status.lines)
    rows.append(
        ("All", total.asked, total.replied, total.late, total.nothing_to_say, percent(total.replied, total.asked))
    )
    columns = ("Group", "Asked", "Replied", "Late", "Nothing to say", "Rate")
    words = [
        f"Of the {total.asked} who were asked, {total.replied} replied ({percent(total.replied, total.asked)}). "
        f"{_late(total.late)} {_silent(total.nothing_to_say)}".strip(),
        *_special(results),
    ]
    return Section("Who replied", tuple(words), (Table("By group", columns, tuple(rows)),))


def _late(number: int) -> str:
    match number:
        case 0:
            return "None of the replies came after their last day."
        case 1:
            return "One of the replies came after its last day; it is counted."
        case _:
            return f"{number} of the replies came after their last day; they are counted."


def _silent(number: int) -> str:
    match number:
        case 0:
            return ""
        case 1:
            return "One said that there is nothing to say: that is a reply, too."
        case _:
            return f"{number} said that they have nothing to say: that is a reply, too."


def what_was_answered(results: Results) -> Section:
    """Each question with its own denominator."""
    rows = tuple(
        (c.question.id, c.question.text, c.answered.value, c.none.value, c.absent.value, c.nil.value)
        for c in results.questions
    )
    columns = ("", "Question", "Answered", "None to offer", "Not spoken to", "Nothing to say at all")
    words = (
        f"Each question has its own denominator, for not all answered all. Of the {results.replied.value} who replied:"
    )
    return Section("Which questions were answered", (words,), (Table("Questions", columns, rows),), level=2)


def _special(results: Results) -> Iterator[str]:
    """Statutory lines, and those for whom a group spoke."""
    statutory = [line for line in results.status.lines if line.stakeholder.statutory]
    if statutory:
        yield f"Of those whom the law requires to be consulted, {rate_of(statutory).words} replied."
    spoken_for = sum(r.spoken_for_by is not None for r in results.respondents)
    if spoken_for:
        yield f"For {spoken_for} of them the reply of their whole group counts; they did not reply by themselves."


def over_time(results: Results) -> Section:
    """How replies came in, beside the reminders."""
    rows = tuple((say_day(d.on), d.replied.value, d.total, d.chasers or None) for d in results.days if not d.quiet)
    columns = ("Day", "New", "So far", "Reminders sent")
    kept = len(columns) if any(row[-1] for row in rows) else len(columns) - 1
    note = "" if rows else "Nobody has replied yet."
    table = Table("Days", columns[:kept], tuple(row[:kept] for row in rows), note)
    chart = chart_replies(results.days, results.consultation.deadline_on)
    return Section("Replies and reminders over time", tables=(table,), pictures=(chart,), level=2)


def not_asked(results: Results, discretion: Discretion) -> Iterator[Section]:
    """Those who wrote without being asked: one by one for the lead, and in number for the public."""
    if not results.others:
        return
    number = say_number(len(results.others), "respondent")
    if discretion.publishable:
        yield Section("Not on the list", (f"{number} gave a view without having been asked; none is in the figures.",))
        return
    rows = tuple(
        (
            discretion.name(r.voice()),
            say_day(r.first_at.astimezone(results.consultation.zone).date()),
            topics_in_words(results.consultation, chosen(r, Stance.PREFER)),
            topics_in_words(results.consultation, chosen(r, Stance.OPPOSE)),
            "; ".join(p.title for p in r.proposals),
        )
        for r in results.others
    )
    columns = ("Who", "When", "Prefer", "Oppose", "Proposals")
    note = "These were not asked; they are in none of the figures above."
    yield Section("Not on the list", (note,), (Table("Not on the list", columns, rows),))


def annex(results: Results, discretion: Discretion) -> Iterator[Section]:
    """The organisations that replied, and who among those asked have nothing to say."""
    voices = [v for v in results.replied.behind if discretion.may_tell(v)]
    organisations = {discretion.organisation(v.ref) for v in voices if v.ref}
    listed = tuple(ITEM + name for name in sorted(organisations - {""}, key=str.casefold))
    unnamed = sum(1 for v in voices if v.ref and not discretion.organisation(v.ref))
    words = [f"Replies came from people of {say_number(len(listed), 'organisation')}:", *listed]
    if unnamed:
        words.append(f"{say_number(unnamed, 'reply', 'replies')} came from individuals without an organisation.")
    silent = [line for line in results.status.asked if line.standing is Standing.NOTHING_TO_SAY]
    if silent and not discretion.publishable:
        words.append(f"Said that they have nothing to say: {', '.join(x.stakeholder.label for x in silent)}.")
    yield Section("Annex: organisations that replied", tuple(words))
