"""What each respondent thinks of each topic: one row a respondent and topic."""

from collections.abc import Iterator, Sequence

from classify.analysis import Stance
from config.consultation import Question, QuestionRole, Topic, TopicList
from reports.exports.columns import FIGURE, SAID, WHO, said
from reports.exports.schema import Column, Form, Row, Type
from reports.exports.telling import Telling
from reports.respondents import Respondent
from reports.tally import first_choices, takes_part

NOT_NAMED = "not_named"

FORM = Form(
    "topics",
    "A respondent and a topic of the letter, whether they name it or not",
    (
        *WHO,
        Column("list", Type.TEXT, "The list that the topic is of", public=True),
        Column("topic", Type.TEXT, "The topic by its number in the letter", public=True),
        Column("title", Type.TEXT, "The topic by its title", public=True),
        Column("stance", Type.TEXT, "What they think of it", (*Stance, NOT_NAMED), public=True),
        Column("rank", Type.NUMBER, "Its place in their order, where they give one; 1 is highest", public=True),
        Column("first_choice", Type.FLAG, "Whether they rank it first, or choose no other of the list", public=True),
        Column(
            "answered_list",
            Type.FLAG,
            "Whether they answered the list's question or took a side on one of its topics: the denominator of shares",
            public=True,
        ),
        Column("would_replace", Type.FLAG, "Whether they would put a proposal of their own in its place", public=True),
        FIGURE,
        Column("words", Type.TEXT, "The sentences that say so, parted by “ … ”; names as in answers", public=True),
        *SAID,
    ),
)


def rows(telling: Telling) -> Iterator[Row]:
    """Respondent by respondent, in the letter's order of topics."""
    consultation = telling.basis.results.consultation
    for respondent in telling.basis.respondents:
        if not telling.tells(respondent.voice()):
            continue
        for each in consultation.lists:
            question = consultation.question_for(each.id, QuestionRole.PREFERENCE)
            yield from _of_list(telling, respondent, each, question, consultation.topics_of(each.id))


def _of_list(
    telling: Telling, respondent: Respondent, each: TopicList, question: Question | None, topics: Sequence[Topic]
) -> Iterator[Row]:
    answered, first = takes_part(respondent, question, topics), first_choices(respondent, topics)
    replaced = {topic for proposal in respondent.proposals for topic in proposal.replaces}
    for topic in topics:
        own = {"first_choice": topic.id in first, "answered_list": answered, "would_replace": topic.id in replaced}
        yield {"list": each.id, **_row(telling, respondent, topic), **own}


def _row(telling: Telling, respondent: Respondent, topic: Topic) -> Row:
    view = respondent.view(topic.id)
    path = f"topics.{topic.id}"
    voice = respondent.voice(path)
    decided = view is not None or path in respondent.said
    stance = str(view.stance) if view else NOT_NAMED
    quotes = dict.fromkeys(" ".join(e.quote.split()) for e in view.evidence if e.quote.strip()) if view else ()
    return {
        **telling.who(voice),
        "topic": topic.id,
        "title": topic.title,
        "stance": stance,
        "rank": view.rank if view else None,
        "figure": f"{topic.id}.{stance}" if view and voice.ref else "",
        "words": telling.words(" … ".join(quotes)),
        **(said(voice, view.confidence, view.evidence) if view else said(voice)),
        **({} if decided else {"decided_by": "", "mails": ""}),
    }
