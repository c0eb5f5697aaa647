"""What was said to each question: one row a respondent and question."""

from collections.abc import Iterator

from classify.analysis import Answer, AnswerStatus
from config.consultation import Question
from reports.exports.columns import FIGURE, SAID, WHO, said
from reports.exports.schema import Column, Form, Row, Type
from reports.exports.telling import Telling
from reports.figure import Voice
from reports.respondents import Respondent

NIL = "nil"
"""Of those who have nothing to say at all, nor to this question."""

FORM = Form(
    "answers",
    "A respondent and a question; those who have nothing to say at all have rows, too, but in no publishable export",
    (
        *WHO,
        Column("question", Type.TEXT, "The question by its number", public=True),
        Column(
            "status",
            Type.TEXT,
            "What they did with it: answered; said that they have none to offer; gave a view and did not speak to it; "
            "or have nothing to say at all",
            (*AnswerStatus, NIL),
            public=True,
        ),
        FIGURE,
        Column(
            "words",
            Type.TEXT,
            "Their answer in full; in a publishable export with [name] for names, addresses and telephone numbers",
            public=True,
        ),
        *SAID,
    ),
)


def rows(telling: Telling) -> Iterator[Row]:
    """Respondent by respondent, in the letter's order of questions."""
    questions = telling.basis.results.consultation.questions
    for respondent in telling.basis.respondents:
        if telling.tells(respondent.voice()):
            yield from (_row(telling, respondent, q) for q in questions)
    for voice in () if telling.publishable else telling.basis.results.nil.behind:
        yield from (_nil(telling, voice, q) for q in questions)


def _row(telling: Telling, respondent: Respondent, question: Question) -> Row:
    answer = next((a for a in respondent.answers if a.question == question.id), None)
    status = respondent.status(question.id)
    voice = respondent.voice(f"answers.{question.id}")
    return {
        **telling.who(voice),
        "question": question.id,
        "status": str(status),
        "figure": f"{question.id}.{status}" if voice.ref else "",
        "words": telling.words(_words(answer)),
        **(said(voice, answer.confidence, answer.evidence) if answer else said(voice)),
    }


def _words(answer: Answer | None) -> str:
    return answer.text if answer and answer.status is not AnswerStatus.ABSENT else ""


def _nil(telling: Telling, voice: Voice, question: Question) -> Row:
    return {
        **telling.who(voice),
        "question": question.id,
        "status": NIL,
        "figure": f"{question.id}.{NIL}",
        "words": "",
        **said(voice),
    }
