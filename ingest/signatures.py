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
    | (?:mit\ )?(?:freundliche[nmr]?|herzliche[nr]?|beste[nr]?|viele|liebe|schöne)\ (?:grüße[n]?|grüsse[n]?|gruß|gruss)
      | (?:grüße|gruß|gruss|mfg|lg|vg)
    | (?:bien\ )?(?:cordialement|sincèrement|amicalement|à\ vous) | salutations(?:\ distinguées)? | bonne\ journée
    | (?:un\ )?(?:cordial\ )?(?:saludos?|abrazo)(?:\ cordiales)? | atentamente | (?:cordiali|distinti)\ saluti | saluti
    | (?:met\ )?(?:vriendelijke|hartelijke)\ groet(?:en)? | groet(?:en|jes)? | mvg
    | (?:melhores\ )?cumprimentos | atenciosamente | abraços?
    | (?:med\ )?(?:vänliga?|bästa)\ hälsning(?:ar)? | hälsningar
    | (?:med\ )?(?:venlig|vennlig|bedste|beste)\ hilsen | hilsen
    | pozdrawiam | z\ poważaniem | ystävällisin\ terveisin | terveisin
    )(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_APP = (
    r"(?:iphone|ipad|ipod|android|galaxy|samsung|outlook|yahoo|gmail|gmx|web\.de|proton|blackberry|windows|huawei|xiaomi"
    r"|nokia|htc|thunderbird|mail|mobile?|móvil|telefon|téléphone|smartphone|handy|tablet|spark|app|nine|boxer)"
)
_FOREIGN = (
    r"(?:(?:an|d)fonwyd o(?:'m|'r| fy)?|gesendet (?:von|mit|über|aus)|envoyé (?:de|depuis|à partir|avec|via)"
    r"|enviado (?:desde|do|de|a partir|con)|verstuurd vanaf|verzonden (?:met|vanaf|via)|inviato (?:da|dal|con)"
    r"|skickat från|sendt fra|wysłan[oe] z|lähetetty|hämta|odesláno z)"
)
_DEVICE = re.compile(
    r"\W*(?:sent (?:from|via|using|on) (?:my|the|outlook|yahoo|gmail|proton|mobile|a|an|samsung|iphone|ipad|galaxy"
    r"|blackberry|android|mail|windows|o2|ee|vodafone|spark|nine|boxer|tutanota|fastmail|front)\b[^?]{0,60}"
    rf"|get outlook for .{{2,50}}|sent with .{{0,20}}{_APP}.{{0,30}}"
    rf"|von .{{2,30}}\b{_APP}\b.{{0,20}} gesendet|{_FOREIGN} [^.?]{{0,24}}\b{_APP}\b[^.?]{{0,40}})\W*",
    re.IGNORECASE,
)
_SOCIAL = re.compile(
    r"\W*(?:(?:(?:follow|like|find|join|visit|watch|connect with|dilynwch|hoffwch) (?:us|me|ni)"
    r"|dilynwch) (?:on|at|ar)\b.{0,80}"
    r"|(?:(?:facebook|twitter|x|linkedin|instagram|youtube|bluesky|mastodon|threads|tiktok|flickr)\b\W*(?:and\W*|a\W*)?){1,8})\W*",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\?|\bI\b|\b(?:yes|no)\b", re.IGNORECASE)
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
_MOST_LINES, _MOST_CHARACTERS = 14, 1200


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
    if is_device_line(text) or _DASHES.fullmatch(text) or not re.search(r"\w", text) or _SOCIAL.fullmatch(text):
        return True
    if len(text) > 200 or (_ANSWER.match(text) and not _CONTACT.search(text)):
        return False
    words = text.split()
    if _CONTACT.search(text):
        return len(words) <= 20 and len(_SPEECH.findall(_CONTACT.sub(" ", text))) <= 1
    if len(words) > 16 or _SPEECH.search(text.replace("’", "'")):
        return False
    return not (_STOP.search(text) and not _ABBREVIATED.search(text) and len(words) > 3)


def signature_lines(
    texts: Sequence[str],
    names: frozenset[str],
    begun: bool = False,
    marked: frozenset[int] = frozenset(),
    below: bool = False,
) -> frozenset[int]:
    """Which of a zone's lines (blank ones included) are signature.

    From a sign-off, a line of dashes, or the sender's own name as a line near the end, down to the first line that is
    prose. What follows the prose is looked at afresh, so that a postscript stays and a second signature goes; a word
    of thanks with prose right below it closes nothing. `begun` says that a sign-off stands just above the first
    line; a single line below it is not enough. `marked` are lines that the sender's program calls a signature;
    `below` says that own lines stand above, so that the first line here may open one.
    """
    filled = [n for n, text in enumerate(texts) if text.strip()]
    found = _marked_lines(texts, filled, marked)
    position = _run_of(texts, filled) if begun else 0
    position = 0 if position < 2 else position
    found.update(filled[:position])
    while position < len(filled):
        n = filled[position]
        if is_device_line(texts[n]):
            found.add(n)
        elif (position or below) and n not in found and _opens(texts, filled, position, names):
            end = position + 1
            while end < len(filled) and end - position <= LONGEST and is_signature_like(texts[filled[end]]):
                end += 1
            if end == len(filled) or end > position + 1:
                found.update(filled[position:end])
            position = end
            continue
        position += 1
    return frozenset(found)


def _marked_lines(texts: Sequence[str], filled: Sequence[int], marked: frozenset[int]) -> set[int]:
    """What the program itself calls a signature: all below "-- ", and a marked block from its name or dashes down.

    People type into such blocks, so that a question or a first person stays theirs, and so does everything where no
    line stands outside the block.
    """
    begins = next((k for k, n in enumerate(filled) if n in marked), None)
    if begins is None:
        return set()
    dashes = _DASHES.fullmatch(texts[filled[begins]].strip()) is not None
    rest = filled[begins:]
    if dashes and not any(n in marked for n in rest[1:]):
        short = len(rest) <= _MOST_LINES and sum(len(texts[n]) for n in rest) <= _MOST_CHARACTERS
        return {n for n in rest if not _ASKS.search(texts[n]) or is_signature_like(texts[n])} if short else set()
    if not begins and not dashes:
        return set()
    block = [n for n in rest if n in marked]
    named = next((k for k, n in enumerate(block) if is_signature_like(texts[n])), len(block))
    return {n for n in block[named:] if not _ASKS.search(texts[n]) or is_signature_like(texts[n])}


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
