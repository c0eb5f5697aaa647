"""The outcome in sentences that page and document share: who is ahead, and what could still change it."""

from collections.abc import Iterable

from reports.results_cut import Cut, Fate
from reports.tally import ListCount, TopicCount
from reports.wording import say_number


def say_top(count: ListCount) -> str:
    """What most of those chose who answered, with the denominator of all figures of the list."""
    question = count.question.id if count.question else ""
    if not count.answered.value:
        return f"Nobody has answered {question or 'this'} yet."
    asked = f"answered {question} or took a side on" if question else "took a side on"
    of = f"Of the {count.answered.value} who {asked} one of these topics,"
    most = max((c.prefer.value for c in count.topics), default=0)
    match [c for c in count.topics if c.prefer.value == most and most]:
        case []:
            return f"{of} nobody chose any."
        case [one]:
            first = f", {one.first.value} as their first choice" if one.first.value else ""
            top = f"{of} {most} chose {one.topic.title} ({one.prefer.share}){first}."
        case several:
            each = (f"{c.topic.title} (the first choice of {c.first.value})" for c in several)
            top = f"{of} {most} chose each of {join(each)}."
    return f"{top} Several topics could be chosen, so the shares do not add up to 100%."


def say_cut(cut: Cut) -> str:
    """Who leads at the cut and by how much; nothing where all topics fit."""
    if cut.margin is None:
        return ""
    room = f"The programme has room for {cut.places}"
    if cut.level:
        return f"{room}: {_titles(cut.level)} are level at the cut."
    inside, outside = cut.inside[-1].topic.title, cut.outside[0].topic.title
    return f"{room}: {inside} leads {outside} at the cut by {cut.margin}."


def say_open(cut: Cut) -> tuple[str, ...]:
    """Whether replies still out, replies not yet reviewed, or both could change what is above the cut."""
    if cut.margin is None:
        return ()
    said = [_say_out(cut), _say_unreviewed(cut), _say_both(cut)]
    return tuple(words for words in said if words) or ("Nobody is left who could change this.",)


def _say_out(cut: Cut) -> str:
    out = len(cut.pending.out)
    if not out:
        return ""
    have = f"{out} of those asked {'has' if out == 1 else 'have'} not replied"
    if not cut.is_open(cut.pending.replies_out):
        return f"{have}: whatever they choose, the same topics stay above the cut."
    if cut.level:
        return f"{have}: any one of them could decide it."
    last, first = cut.inside[-1].topic.title, cut.outside[0].topic.title
    return (
        f"{have}: this could still change what is above the cut. {cut.needed} of them would put {first} ahead of "
        f"{last} by choosing the one and not the other."
    )


def _say_unreviewed(cut: Cut) -> str:
    pending = cut.pending.unreviewed
    if not pending.any:
        return ""
    replies = len(pending.waiting) + len(pending.nil)
    parts = [say_number(replies, "reply counted here", "replies counted here")] if replies else []
    if pending.strays:
        parts.append(
            say_number(pending.strays, "mail of which no line of the list is known", "mails of which no line is known")
        )
    waits = f"{' and '.join(parts)} {'waits' if replies + pending.strays == 1 else 'wait'} for review"
    if cut.is_open(pending):
        return f"{waits}: if they were read wrongly, that alone could change what is above the cut."
    return f"{waits}: even if they were read wrongly, that alone would not change what is above the cut."


def _say_both(cut: Cut) -> str:
    """What is settled however it goes on; nothing to add where only one of the two is there."""
    if not cut.pending.replies_out.any or not cut.pending.unreviewed.any:
        return ""
    fates = cut.fates()
    settled = {fate: [c for c in cut.counts.topics if fates[c.topic.id] is fate] for fate in Fate}
    if not settled[Fate.OPEN]:
        return "Even with both together it is settled."
    parts = []
    if settled[Fate.IN]:
        parts.append(f"above the cut whatever comes: {_titles(settled[Fate.IN])}")
    if settled[Fate.OUT]:
        parts.append(f"below it whatever comes: {_titles(settled[Fate.OUT])}")
    if not parts:
        return "At worst, with both together, no topic's place above or below the cut is settled yet."
    return f"At worst, with both together: {'; '.join(parts)}; the rest is open."


def say_decided(by_machine: int, by_person: int, share: str) -> str:
    """Who decided on a figure."""
    if not by_person:
        return "All as the machine read it; no person has decided or confirmed any of it."
    if not by_machine:
        return "All decided or confirmed by a person."
    return f"{by_person} decided or confirmed by a person ({share}), {by_machine} as the machine read it."


def _titles(counts: Iterable[TopicCount]) -> str:
    return join(c.topic.title for c in counts)


def join(names: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
