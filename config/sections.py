"""The sections of consultation.toml: lists with their topics, questions, work under way, rules for reminders."""

import re
from collections.abc import Collection, Iterable

from config.consultation import (
    ChasingRules,
    Criterion,
    ListId,
    Question,
    QuestionId,
    QuestionRole,
    Topic,
    TopicId,
    TopicList,
    UnderWay,
)
from config.toml_file import Table

_MESSAGE_ID = re.compile(r"[!-;=?-~]{1,120}@[!-;=?-~]{1,120}")
_ROLES = " or ".join(role.value for role in QuestionRole)


def read_lists(tables: Iterable[Table]) -> tuple[tuple[TopicList, ...], tuple[Topic, ...]]:
    """The `[[lists]]` and all their `[[lists.topics]]`, in the letter's order."""
    lists: dict[ListId, TopicList] = {}
    topics: list[Topic] = []
    for table in tables:
        table.only(("id", "name", "limit", "cues", "topics"))
        list_id = ListId(table.text("id"))
        if list_id in lists:
            raise table.wrong("id", f"the list {list_id} is there twice", "Give each list its own paragraph number.")
        lists[list_id] = TopicList(list_id, table.text("name"), table.whole("limit"), table.texts("cues"))
        topics += _read_topics(table, list_id)
    return tuple(lists.values()), tuple(topics)


def _read_topics(table: Table, list_id: ListId) -> list[Topic]:
    topics: list[Topic] = []
    letters: set[str] = set()
    names: dict[str, str] = {}
    for row in table.tables("topics"):
        row.only(("letter", "group", "title", "description", "aliases", "words"))
        letter = row.text("letter")
        if len(letter) != 1 or not letter.isalpha() or letter != letter.lower():
            raise row.wrong("letter", f"{letter!r} is not one small letter", 'Write it as letter = "a"')
        if letter in letters:
            raise row.wrong("letter", f"the letter {letter} is there twice in the list {list_id}", "Give it another.")
        letters.add(letter)
        topic = Topic(
            id=TopicId(f"{list_id}.{letter}"),
            list_id=list_id,
            letter=letter,
            group=row.text("group", ""),
            title=row.text("title"),
            description=row.text("description", ""),
            aliases=row.texts("aliases"),
            words=row.texts("words"),
        )
        for name in {topic.title.casefold(), *(a.casefold() for a in topic.aliases)}:
            if name in names:
                raise row.wrong(
                    "aliases" if "aliases" in row.data else "title",
                    f"{name!r} names both {list_id}.{names[name]} and {topic.id}",
                    "Keep it with one of them: a name of two topics tells nobody which is meant.",
                )
            names[name] = letter
        topics.append(topic)
    if not topics:
        raise table.wrong(None, f"the list {list_id} has no topics", "Add a [[lists.topics]] below it for each.")
    return topics


def read_questions(tables: Iterable[Table], lists: Collection[ListId]) -> tuple[Question, ...]:
    """The `[[questions]]`; each is about a list that is there."""
    questions: dict[QuestionId, Question] = {}
    for table in tables:
        table.only(("id", "text", "role", "list", "sub_questions"))
        question_id = QuestionId(table.text("id"))
        if question_id in questions:
            raise table.wrong("id", f"the question {question_id} is there twice", "Give it another id, such as Q2.")
        role = table.text("role")
        if role not in tuple(QuestionRole):
            raise table.wrong("role", f"there is no role {role!r}", f"Write {_ROLES}.")
        questions[question_id] = Question(
            id=question_id,
            text=table.text("text"),
            role=QuestionRole(role),
            list_id=_list_that_is_there(table, lists),
            sub_questions=table.texts("sub_questions"),
        )
    return tuple(questions.values())


def read_under_way(tables: Iterable[Table], lists: Collection[ListId]) -> tuple[UnderWay, ...]:
    """The `[[under_way]]`: work that the letter says is already being done."""
    found = []
    for table in tables:
        table.only(("title", "paragraph", "list", "aliases"))
        list_id = _list_that_is_there(table, lists) if "list" in table.data else None
        found.append(UnderWay(table.text("title"), table.text("paragraph", ""), list_id, table.texts("aliases")))
    return tuple(found)


def read_criteria(above: Table, lists: Collection[ListId]) -> tuple[Criterion, ...]:
    """The `[[criteria]]`, by which topics are chosen; a list of texts gives criteria that no words are known for."""
    given = above.data.get("criteria", [])
    if isinstance(given, list) and all(isinstance(each, str) for each in given):
        return tuple(Criterion(text) for text in above.texts("criteria"))
    found = []
    for table in above.tables("criteria"):
        table.only(("text", "paragraph", "list", "name", "words"))
        found.append(
            Criterion(
                table.text("text"),
                table.text("paragraph", ""),
                _list_that_is_there(table, lists) if "list" in table.data else None,
                table.text("name", ""),
                table.texts("words"),
            )
        )
    return tuple(found)


def read_chasing(table: Table) -> ChasingRules:
    """The `[chasing]` table; what it leaves out keeps its default."""
    table.only(("reminder_days", "least_gap_days", "most_chasers", "letter_message_id", "letter_file", "merge_subject"))
    usual = ChasingRules()
    return ChasingRules(
        reminder_days=table.wholes("reminder_days", usual.reminder_days),
        least_gap_days=table.whole("least_gap_days", usual.least_gap_days, least=0),
        most_chasers=table.whole("most_chasers", usual.most_chasers, least=0),
        letter_message_id=_read_message_id(table),
        letter_file=table.text("letter_file", ""),
        merge_subject=table.text("merge_subject", ""),
    )


def _read_message_id(table: Table) -> str:
    """In angle brackets, however it was copied out of the letter's headers; empty where there is none."""
    given = table.text("letter_message_id", "").removeprefix("<").removesuffix(">")
    if given and not _MESSAGE_ID.fullmatch(given):
        raise table.wrong(
            "letter_message_id",
            f"{given!r} is not a Message-ID",
            "Copy it from the headers of the letter as it was sent: <something@server>",
        )
    return f"<{given}>" if given else ""


def _list_that_is_there(table: Table, lists: Collection[ListId]) -> ListId:
    list_id = ListId(table.text("list"))
    if list_id not in lists:
        raise table.wrong("list", f"there is no list {list_id!r}", f"Write one of: {', '.join(lists) or 'none yet'}.")
    return list_id
