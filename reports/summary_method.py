"""The summary's part on how it was made: rules of counting, who decided, limits, and what waits for a person."""

from collections.abc import Iterator

from reports.discretion import Discretion
from reports.doubts import say_reasons
from reports.report import Section, Table
from reports.results import Results
from reports.results_words import join
from reports.totals import percent
from reports.wording import say_day, say_number

_COUNTING = (
    "Each line of the list is counted once; a later mail corrects the earlier one topic by topic. Each body of a joint "
    "reply is counted, and a collective line by its members. First choice: ranked first, or the only one chosen. "
    "Topics are ordered by preference, then by first choices, then by least opposition, then as in the letter. "
    "Percentages are rounded to whole numbers, halves upwards."
)
_LIMITS = (
    "Those asked are no sample of anybody: the figures tell what those said who replied, and no more. Themes outside "
    "the questions are not named by machine. Quotations were chosen by rule, for being whole sentences that give a "
    "reason, one of each group in turn."
)


def how_made(results: Results, discretion: Discretion) -> Iterator[Section]:
    """Method, limits and, in a publishable report, what is left out."""
    names = () if discretion.publishable else (_names(results),)
    yield Section("How this was made", (_decided(results), _COUNTING, _LIMITS, *names, *_left_out(discretion)))


def _names(results: Results) -> str:
    """How each figure is called, for who follows it back."""
    topics, questions = results.consultation.topics, results.consultation.questions
    named = [f"{t.id}.prefer of a topic" for t in topics[:1]] + [f"{q.id}.none of a question" for q in questions[:1]]
    example = f"{topics[0].id}.prefer" if topics else "replied"
    return (
        f"Every figure has a name, the same in the pages, the JSON and the export: {join([*named, 'replied of all'])}. "
        f"“soundings trace {example}” goes back from it to those behind it, to their words and to the archived mails; "
        "“soundings trace” lists the names."
    )


def _decided(results: Results) -> str:
    machine, person = results.decided.by_machine, results.decided.by_person
    whole = machine + person
    return (
        f"Of {say_number(whole, 'mail')} that count as replies, {machine} ({percent(machine, whole)}) stand as the "
        f"machine read them and {person} ({percent(person, whole)}) were corrected or confirmed by a person."
    )


def _left_out(discretion: Discretion) -> Iterator[str]:
    if not discretion.publishable:
        return
    left = discretion.left_out()
    yield (
        f"Left out of this version: the names of {say_number(left.individuals, 'individual')} on the list, and of "
        f"{left.not_asked} who were not asked; they are shown by their organisation or not at all. "
        f"{say_number(left.confidential, 'respondent')} asked for confidence: what they chose is in the figures, and "
        "nothing of theirs is quoted, named or listed. Names, addresses and telephone numbers in people's own words "
        "are replaced by “[name]”, so far as a machine can know them: read it before it is published."
    )


def waiting(results: Results) -> Iterator[Section]:
    """The mails at which a person should look, for the lead."""
    labels = {s.ref: s.label for s in results.consultation.stakeholders}
    rows = tuple(
        (
            w.archive_id[:8],
            say_day(w.received_at.astimezone(results.consultation.zone).date()),
            ", ".join(labels.get(r, r) for r in w.refs) or "not known",
            w.problem or say_reasons((*w.unread, *w.reasons)),
        )
        for w in results.status.waiting
    )
    if rows:
        words = (
            "A person should look at these before the figures are relied on. The first column is the beginning of a "
            "mail's name, by which it is found."
        )
        yield Section("Waits for review", (words,), (Table("Waits for review", ("Mail", "Came", "From", "Why"), rows),))
