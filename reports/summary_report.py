"""The summary put into words, pictures and tables: the draft of the document that a consultation ends in."""

from collections.abc import Iterator

from reports.board import say_known_at
from reports.discretion import Discretion
from reports.report import ITEM, Fact, Report, Section
from reports.results import Results
from reports.results_words import join, say_cut, say_top
from reports.summary_beside import Beside, said_beside, still_missing
from reports.summary_ideas import ideas_of_list
from reports.summary_method import how_made, waiting
from reports.summary_topics import topics_of_list
from reports.summary_who import annex, not_asked, over_time, what_was_answered, who_replied
from reports.totals import rate_of
from reports.wording import say_day, say_moment, say_number


def make_summary_report(results: Results, *, publishable: bool = False, beside: Beside | None = None) -> Report:
    """The report in the order in which a reader asks: in short, who was asked what, who answered, what they said.

    A publishable one names no individuals, tells nothing that was said in confidence, and says how much that is.
    `beside` is what rests on the mails' texts and on the chaser list.
    """
    discretion = Discretion(results, publishable)
    status = results.status
    zone = status.consultation.zone
    sections = [in_short(results)]
    sections += still_missing(beside.publication) if beside and not publishable else ()
    sections += [background(results), who_replied(results), over_time(results), what_was_answered(results)]
    for cut in results.cuts:
        sections += topics_of_list(results, cut, discretion)
        sections += ideas_of_list(results, cut.counts.topic_list, discretion)
    sections += said_beside(results, beside.asides, discretion) if beside else ()
    sections += not_asked(results, discretion)
    sections += how_made(results, discretion)
    sections += annex(results, discretion)
    sections += () if publishable else waiting(results)
    return Report(
        f"{status.consultation.title}: summary of replies",
        status.as_of.astimezone(zone),
        tuple(_head(results, discretion, beside)),
        tuple(sections),
    )


def _head(results: Results, discretion: Discretion, beside: Beside | None) -> Iterator[Fact]:
    status = results.status
    rate = rate_of(status.lines)
    yield Fact("As of", say_moment(status.as_of, status.consultation.zone))
    yield from say_known_at(status.known_at, status.consultation.zone)
    yield Fact("Deadline", say_day(status.consultation.deadline_on))
    yield Fact("Asked", str(rate.asked))
    yield Fact("Replied", f"{rate.words}, {rate.late} of them late, {rate.nothing_to_say} with nothing to say")
    yield Fact("Gave a view", str(len(results.respondents)))
    if results.others:
        yield Fact("Not on the list", f"{say_number(len(results.others), 'respondent')}, counted apart")
    if beside and beside.publication.closed and not discretion.publishable:
        yield Fact("Publish by", beside.publication.clock)
    if status.waiting and not discretion.publishable:
        yield Fact("Waits for review", say_number(len(status.waiting), "mail"))


def in_short(results: Results) -> Section:
    """What one should know who reads nothing else."""
    replied = results.replied
    items = [
        f"Of {results.asked.value} asked, {replied.value} replied ({replied.share}): {len(results.respondents)} gave a "
        f"view and {results.nil.value} {'has' if results.nil.value == 1 else 'have'} nothing to say."
    ]
    for cut in results.cuts:
        name, of = cut.counts.topic_list.name, cut.counts.answered.value
        if not of:
            items.append(f"{name}: nobody has answered yet.")
            continue
        if cut.margin is None:
            items.append(f"{name}: {say_top(cut.counts)}")
            continue
        ahead = join(f"{c.topic.title} ({c.prefer.value})" for c in cut.inside)
        items.append(f"{name}: most preferred by the {of} who answered: {ahead}. {say_cut(cut)}")
    unsettled = [cut.counts.topic_list.name for cut in results.cuts if cut.margin is not None and cut.is_open()]
    if unsettled:
        items.append(f"Replies still out or not yet reviewed could change what is above the cut: {join(unsettled)}.")
    elif any(cut.margin is not None for cut in results.cuts):
        items.append("Nothing that is still out or not yet reviewed can change what is above the cut.")
    by = len({(v.ref, v.name) for i in results.ideas for v in i.by})
    items.append(f"{say_number(len(results.ideas), 'proposal')} of their own came from {say_number(by, 'respondent')}.")
    return Section("In short", tuple(ITEM + item for item in items))


def background(results: Results) -> Section:
    """Who asked whom, when, and the questions as they were put."""
    this = results.consultation
    words = [
        f"On {say_day(this.sent_on)} {this.sender} wrote to {results.asked.value} people and bodies for their views "
        f"and asked for replies by {say_day(this.deadline_on)}. The questions were:"
    ]
    for question in this.questions:
        words.append(f"{ITEM}{question.id}: {question.text}")
        words += [f"{ITEM}{question.id}, with it: {sub}" for sub in question.sub_questions]
    for each in this.lists:
        room = f", of which up to {each.limit} can be taken up" if each.limit < len(this.topics_of(each.id)) else ""
        words.append(f"{each.name} (paragraph {each.id}): {len(this.topics_of(each.id))} topics{room}.")
    if this.criteria:
        words.append("The letter says by what the topics are chosen:")
        words += [ITEM + f"{c.paragraph} {c.text}".strip() for c in this.criteria]
    return Section("Background and questions", tuple(words))
