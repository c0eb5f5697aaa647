"""Sign-offs and what stands under them: names, offices, telephones; never prose. English and Welsh."""

import re
from collections.abc import Sequence

_WISHES = re.compile(
    r"""\W{0,3}(?:(?:with|and|my|our|very|a|in|as|oh)\ )*(?:
      (?:(?:kind(?:est)?|best|warm(?:est)?|many|all|good|sincere)\ )*(?:regards|wishes|rgds|thanks|thx|ta)
    | yours(?:\ (?:sincerely|faithfully|truly|ever|aye|respectfully|etc))? | (?:yours\ )?sincerely(?:\ yours)?
      | respectfully | faithfully
    | thank\ you(?:\ (?:very\ much|again|all|so\ much|in\ advance|once\ again))? | thanks(?:\ (?:again|all
      |very\ much|a\ lot|in\ advance|once\ again|so\ much))? | thanking\ you.{0,20}
    | cheers | all\ (?:the\ )?best | best | kindly | ever | solidarity | ever\ yours | bw | kr | mvh | br
      | take\ care | hope\ (?:this|that)\ helps
    | (?:gyda\ )?(?:diolch|cofion|dymuniadau|hwyl|pob\ hwyl|pob\ dymuniad|yn\ gywir|yn\ gwir
      |yr\ eiddoch\ yn)(?:\ (?:yn\ fawr|gorau|cynnes|cywir|gywir|da|am\ y\ tro|o\ galon|o\ waelod\ calon|iawn
        |caredig|fawr|gwir|i\ chi|y))*
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_DEVICE = re.compile(
    r"\W*(?:sent (?:from|via|using|on) (?:my|the|outlook|yahoo|gmail|proton|mobile|a|an|samsung|iphone|ipad"
    r"|blackberry|android|mail|o2|ee|vodafone)\b.{0,60}"
    r"|get outlook for .{2,40}|(?:anfonwyd|danfonwyd) o(?:'m| fy|'r| )\b.{2,40}|sent with \w+ mail.{0,30})\W*",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+|https?://|www\.|\b\w+\.(?:gov|org|ac|co|nhs|police)\.(?:uk|wales)\b|(?:\+44|\(0\)"
    r"|\b0\d{2,4})[\s)]*\d[\d\s]{4,}"
    r"|\b(?:tel|phone|mobile|mob|ffôn|ffon|direct|fax|dx|ext|twitter|linkedin|[tmew])\s?[:.]\s*\S"
    r"|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s*\d[A-Z]{2}\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"\b(?:i|we|i'?m|i'?d|i'?ll|we'?d|we'?re|my|me|us|it|its|they|them|this|that|these|those|there|would|will"
    r"|should|could|can|is|are|was|were|be|been"
    r"|has|have|had|do|does|did|not|no|yes|none|nothing|never|please|prefer|support|agree|choose|oppose|rank"
    r"|first|second|third|also|ps|p\.s|pps|but|because"
    r"|if|which|too|either|neither|both|instead|same|nid|nac|oes|dim|ydy|yw|rydym|rwyf|byddem|hoffem|ie|na)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\s*(?:[-*•]\s|\(?[a-h]\)?[\s.,:;)]|\(?[a-h]\)?$|\(?\d{1,2}[.):]|Q(?:uestion)?\s?\d|\d\.\d|[a-h](?:,| and"
    r"| &)|\[|>)",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.?!…][\"'”’)]*\s*$")
_DASHES = re.compile(r"(?:--|—|––|__)\s*")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.){1,4}$|\b(?:Ltd|Inc|Hons|Esq|Dr|Rev|Cc|CIC)\.$")
LONGEST = 30


def is_sign_off(line: str) -> bool:
    """Whether a line is a closing formula, alone or with a short name after it ("Kind regards, Priya")."""
    text = line.strip()
    found = _WISHES.match(text) if len(text) <= 60 else None
    if not found:
        return False
    rest = re.sub(r"[/|&]", " ", text[found.end() :]).strip(" ,.!-–—:")
    while rest and (more := _WISHES.match(rest)):
        rest = rest[more.end() :].strip(" ,.!-–—:/|&")
    words = rest.split()
    if not words:
        return True
    named = all(word[0].isupper() or word.lower() in ("and", "a", "de", "van", "von", "y", "ac", "x") for word in words)
    return (
        len(words) <= 3
        and named
        and not _SPEECH.search(rest)
        and not _ANSWER.match(rest)
        and text[found.end() :][:1] in ", .!-–—:"
    )


def is_device_line(line: str) -> bool:
    """Whether a telephone or its program wrote this line ("Sent from my iPhone")."""
    return len(line) < 120 and bool(_DEVICE.fullmatch(line.strip()))


def is_signature_like(line: str) -> bool:
    """Whether a line can stand in a signature: a name, an office, an address; not a sentence and not an answer."""
    text = line.strip()
    if is_device_line(text) or _DASHES.fullmatch(text) or not re.search(r"\w", text):
        return True
    if len(text) > 200 or (_ANSWER.match(text) and not _CONTACT.search(text)):
        return False
    words = text.split()
    if _CONTACT.search(text):
        return len(words) <= 20 and len(_SPEECH.findall(_CONTACT.sub(" ", text))) <= 1
    if len(words) > 16 or _SPEECH.search(text.replace("’", "'")):
        return False
    return not (_STOP.search(text) and not _ABBREVIATED.search(text) and len(words) > 3)


def signature_lines(texts: Sequence[str], names: frozenset[str], begun: bool = False) -> frozenset[int]:
    """Which of a zone's lines (blank ones included) are signature.

    From a sign-off, a line of dashes, or the sender's own name as a line near the end, down to the first line that is
    prose. What follows the prose is looked at afresh, so that a postscript stays and a second signature goes.
    `begun` says that a sign-off stands just above the first line; a single line below it is not enough.
    """
    found: set[int] = set()
    filled = [n for n, text in enumerate(texts) if text.strip()]
    position = _run_of(texts, filled) if begun else 0
    position = 0 if position < 2 else position
    found.update(filled[:position])
    while position < len(filled):
        n = filled[position]
        if is_device_line(texts[n]):
            found.add(n)
        elif position and _opens(texts, filled, position, names):
            end = position + 1
            while end < len(filled) and end - position <= LONGEST and is_signature_like(texts[filled[end]]):
                end += 1
            found.update(filled[position:end])
            position = end
            continue
        position += 1
    return frozenset(found)


def _run_of(texts: Sequence[str], filled: Sequence[int]) -> int:
    """How many lines at the start can stand in a signature."""
    return next((k for k, n in enumerate(filled) if not is_signature_like(texts[n])), len(filled))


def _opens(texts: Sequence[str], filled: Sequence[int], position: int, names: frozenset[str]) -> bool:
    text = texts[filled[position]].strip()
    if is_sign_off(text):
        return True
    rest = [texts[n] for n in filled[position + 1 : position + 1 + LONGEST]]
    if _DASHES.fullmatch(text):
        return bool(rest) and all(map(is_signature_like, rest[:3])) and len(filled) - position <= LONGEST
    if not names or len(filled) - position > 14 or not all(map(is_signature_like, [text, *rest])):
        return False
    mine = {word.strip(".,").lower() for word in re.findall(r"[^\W\d_]{2,}", text.split(",")[0].split("|")[0])}
    return bool(mine) and len(mine) <= 5 and (mine <= names or len(mine & names) >= 2)
