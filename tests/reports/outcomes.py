"""Mailboxes of any shape over the made consultation, for properties that hold of all."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from classify.analysis import Proposal
from config.consultation import QuestionId, TopicId
from reports.results import Results, make_results
from reports.status import LineStatus
from store.rows import MailRecord
from tests.reports.made import ANN, BOB, CAT, TEAM, TIM, TOM, TOPICS, consultation, london, mail

NOW = london("12-10 12:00")
_BEGAN = london("11-18 09:00")
_STANCES = st.tuples(st.sampled_from(("prefer", "prefer", "oppose", "mention")), st.none() | st.integers(1, 3))
_VIEWS = st.dictionaries(st.sampled_from([str(t.id) for t in TOPICS]), _STANCES, max_size=4)
_ANSWERS = st.dictionaries(st.sampled_from(("Q1", "Q2")), st.sampled_from(("answered", "none", "absent")))
_IDEAS = st.lists(
    st.builds(
        lambda title, replaces: Proposal(QuestionId("Q2"), title, "", None, (TopicId(replaces),), 0.9),
        st.sampled_from(("recall", "bail", "use of recall")),
        st.sampled_from([str(t.id) for t in TOPICS]),
    ),
    max_size=2,
).map(tuple)


@st.composite
def a_mail(draw: Any, minute: int) -> MailRecord:
    """Any mail that came so many minutes after the first could, in time or up to two weeks late."""
    kind = draw(st.sampled_from(("response", "response", "response", "nil_response", "holding", "auto_reply")))
    refs = draw(st.lists(st.sampled_from((ANN, BOB, CAT, TEAM, TIM, TOM)), max_size=2, unique=True))
    said: dict[str, Any] = {}
    if kind == "response":
        said = {"topics": draw(_VIEWS), "answers": draw(_ANSWERS), "proposals": draw(_IDEAS)}
    return mail(
        _BEGAN + timedelta(days=draw(st.integers(0, 14)), minutes=minute),
        kind,
        *refs,
        review=draw(st.sampled_from(((), ("unsure",)))),
        corrections=draw(st.sampled_from(((), (("review", []),)))),
        confidential=draw(st.booleans()),
        supersedes=draw(st.sampled_from((False, False, True))),
        **said,
    )


MAILBOXES = st.integers(0, 7).flatmap(lambda number: st.tuples(*(a_mail(minute) for minute in range(number))))


def outcome(*mails: MailRecord, group: str = "") -> Results:
    return make_results(consultation(), mails, (), NOW, group=group)


def with_a_view(results: Results) -> list[LineStatus]:
    return [line for line in results.status.asked if line.standing in ("replied", "replied_late")]
