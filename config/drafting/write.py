"""Writing a draft into a folder, in the form that a lead reads and edits."""

import json
from collections.abc import Iterable
from pathlib import Path

from config.consultation import ChasingRules, Criterion, Question, Topic, TopicList, UnderWay
from config.drafting.result import Draft
from config.errors import ConfigError
from config.stakeholders import write_stakeholders

_FILES = ("consultation.toml", "letter.txt", "distribution-list.csv")
_CHASERS = Path(__file__).parent.parent / "chasers"


def write_draft(folder: Path, draft: Draft, letter: Path | None = None) -> tuple[Path, ...]:
    """Write a consultation: its three files, templates of chasers to be made its own, and the letter as it was sent.

    `letter` is the document, which reminders then carry; a text file is letter.txt itself. Raises ConfigError, and
    writes nothing, where one of them is there already.
    """
    copies = {folder / "chasers" / path.name: path.read_bytes() for path in sorted(_CHASERS.glob("*.txt"))}
    document = letter.name if letter and letter.suffix.lower() != ".txt" else ""
    if letter and document and letter.resolve() != (folder / document).resolve():
        copies[folder / document] = letter.read_bytes()
    places = (*(folder / name for name in _FILES), *copies)
    for place in places:
        if place.exists():
            raise ConfigError(place, "the file is there already", "Name another folder, or move this file away.")
    (folder / "chasers").mkdir(parents=True, exist_ok=True)
    places[0].write_text(_toml(draft, document), encoding="utf-8")
    places[1].write_text("\n\n".join(draft.paragraphs) + "\n", encoding="utf-8")
    write_stakeholders(places[2], draft.stakeholders)
    for path, content in copies.items():
        path.write_bytes(content)
    return places


def _toml(draft: Draft, document: str) -> str:
    parts = [
        "# Drafted from the letter: please check every line. letter.txt is the letter, distribution-list.csv the list.",
        *(f"# To do: {note}" for note in draft.notes),
        "",
        *_particulars(draft),
        *(line for criterion in draft.criteria for line in _criterion(criterion)),
        *(line for one in draft.lists for line in _list(one, draft.topics)),
        *(line for question in draft.questions for line in _question(question)),
        *(line for work in draft.under_way for line in _under_way(work)),
        *_chasing(document),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _particulars(draft: Draft) -> list[str]:
    """What is not known is left out as a comment, so that loading names it as missing."""
    known = (
        ("title", _text(draft.title), draft.title),
        ("sender", _text(draft.sender), draft.sender),
        ("sent_on", str(draft.sent_on), draft.sent_on),
        ("deadline_on", str(draft.deadline_on), draft.deadline_on),
        ("zone", _text(draft.zone), draft.zone),
        ("mailboxes", _texts(draft.mailboxes), draft.mailboxes),
    )
    lines = [f"{key} = {value}" if there else f"# {key} = ?" for key, value, there in known]
    lines += ["publication_weeks = 12", f"statutory_groups = {_texts(draft.statutory_groups)}"]
    return [*lines, ""]


def _criterion(criterion: Criterion) -> list[str]:
    lines = ["[[criteria]]", f"text = {_text(criterion.text)}", f"paragraph = {_text(criterion.paragraph)}"]
    lines += [f"list = {_text(criterion.list_id)}"] if criterion.list_id else []
    return [*lines, '# name = "..."  # in short', f"words = {_texts(criterion.words)}", ""]


def _list(one: TopicList, topics: Iterable[Topic]) -> list[str]:
    lines = ["[[lists]]", f"id = {_text(one.id)}", f"name = {_text(one.name)}", f"limit = {one.limit}"]
    lines += [f"cues = {_texts(one.cues)}", ""]
    for topic in topics:
        if topic.list_id == one.id:
            lines += ["[[lists.topics]]", f"letter = {_text(topic.letter)}"]
            lines += [f"group = {_text(topic.group)}"] if topic.group else []
            lines += [f"title = {_text(topic.title)}", f"description = {_text(topic.description)}"]
            lines += [f"aliases = {_texts(topic.aliases)}", ""]
    return lines


def _question(question: Question) -> list[str]:
    lines = ["[[questions]]", f"id = {_text(question.id)}", f"text = {_text(question.text)}"]
    lines += [f"role = {_text(question.role)}", f"list = {_text(question.list_id)}"]
    return [*lines, f"sub_questions = {_texts(question.sub_questions)}", ""]


def _under_way(work: UnderWay) -> list[str]:
    lines = ["[[under_way]]", f"title = {_text(work.title)}", f"paragraph = {_text(work.paragraph)}"]
    lines += [f"list = {_text(work.list_id)}"] if work.list_id else []
    return [*lines, f"aliases = {_texts(work.aliases)}", ""]


def _chasing(document: str) -> list[str]:
    """The rules as they are without a word, and the letter's Message-ID, which only its mail can tell."""
    rules = ChasingRules()
    attached = f"letter_file = {_text(document)}" if document else '# letter_file = "letter.pdf"'
    return [
        *("[chasing]", f"reminder_days = {list(rules.reminder_days)}", f"least_gap_days = {rules.least_gap_days}"),
        f"most_chasers = {rules.most_chasers}",
        '# letter_message_id = "<...>"  # from the headers of the letter as sent: reminders stand in its thread',
        f"{attached}  # attached to reminders; otherwise letter.txt",
    ]


def _text(value: str) -> str:
    """A TOML basic string; JSON's escapes are among TOML's, but DEL must be escaped too."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _texts(values: Iterable[str]) -> str:
    inner = [_text(value) for value in values]
    line = f"[{', '.join(inner)}]"
    return line if len(line) <= 100 else "[\n" + "".join(f"    {each},\n" for each in inner) + "]"
