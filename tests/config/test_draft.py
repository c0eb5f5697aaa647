import re
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.consultation import Consultation, QuestionRole, Ref, Stakeholder
from config.draft import Draft, draft_consultation, write_draft
from config.drafting.abbreviations import find_abbreviations
from config.drafting.lists import role_asked
from config.drafting.outline import Mark, read_block, split_paragraphs
from config.errors import ConfigError
from config.load import find_consultation, load_consultation

LETTERS = Path(__file__).parent / "letters"
ALL = ["hmip", "audit", "care", "fire"]


def letter(name: str) -> str:
    if name == "hmip":
        return (find_consultation("hmip-2025-26") / "letter.txt").read_text(encoding="utf-8")
    return (LETTERS / f"{name}.txt").read_text(encoding="utf-8")


def drafted(name: str) -> Draft:
    return draft_consultation(letter(name))


@pytest.mark.parametrize("name", ALL)
def test_a_draft_loads_as_a_consultation(name: str, tmp_path: Path) -> None:
    draft = drafted(name)
    write_draft(tmp_path / name, draft)
    made = load_consultation(tmp_path / name)
    assert made.topics == draft.topics
    assert made.questions == draft.questions
    assert made.lists == draft.lists
    assert made.letter.paragraphs == draft.paragraphs
    assert [s.ref for s in made.stakeholders] == [s.ref for s in draft.stakeholders]


@pytest.mark.parametrize(
    ("name", "sent", "deadline", "mailbox", "topics", "limits"),
    [
        ("hmip", (2024, 10, 29), (2024, 11, 22), "amelia.johnson-manley@hmiprobation.gov.uk", (8, 3), (4, 1)),
        ("fire", (2025, 2, 3), (2025, 2, 28), "programme.consultation@hmifcs.example", (12, 5), (3, 2)),
        ("care", (2025, 6, 9), (2025, 7, 4), "consult@ocsi.example", (11, 4), (4, 2)),
        ("audit", (2024, 9, 16), (2024, 10, 11), "forward.plan@ccao.example", (10, 5), (4, 2)),
    ],
)
def test_particulars_are_found(
    name: str,
    sent: tuple[int, int, int],
    deadline: tuple[int, int, int],
    mailbox: str,
    topics: tuple[int, int],
    limits: tuple[int, int],
) -> None:
    draft = drafted(name)
    assert (draft.sent_on, draft.deadline_on) == (date(*sent), date(*deadline))
    assert draft.mailboxes[0] == mailbox
    assert draft.title.startswith("Consultation on our thematic")
    assert tuple(sum(t.list_id == one.id for t in draft.topics) for one in draft.lists) == topics
    assert tuple(one.limit for one in draft.lists) == limits
    assert [(q.id, q.role.value, q.list_id) for q in draft.questions] == [
        ("Q1", "preference", "2.2"),
        ("Q2", "proposal", "2.2"),
        ("Q3", "preference", "3.2"),
        ("Q4", "proposal", "3.2"),
    ]
    assert all(q.sub_questions for q in draft.questions if q.role is QuestionRole.PROPOSAL)
    assert draft.criteria


@pytest.fixture(scope="module")
def shipped() -> Consultation:
    return load_consultation(find_consultation("hmip-2025-26"))


def test_the_real_letter_gives_what_was_written_by_hand(shipped: Consultation) -> None:
    draft = drafted("hmip")
    for found, written in zip(draft.topics, shipped.topics, strict=True):
        assert (found.id, found.group, found.title, found.description) == (
            written.id,
            written.group,
            written.title,
            written.description,
        )
    assert [(w.title, w.paragraph, w.list_id) for w in draft.under_way] == [
        (w.title, w.paragraph, w.list_id) for w in shipped.under_way
    ]
    assert [q.sub_questions for q in draft.questions] == [q.sub_questions for q in shipped.questions]
    assert [(c.paragraph, c.list_id) for c in draft.criteria] == [(c.paragraph, c.list_id) for c in shipped.criteria]
    assert all(written.text.endswith(c.text) for c, written in zip(draft.criteria, shipped.criteria, strict=True))


def test_the_real_letters_list_is_read_from_its_head_and_foot(shipped: Consultation) -> None:
    draft = drafted("hmip")
    assert [s.group for s in draft.stakeholders] == [s.group for s in shipped.stakeholders]
    assert [s.name for s in draft.stakeholders] == [s.name for s in shipped.stakeholders]
    youth = next(s for s in draft.stakeholders if s.name == "James Warr")
    assert (youth.role, youth.organisation, youth.ref) == ("co-Chair", "YOT Managers Cymru", "james-warr")


@pytest.mark.parametrize(("name", "lines"), [("fire", 13), ("care", 12), ("audit", 12)])
def test_a_foot_without_headings_is_a_list_of_bodies(name: str, lines: int) -> None:
    people = drafted(name).stakeholders
    assert len(people) == lines
    assert {s.group for s in people} == {"Addressees", "Copies"}


@pytest.mark.parametrize(
    ("name", "topic", "aliases"),
    [
        ("hmip", "2.2.a", {"CRS", "Commissioned Rehabilitative Services"}),
        ("hmip", "2.2.b", {"strategic partnerships", "local partnerships"}),
        ("hmip", "2.2.d", {"RAR", "RARs"}),
        ("hmip", "2.2.e", {"vulnerable adults", "adult safeguarding"}),
        ("hmip", "2.2.f", {"YJS strategic arrangements"}),
        ("hmip", "2.2.g", {"Child First", "trauma informed"}),
        ("hmip", "2.2.h", {"participation", "participation of children", "child participation"}),
        ("hmip", "3.2.a", {"interventions landscape"}),
        ("hmip", "3.2.b", {"court work", "judicial views", "probation work with courts"}),
        ("fire", "2.2.c", {"wildfire", "wildfires", "flooding"}),
        ("fire", "2.2.d", {"FSG", "tall buildings"}),
        ("fire", "2.2.e", {"HFSV", "HFSVs", "home fire safety"}),
        ("fire", "2.2.h", {"BESS", "lithium ion batteries"}),
        ("fire", "3.2.e", {"BSR", "building safety regulation"}),
        ("care", "2.2.a", {"D2A"}),
        ("care", "2.2.b", {"DoLS", "Liberty Safeguards"}),
        ("care", "2.2.h", {"medicines", "care home medicines"}),
        ("care", "2.2.k", {"short breaks", "respite"}),
        ("audit", "2.2.g", {"PECS", "prisoner escort"}),
        ("audit", "3.2.e", {"PFI", "private finance"}),
    ],
)
def test_other_names_are_made_from_the_letter(name: str, topic: str, aliases: set[str]) -> None:
    found = next(t for t in drafted(name).topics if t.id == topic)
    assert aliases <= set(found.aliases)


@pytest.mark.parametrize("name", ALL)
def test_no_name_fits_two_topics(name: str) -> None:
    for one, other in combinations(drafted(name).topics, 2):
        names = {n.casefold() for n in (one.title, *one.aliases)}
        assert not names & {n.casefold() for n in (other.title, *other.aliases)}


@pytest.mark.parametrize(
    ("name", "alias"),
    [
        ("hmip", "probation work"),
        ("hmip", "youth justice"),
        ("hmip", "partnerships"),
        ("fire", "emergency services"),
        ("fire", "young people"),
        ("fire", "prevention"),
        ("care", "care homes"),
        ("care", "community care"),
        ("audit", "remand"),
        ("audit", "criminal courts"),
        ("audit", "maintenance"),
    ],
)
def test_a_name_that_says_too_little_is_given_to_none(name: str, alias: str) -> None:
    assert alias not in {a.casefold() for t in drafted(name).topics for a in t.aliases}


def test_cues_tell_the_lists_apart() -> None:
    thematic, research = drafted("hmip").lists
    assert {"thematics", "thematic inspections", "inspection"} <= set(thematic.cues)
    assert {"research", "research projects"} <= set(research.cues)
    assert not set(thematic.cues) & set(research.cues)
    assert "evidence projects" in drafted("audit").lists[1].cues


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        (r"22nd November 2024", "the end of next month", "No deadline was found"),
        (r"29th October 2024", "", "No day of sending was found"),
        (r"Re: .*", "", ""),
        (r"\S+@\S+", "us", "No mailbox for replies was found"),
        (r"(?m)^[a-h]\) ", "", "No lettered list of topics was found"),
        (r"Q\d:", "", r"No numbered questions (Q1: ...) were found"),
        (r"up to four", "some", "How many topics of 2.2 will be chosen is not said"),
        (r"(?s)Cc\..*", "", "11 lines were read from the letter"),
    ],
)
def test_what_is_not_found_is_noted_and_named_on_loading(old: str, new: str, note: str, tmp_path: Path) -> None:
    draft = draft_consultation(re.sub(old, new, letter("hmip")))
    assert any(note in each for each in draft.notes)
    write_draft(tmp_path / "new", draft)
    if "No deadline" in note or "No mailbox" in note or "No day" in note:
        with pytest.raises(ConfigError, match="is missing"):
            load_consultation(tmp_path / "new")
    else:
        load_consultation(tmp_path / "new")


def test_a_list_that_is_given_is_kept() -> None:
    given_list = (Stakeholder(Ref("a"), "Bodies", "Ann", "", "", "ann@body.example"),)
    draft = draft_consultation(letter("fire"), given_list)
    assert draft.stakeholders == given_list
    assert draft.statutory_groups == ()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(ConfigError, match="the file is there already"):
        write_draft(tmp_path, drafted("fire"))
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]
    assert (tmp_path / "letter.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ALL)
def test_a_letter_whose_lines_are_wrapped_gives_the_same_topics(name: str) -> None:
    import textwrap

    wrapped = "\n\n".join(textwrap.fill(p, 90, break_on_hyphens=False) for p in letter(name).split("\n\n"))
    assert draft_consultation(wrapped).topics == drafted(name).topics


@pytest.mark.parametrize(
    ("paragraph", "mark", "label"),
    [
        ("2. Research programme", Mark.SECTION, "2"),
        ("2.2. We would like", Mark.NUMBERED, "2.2"),
        ("2.2 We would like", Mark.NUMBERED, "2.2"),
        ("(b) Title: words", Mark.LETTERED, "b"),
        ("Question 3. What?", Mark.QUESTION, "3"),
        ("Q3: What?", Mark.QUESTION, "3"),
        ("• Unpaid work", Mark.BULLET, ""),
        ("1st Floor, 1 Bridge Street", Mark.PLAIN, ""),
        ("29th October 2024", Mark.PLAIN, ""),
    ],
)
def test_blocks_are_known_by_their_marks(paragraph: str, mark: Mark, label: str) -> None:
    block = read_block(paragraph)
    assert (block.mark, block.label) == (mark, label)


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Home fire safety visits (HFSV) are", "HFSV", "Home fire safety visits"),
        ("Under discharge to assess (D2A) people", "D2A", "discharge to assess"),
        ("release on temporary licence (ROTL)", "ROTL", "release on temporary licence"),
        ("youth justice services (YJSs)", "YJSs", "youth justice services"),
        ("testing for drugs (MDT)", "MDT", ""),
    ],
)
def test_abbreviations_are_read_with_their_words(text: str, short: str, long: str) -> None:
    assert [(a.short, a.long) for a in find_abbreviations(text)] == [(short, long)]


def test_what_stands_in_other_brackets_is_no_abbreviation() -> None:
    assert find_abbreviations("courts (with a focus on views), in (2017) and (see) and (a)") == ()


lines = st.sampled_from(
    [
        "1. Background",
        "2.2. Which topics?",
        "a) One: more",
        "b) One: more",
        "- x",
        "Q1: Which?",
        "Cc.",
        "",
        "by 31 June 2024",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(lines, st.text(max_size=40)), max_size=25))
def test_whatever_the_text_is_there_is_a_draft(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    draft = draft_consultation(text)
    assert draft.paragraphs == split_paragraphs(text)
    assert draft.notes


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("Which of the topics in 2.2 would you prefer?", QuestionRole.PREFERENCE),
        ("What do you think of the studies listed in 3.2?", QuestionRole.PREFERENCE),
        ("Are there dangers beyond those in 3.4 that we should look into?", QuestionRole.PROPOSAL),
        ("Have you other research studies to put forward?", QuestionRole.PROPOSAL),
        ("What research would you like that is not in 3.1?", QuestionRole.PROPOSAL),
        ("Would you add any further subjects?", QuestionRole.PROPOSAL),
    ],
)
def test_a_question_asks_for_what_is_listed_or_for_what_is_not(question: str, role: QuestionRole) -> None:
    assert role_asked(question) is role
