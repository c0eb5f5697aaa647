"""What an automatic reply says of an absence: when the person is back, and who stands in."""

import re
from datetime import date

from classify.dates import FoundDate, find_dates, next_working_day
from classify.rules.facts import Facts, phrase

ADDRESS = re.compile(r"[A-Za-z0-9_.+'&%-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}")
_BACK = phrase(
    r"\b(?:back|return(?:ing|s)?|resum(?:e|es|ing)|re-?open\w{0,3}|rejoin\w{0,3}|again|at my desk|"
    r"in (?:the )?office|next in|first day|"
    r"yn ôl|dychwel\w{0,4}|nôl|ailddechrau|wieder|zurück|de retour|regres\w{1,3}|vuelv\w{1,3}"
    r"|rientr\w{1,4}|terug|tillbaka|"
    r"tilbage)\b[^.!?\n]{0,60}$"
)
_UNTIL = phrase(
    r"\b(?:until|till|til|untill|tan|hyd(?: at)?|bis(?: zum)?|jusqu'(?:au|à|en)|hasta(?: el)?|fino al|tot"
    r"|até)\b[^.!?\n]{0,30}$"
)
_THROUGH = phrase(r"\b(?:to|through|up to and including|including|-)\s{0,2}(?:and including )?$")
_BACK_AFTER = phrase(r"^[^.!?\n]{0,20}\b(?:back|return|in the office|is my first day|when i)\b")
_INCLUSIVE = phrase(r"^[^.!?\n]{0,6}\(?\b(?:inclusive|inc\b)|^[^.!?\n]{0,20}\b(?:is my last day|last day of)")
_NOT_BACK = phrase(
    r"\b(?:from|since|starting|starts|on leave on|away on|leaving on|deadline|by)\s{1,3}(?:close )?(?:the )?$"
)
_GAP = 90


def find_return(facts: Facts, said_on: date) -> date | None:
    """The day on which the person is back; None where the mail does not say."""
    best: tuple[int, date] | None = None
    for piece in facts.signed or facts.report:
        for found in find_dates(piece.text, said_on):
            weight, on = _weigh(piece.text, found)
            if weight and on >= said_on and (best is None or (weight, on) > best):
                best = (weight, on)
    return best[1] if best else None


def _weigh(text: str, found: FoundDate) -> tuple[int, date]:
    """How plainly a day is said to be the day of return (0: not at all), and which day that makes it."""
    before, after = text[max(0, found.start - _GAP) : found.start], text[found.end : found.end + _GAP]
    if _INCLUSIVE.search(after) and (_UNTIL.search(before) or _THROUGH.search(before)):
        return 2, next_working_day(found.on)
    if re.search(r"\bup to and including\s{1,3}\S{0,10}\s{0,2}$", before, re.IGNORECASE):
        return 2, next_working_day(found.on)
    if _BACK.search(before) and not _NOT_BACK.search(before):
        return 3, found.on
    if _UNTIL.search(before):
        return (3 if re.search(r"\bnot\b[^.!?\n]{0,40}\buntil\b", before, re.IGNORECASE) else 2), found.on
    if _BACK_AFTER.search(after) and not _NOT_BACK.search(before):
        return 1, found.on
    return 0, found.on


def find_stand_ins(facts: Facts) -> tuple[str, ...]:
    """The addresses that an automatic reply names, without the sender's own and ours."""
    known = {a.email for a in facts.message.headers.from_} | {m.lower() for m in facts.consultation.mailboxes}
    known |= {a.email for a in facts.message.headers.to}
    found = (m.lower().strip("'.") for p in facts.signed for m in ADDRESS.findall(p.text))
    return tuple(dict.fromkeys(a for a in found if a not in known and not re.match(r"no-?reply", a)))
