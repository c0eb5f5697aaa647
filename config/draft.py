"""Drafting a new consultation from the plain text of its letter, for the lead to check and complete."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from config.consultation import Stakeholder, Topic, TopicId, TopicList
from config.drafting.aliases import Named, make_aliases
from config.drafting.criteria import find_criteria
from config.drafting.gaps import find_gaps
from config.drafting.lists import FoundList, find_cues, find_lists, find_questions
from config.drafting.outline import body_of, read_outline, split_paragraphs
from config.drafting.particulars import find_deadline_on, find_mailboxes, find_sender, find_sent_on, find_title
from config.drafting.people import ADDRESSEES, find_people
from config.drafting.result import Draft
from config.drafting.under_way import find_under_way
from config.drafting.write import write_draft

__all__ = ["Draft", "draft_consultation", "write_draft"]


def draft_consultation(letter_text: str, stakeholders: Sequence[Stakeholder] | None = None) -> Draft:
    """A draft from a letter's plain text, whatever it says; the list is the one given, else the letter's own names."""
    paragraphs = split_paragraphs(letter_text)
    blocks = read_outline(paragraphs)
    found = find_lists(blocks)
    sent_on = find_sent_on(blocks)
    people = tuple(stakeholders) if stakeholders is not None else find_people(blocks)
    draft = Draft(
        title=find_title(blocks),
        sender=find_sender(blocks),
        sent_on=sent_on,
        deadline_on=find_deadline_on(blocks, sent_on),
        mailboxes=find_mailboxes(blocks),
        paragraphs=paragraphs,
        lists=_apart(tuple(TopicList(o.id, o.name, o.limit or 1, find_cues(o, found, blocks)) for o in found)),
        topics=_topics(found, paragraphs),
        questions=find_questions(blocks, found),
        under_way=find_under_way(blocks, found),
        criteria=find_criteria(blocks, found),
        stakeholders=people,
        statutory_groups=(ADDRESSEES,) if any(s.group == ADDRESSEES for s in people) else (),
        notes=(),
    )
    return replace(draft, notes=find_gaps(draft, found, is_list_given=stakeholders is not None))


def _apart(lists: tuple[TopicList, ...]) -> tuple[TopicList, ...]:
    """Lists under one heading told apart by their paragraphs; a cue of two of them points to neither."""
    names, cues = Counter(one.name for one in lists), Counter(cue for one in lists for cue in one.cues)
    return tuple(
        TopicList(
            one.id,
            f"{one.name} ({one.id})" if names[one.name] > 1 else one.name,
            one.limit,
            tuple(cue for cue in one.cues if cues[cue] == 1),
        )
        for one in lists
    )


def _topics(found: tuple[FoundList, ...], paragraphs: tuple[str, ...]) -> tuple[Topic, ...]:
    items = [(one, item) for one in found for item in one.items]
    body = body_of(paragraphs)
    aliases = make_aliases([Named(item.title, item.description) for _, item in items], body)
    return tuple(
        Topic(
            TopicId(f"{one.id}.{i.letter}"),
            one.id,
            i.letter,
            i.group,
            i.title,
            i.description,
            (i.code, *names) if i.code else names,
        )
        for (one, i), names in zip(items, aliases, strict=True)
    )
