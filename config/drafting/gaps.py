"""What a letter does not say, or what could not be found in it, and where a lead writes it."""

from config.consultation import QuestionRole
from config.drafting.lists import FoundList
from config.drafting.result import Draft

_TOML = "in consultation.toml"


def find_gaps(draft: Draft, found: tuple[FoundList, ...], *, is_list_given: bool) -> tuple[str, ...]:
    """One sentence for each thing to complete or to check."""
    return (*_particulars(draft), *_lists(draft, found), *_people(draft, is_list_given))


def _particulars(draft: Draft) -> list[str]:
    wanted = (
        ("title", draft.title, 'title = "..."'),
        ("sender", draft.sender, 'sender = "..."'),
        ("day of sending", draft.sent_on, "sent_on = 2024-10-29"),
        ("deadline", draft.deadline_on, "deadline_on = 2024-11-22"),
        ("mailbox for replies", draft.mailboxes, 'mailboxes = ["name@body.gov.uk"]'),
        ("criteria for choosing topics", draft.criteria, '[[criteria]] with text = "..."'),
        ("work already under way", draft.under_way, '[[under_way]] with title = "..."'),
    )
    notes = [f"No {what} was found in the letter: write {line} {_TOML}." for what, value, line in wanted if not value]
    if draft.criteria:
        notes.append(
            "The words that show which criterion a proposal speaks to were taken from the criteria: check and complete "
            f"words under [[criteria]] {_TOML}."
        )
    return notes


def _lists(draft: Draft, found: tuple[FoundList, ...]) -> list[str]:
    notes = []
    if not found:
        notes.append(f"No lettered list of topics was found: write [[lists]] and [[lists.topics]] {_TOML}.")
        notes.append(f"Each question is about a list, and there is none yet: write the [[questions]] {_TOML}, too.")
    if not draft.questions and found:
        notes.append(f"No numbered questions (Q1: ...) were found: write [[questions]] {_TOML}.")
    cueless = [one.id for one in draft.lists if not one.cues]
    notes += [f"No words for the list {one} as a whole were found: check name and cues {_TOML}." for one in cueless]
    for one in found:
        if not one.limit:
            notes.append(f"How many topics of {one.id} will be chosen is not said: check limit {_TOML}.")
        roles = {q.role for q in draft.questions if q.list_id == one.id}
        for role in QuestionRole:
            if draft.questions and role not in roles:
                notes.append(f"No question of the role {role} is about the list {one.id}: check role and list {_TOML}.")
    for topic in draft.topics:
        if not topic.aliases:
            notes.append(f"No other names were found for {topic.id} ({topic.title}): add aliases {_TOML}.")
    return notes


def _people(draft: Draft, is_list_given: bool) -> list[str]:
    if not draft.stakeholders:
        return ["Nobody is named as having been asked: write them into distribution-list.csv, one line each."]
    bare = sum(not s.addresses for s in draft.stakeholders)
    notes = []
    if not is_list_given:
        notes.append(f"{len(draft.stakeholders)} lines were read from the letter: check distribution-list.csv.")
    if bare:
        notes.append(f"{bare} lines have no address and cannot be chased: fill in Email in distribution-list.csv.")
    return notes
