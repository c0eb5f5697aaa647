"""What replies say beside their answers: whole sentences of their own that answer no question and name no topic.

They are counted and quoted as they were written. No theme is named: that is for who reads them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from classify.analysis import Analysis
from classify.sentences import Block
from classify.units import units_of
from config.consultation import Consultation
from ingest.message import ArchiveId, ParsedMessage, Span
from reports.figure import Voice
from reports.quotations import clearness, tidy
from reports.respondents import Respondent

_COURTESY = re.compile(
    r"\b(?:thank(?:s|ed|ing)?|grateful|gratitude|pleased to (?:respond|reply|have)|opportunity to|apolog\w+|sorry"
    r"|regards|sincerely|hesitate|look(?:ing)? forward|get in touch|contact (?:me|us)|happy to|glad to|delighted to"
    r"|attach(?:ed|ment|ing)?|enclos(?:ed?|ing|ure)|consultation|your (?:letter|e-?mail|message|list|paragraphs)"
    r"|this (?:letter|e-?mail|submission)|respon(?:d|ding|se|ses)|repl(?:y|ies|ying)|(?:my|our) (?:answers?|comments)"
    r"|confiden(?:ce|tial\w*)|on behalf of|speaking for|personal capacity|too late|ignore|confine (?:my|our)sel\w+"
    r"|(?:we|I) (?:have )?(?:read|discussed|considered)|(?:we|I|I[’']m|am|are) (?:writ(?:e|ing)|copying))\b",
    re.IGNORECASE,
)
"""Words of sentences that open, close or hand over a reply, and say nothing of the matter."""

Load = Callable[[ArchiveId], ParsedMessage | None]
"""A mail as it is read, or None where it is kept no more."""


@dataclass(frozen=True, slots=True)
class Aside:
    """One sentence, with all who wrote it in the same words or in one joint reply."""

    words: str
    by: tuple[Voice, ...]

    @property
    def confidential(self) -> bool:
        """Whether any of them asked for confidence."""
        return any(voice.confidential for voice in self.by)


def find_asides(
    consultation: Consultation,
    respondents: Iterable[Respondent],
    analyses: Mapping[ArchiveId, Analysis],
    load: Load,
) -> tuple[Aside, ...]:
    """Of all respondents, in their order; each mail is read once though it speaks for several."""
    found: dict[str, list[Voice]] = {}
    read: dict[ArchiveId, tuple[str, ...]] = {}
    for respondent in respondents:
        told = _told(respondent)
        for mail in respondent.mails:
            if mail not in read and mail in analyses:
                message = load(mail)
                read[mail] = outside_answers(message, analyses[mail], consultation) if message else ()
        own = (s for mail in respondent.mails for s in read.get(mail, ()) if _folded(s) not in told)
        for sentence in dict.fromkeys(own):
            found.setdefault(sentence, []).append(respondent.voice())
    return tuple(Aside(words, tuple(voices)) for words, voices in found.items())


def _told(respondent: Respondent) -> str:
    """All that counts as an answer or a proposal of theirs, also where a person has said so without a place."""
    texts = [a.text for a in respondent.answers] + [f"{p.title} {p.supporting}" for p in respondent.proposals]
    return " ".join(_folded(text) for text in texts)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def outside_answers(message: ParsedMessage, analysis: Analysis, consultation: Consultation) -> tuple[str, ...]:
    """The whole sentences of a mail's own words that nothing was read from and that can be quoted by themselves."""
    taken = tuple(_taken(analysis))
    found = []
    for unit in units_of(message, consultation):
        if unit.block in (Block.PARAGRAPH, Block.ITEM) and not any(_meets(unit.span, span) for span in taken):
            words = tidy(unit.text)
            if words and clearness(words) > 0 and not _COURTESY.search(words):
                found.append(words)
    return tuple(dict.fromkeys(found))


def _taken(analysis: Analysis) -> Iterator[Span]:
    """Every place that some decision rests on."""
    proofs = [analysis.kind.evidence, analysis.stakeholders.evidence]
    proofs += [each.evidence for each in analysis.answers] + [each.evidence for each in analysis.topics]
    yield from (e.span for evidence in proofs for e in evidence if e.span)
    yield from (span for answer in analysis.answers for span in answer.spans)
    yield from (span for proposal in analysis.proposals for span in proposal.spans)


def _meets(one: Span, other: Span) -> bool:
    return one.part == other.part and one.start < other.end and other.start < one.end


def clearest(asides: Iterable[Aside], most: int) -> tuple[Aside, ...]:
    """Those that several wrote first, then the clearest, one of each group of the list in turn."""
    ordered = sorted(asides, key=lambda a: (-clearness(a.words), a.words))
    several = [a for a in ordered if len(a.by) > 1]
    groups: dict[str, list[Aside]] = {}
    for aside in ordered:
        if len(aside.by) == 1:
            groups.setdefault(aside.by[0].group, []).append(aside)
    rest = (group[turn] for turn in range(most) for group in groups.values() if turn < len(group))
    return (*several, *rest)[:most]
