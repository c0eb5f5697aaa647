"""Answers typed between the letter's paragraphs: not one sentence may be lost, nor any of the letter be taken for one."""
# ruff: noqa: E501 - mails and documents stand as they are sent

from email.message import EmailMessage

import pytest

from tests.ingest.reading import COVER_TEXT, HEADER, QUESTIONS, TOPICS, US, mail, marked, own, paragraphs

Q1, Q2, Q3 = QUESTIONS
A, B, C = TOPICS
ONE = "The play areas, because ours has been fenced off since October."
TWO = "A drinking fountain by the bandstand, please."
THREE = "We would read a study of dog walkers with interest."
ATTRIBUTION = "On 10 Feb 2025, at 09:12, Parks Consultation <parks@council.example> wrote:"


def outlook(*pieces: str) -> str:
    return f"{HEADER}\n" + "\n\n".join(pieces)


def red(text: str) -> str:
    return f"<p class=MsoNormal><span style='color:red'>{text}</span></p>"


BORDER = (
    "<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>From:"
    "</b> Parks Consultation &lt;parks@council.example&gt;<br><b>Sent:</b> 10 February 2025<br><b>To:</b> Jo<br>"
    "<b>Subject:</b> Consultation</p></div></div>"
)
GMAIL = '<blockquote class="gmail_quote" style="border-left:1px solid">{}</blockquote>'
CITE = '<blockquote type="cite"><div>{}</div></blockquote>'
HEAD = f'<blockquote type="cite"><div>{ATTRIBUTION}</div><br><div>{Q1}</div></blockquote>'.replace(
    "<parks", "&lt;parks"
)

CASES = {
    "between marked questions": mail(f"Hello\n\n{marked(Q1)}\n\n{ONE}\n\n{marked(Q2)}\n\n{TWO}\n\n{marked(Q3)}\n\n{THREE}"),
    "between marked questions under an attribution": mail(
        f"{ATTRIBUTION}\n\n{marked(COVER_TEXT)}\n>\n{marked(Q1)}\n{ONE}\n{marked(Q2)}\n{TWO}\n{marked(Q3)}\n{THREE}\n"
    ),
    "Outlook text without marks": mail(
        "Answers below.\n\n" + outlook(COVER_TEXT, A, B, C, Q1, ONE, Q2, TWO, "3. Studies that we might commission", Q3, THREE)
    ),
    "Outlook text, initials in brackets": mail(outlook(COVER_TEXT, Q1, f"[JB] {ONE}", Q2, f"[JB] {TWO}", Q3, f"[JB] {THREE}")),
    "Outlook text, answers on the question's line": mail(outlook(COVER_TEXT, f"{Q1} {ONE}", f"{Q2} {TWO}", f"{Q3} {THREE}")),
    "after an original-message line": mail(
        "See mine below\n\n-----Original Message-----\n" + outlook(COVER_TEXT, Q1, ONE, Q2, TWO, Q3, THREE)
    ),
    "Outlook page, red below a border": mail(
        page=paragraphs("In red below.") + BORDER + paragraphs(COVER_TEXT, A, Q1) + red(ONE) + paragraphs(Q2) + red(TWO)
        + paragraphs(Q3) + red(THREE)
    ),
    "Outlook on the web": mail(
        page=f'<div>Below.</div><hr><div id="divRplyFwdMsg"><b>From:</b> {US}<br><b>Sent:</b> 10 February 2025<br><b>To:</b> '
        f"Jo<br><b>Subject:</b> Parks</div><div>{Q1}</div><div>{ONE}</div><div>{Q2}</div><div>{TWO}</div><div>{Q3}</div><div>{THREE}</div>"
    ),
    "Gmail, between blockquotes": mail(
        page="".join(GMAIL.format(q) + f"<div>{a}</div>" for q, a in ((Q1, ONE), (Q2, TWO), (Q3, THREE)))
    ),
    "Apple Mail, between cited blocks": mail(
        page=HEAD + f"<div>{ONE}</div>" + CITE.format(Q2) + f"<div>{TWO}</div>" + CITE.format(Q3) + f"<div>{THREE}</div>"
    ),
    "Apple Mail, typed inside the cited block": mail(
        page=f'<blockquote type="cite"><div>{ATTRIBUTION.replace("<", "&lt;")}</div><br><div>{COVER_TEXT}</div><div>{Q1}</div>'
        f"<div>{ONE}</div><div>{Q2}</div><div>{TWO}</div><div>{Q3}</div><div>{THREE}</div></blockquote>"
    ),
    "Welsh header block": mail(
        f"Gweler isod\n\nOddi wrth: {US}\nAnfonwyd: 10 Chwefror 2025 09:12\nAt: Jo\nPwnc: Parciau\n\n"
        + "\n\n".join((COVER_TEXT, Q1, ONE, Q2, TWO, Q3, THREE))
    ),
    "Welsh attribution": mail(
        f"Ar 10/02/2025 09:12, ysgrifennodd Parks Consultation:\n{marked(Q1)}\n{ONE}\n{marked(Q2)}\n{TWO}\n{marked(Q3)}\n{THREE}"
    ),
    "a table with the questions": mail(
        page="<table>" + "".join(f"<tr><td>{q}</td><td>{a}</td></tr>" for q, a in ((Q1, ONE), (Q2, TWO), (Q3, THREE))) + "</table>"
    ),
    "re-wrapped and re-numbered": mail(
        f"1. {Q1[4:44]}\n{Q1[44:]}\n\n{ONE}\n\nQuestion 2 - {Q2[4:]}\n\n{TWO}\n\n3) {Q3[4:]}\n\n{THREE}"
    ),
    "read by a scanner": mail(
        f"Q1: Which of the w0rks listed in sect1on 2 should be done flrst in your part of the tovvn?\n\n{ONE}\n\n"
        f"Q2: Are there any 0ther works that you wou1d like the council to consider for the com1ng year?\n\n{TWO}\n\n{Q3}\n\n{THREE}"
    ),
    "the answer marked and not the letter": mail(f"Mine start with >>\n\n{Q1}\n\n>> {ONE}\n\n{Q2}\n\n>> {TWO}\n\n{Q3}\n\n>> {THREE}"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_every_inline_answer_is_own(name: str) -> None:
    words = own(CASES[name])
    assert [answer for answer in (ONE, TWO, THREE) if answer not in words] == []


@pytest.mark.parametrize("name", CASES)
def test_no_question_of_the_letter_is_own(name: str) -> None:
    words = own(CASES[name])
    leaks = (
        "works listed in section 2",
        "other works that you would like",
        "listed in section 3 would be",
        "send your answers",
    )
    assert [leak for leak in leaks if leak in words] == []


def two(text: str) -> EmailMessage:
    return mail(text)


OWN_USES = {
    "a title in a sentence": "Our first choice is Ponds and wildlife meadows, and then the paths.",
    "a list of titles": "We would like:\n\nc) Ponds and wildlife meadows\na) Play areas",
    "a title as the answer to a pasted question": f"{Q1}\n\nPonds and wildlife meadows",
    "a lettered title as the answer": f"{Q1}\n\nc) Ponds and wildlife meadows\n\n{Q2}\n\nNo",
    "a phrase of the letter in a sentence": 'You write that "the paths along the river flood every winter", which is so.',
    "a title with a view": "Ponds and wildlife meadows - yes, before anything else.",
}


@pytest.mark.parametrize("name", OWN_USES)
def test_the_respondents_own_use_of_the_letters_words_is_own(name: str) -> None:
    words = own(two(OWN_USES[name]))
    wanted = "flood every winter" if "phrase" in name else "Ponds and wildlife meadows"
    assert wanted in words


def test_own_words_that_begin_as_the_letter_goes_on_are_own() -> None:
    pasted = TOPICS[1].split(". ")[0] + "."
    assert own(mail(f"{pasted} We agree wholeheartedly.")) == "We agree wholeheartedly."


def test_one_of_us_who_signs_a_quoted_covering_mail_is_not_own() -> None:
    cover = COVER_TEXT.replace("Parks team", "Sal Orr\nParks Officer | Town Council\n01632 960 000")
    assert own(mail(f"{ONE}\n\n{HEADER}\n{cover}")) == ONE
