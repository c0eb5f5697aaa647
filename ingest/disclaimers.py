"""Footers and banners that machines add: confidentiality, virus checks, protective markings; English and Welsh."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.lines import Line
from ingest.signatures import is_signature_like

_WHOLE = re.compile(
    r"""[\W_]*(?:
      official(?:[\s\-–:,]*sensitive)?(?:[\s\-–:,]*\[?[A-Z ]{0,40}\]?)? | swyddogol(?:[\s\-–]*sensitif)?
        | unclassified | not\ protectively\ marked
    | \[?\s*(?:external(?:\ (?:e-?mail|sender|message))?|e-?bost\ allanol)\s*\]?
    )[\W_]*""",
    re.IGNORECASE | re.VERBOSE,
)
_MAIL = r"(?:e-?\s?mails?|messages?|transmissions?|communications?|correspondence|e-?bost|e-?byst|neges|ohebiaeth)"
_NOTICE = re.compile(
    rf"""
      \bthis\ {_MAIL}\b.{{0,120}}\b(?:confidential|intended|privileged|addressee|monitored|scanned|virus|swept
        |originated|came\ from|disclaimer|classified)
    | \bthe\ (?:information|contents?|material)\b.{{0,60}}\bthis\ {_MAIL}\b
    | \b(?:this|these)\ (?:document|material|information)s?\b.{{0,60}}\bintended\ (?:solely
      |only)\ for\ the\ (?:addressee|use|person|recipient|individual)
    | \bif\ you\ (?:are\ not|have\ received|receive|re\ not)\b.{{0,60}}\b(?:intended|named|error|mistake|addressee
      |recipient)
    | \bif\ you\W{{0,3}}re\ not\ the\ (?:intended|named|right)
    | \b(?:please\ )?(?:consider|think\ (?:of|about)|help\ (?:save|protect))\ (?:the|our)\ (?:environment|planet|trees)
      (?:\W*$|\W+(?:before|prior|and|when|do|by|please)\b)
    | \b(?:do\ you\ (?:really\ )?need\ to\ print|think\ before\ you\ print|before\ (?:you\ )?print(?:ing)?\ this)
    | \bviews\b.{{0,60}}\bexpressed\b.{{0,40}}\b{_MAIL}\b | \b{_MAIL}\b.{{0,60}}\bviews\b.{{0,60}}\b(?:author
      |sender|not\ necessarily)
    | \b(?:views|opinions)\b.{{0,40}}\b(?:are|those)\b.{{0,30}}\bof\ the\ (?:author|sender|individual)\b
    | \b{_MAIL}\b.{{0,80}}\b(?:may\ be|are|is|will\ be)\ (?!not\b)(?:\w+\ ){{0,3}}(?:monitored|recorded|intercepted
      |scanned|logged)
    | \b(?:scanned|checked|swept|certified)\b.{{0,40}}\b(?:viruses|malware|virus-?free|mimecast|messagelabs
      |symantec|mailscanner)
    | ^\W*(?:caution|warning|rhybudd|be\ careful)\b\W.{{0,160}}\b(?:external|outside|links?|attachments?|allanol
      |originated|unknown\ sender)
    | \bthis\ (?:{_MAIL})\ (?:was\ sent|originated|came|has\ been\ sent|is)\ from\ (?:outside|an?\ external
      |somebody\ outside)
    | \bdo\ not\ click\b.{{0,40}}\blinks?\b
    | \bregistered\ (?:office|charity|company|in\ england)\b.{{0,120}}\b(?:\d{{5,}}|no\b|number|england|wales)
    | \b(?:charity|company)\ (?:registration\ |reg\.?\ )?(?:no|number|rhif)\b\W{{0,3}}\d
    | \binternet\ communications\ are\ not\ secure | \bdoes\ not\ (?:accept
      |create)\ (?:any\ )?(?:legal\ )?(?:liability|responsibility)
    | \b(?:no|any)\ (?:liability|responsibility)\b.{{0,60}}\b(?:virus|loss|damage|{_MAIL})
    | \bunauthori[sz]ed\ (?:use|disclosure|copying|review) | \bdelete\ (?:it|this\ \w+|the\ \w+
      |all\ copies)\b.{{0,60}}\b(?:notify|inform|system|sender|computer|error)
    | \b(?:we|i)\ (?:also\ )?welcome\ (?:correspondence|calls|letters|emails)\b.{{0,40}}\bwelsh\b
      | \bcorrespond(?:ing|ence)\ in\ welsh\ will\ not
    | \brydym\ yn\ croesawu\b.{{0,40}}\b(?:gohebiaeth|galwadau)\b | \bni\ fydd\ gohebu\b | \bcroesewir\ gohebiaeth
    | \bmae'?r\ {_MAIL}\b.{{0,140}}\b(?:cyfrinachol|bwriadu|fwriadu|unig)
      | \bos\ nad\ chi\b.{{0,60}}\b(?:derbynnydd|derbyniwr)
    | \bystyriwch\ yr\ amgylchedd | \bcyn\ argraffu
    | \b(?:how|see)\b.{{0,30}}\b(?:we\ use\ your\ (?:personal\ )?(?:data|information)|privacy\ (?:notice|policy))
    | \b(?:my|our)\ working\ (?:hours|days|pattern)\ (?:may|might)\ (?:not|differ)
    | \bdo(?:n't|\ not|\ n[o’]t)?\ (?:feel\ obliged|expect)\b.{{0,60}}\boutside\ (?:of\ )?(?:your|normal)\b
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_ADDED = re.compile(
    r"""\W*(?:
      you\ don'?t\ often\ get\ email\ from\b | some\ people\ who\ received\ this\ message\ don'?t\ often\b
    | virus-?free\.?\W*(?:www\.)?\w+\.\w+\W*$ | (?:https?://)?(?:www\.)?avast\.com\b\S*$
    | this\ e-?mail\ has\ been\ (?:checked|scanned)\b
    | you\ (?:have\ )?(?:received|are\ receiving)\ this\ (?:message|e-?mail)\ because\b
    | to\ unsubscribe\ from\ (?:this|the)\ (?:list|group|mailing|thread)\b
    | to\ (?:post|unsubscribe|view\ this\ discussion|view\ archives|subscribe)\b.{0,40}
      (?:\bvisit\b|\be-?mail\b|\blist\b|https?:|\bgroup\b)
    | for\ more\ options,\ visit\b | visit\ this\ group\ at\b | more\ majordomo\ info\b
    | [\w.-]{2,40}\ mailing\ list(?:\W+\S+)?\W*$ | https?://\S*(?:/listinfo|/mailman|/d/msgid|/d/optout|unsubscribe)\S*\W*$
    | (?:view|reply\ to)\ (?:this|it)\b.{0,30}\bon\ github\b
    | diese\ (?:e-?mail|nachricht)\b.{0,200}\b(?:vertraulich|rechtlich\ geschützt|adressat|empfänger)
      | (?:sollten|wenn|falls)\ sie\ (?:nicht|diese)\b.{0,80}\b(?:adressat|empfänger|irrtümlich)
    | ce\ (?:message|courriel|mail|e-?mail)\b.{0,160}\b(?:confidentiel|destinataire|intention\ exclusive)
      | si\ vous\ (?:avez\ reçu|n'êtes\ pas|recevez)\b.{0,80}\b(?:erreur|destinataire)
    | (?:este|el\ presente)\ (?:mensaje|correo)\b.{0,200}\b(?:confidencial|destinatario)
      | (?:esta|a\ presente)\ mensagem\b.{0,200}\b(?:confidencia|destinatário)
    | (?:questo|il\ presente)\ messaggio\b.{0,200}\b(?:riservat|confidenzial|destinatari)
      | (?:dit|deze)\ (?:bericht|e-?mail)\b.{0,200}\b(?:vertrouwelijk|geadresseerde|bestemd)
    | (?:detta|denne|dette)\ (?:e-?post|e-?mail|meddelande|meddelelse|mail)\b.{0,200}
      \b(?:konfidentiell|fortrolig|avsedd)
    )""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_WANTED = re.compile(
    r"\b(?:my|our|this) (?:response|reply|submission|views|comments|answers|name|evidence)\b|\bpublish"
    r"|\b(?:we|i)\b(?: \w+)? (?:prefer|choose|support|favour|oppose|rank|suggest|propose|like)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:i|we|my|our|us|me)\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def is_disclaimer(line: str) -> bool:
    """Whether a line is a machine's notice or marking, and not a person asking for confidence in their own words.

    A notice begins as one: a paragraph in which a person says something first is theirs.
    """
    text = " ".join(line[:2000].split()).replace("’", "'")
    if _WHOLE.fullmatch(text) or _ADDED.match(text):
        return True
    if not _NOTICE.search(text[:600]) or _WANTED.search(text):
        return False
    first, *rest = _SENTENCE.split(text, maxsplit=2)
    return not _PERSON.search(text) or bool(_NOTICE.search(" ".join([first, *rest[:1]]) if len(first) < 40 else first))


def notice_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Which lines are notices: each that is one by itself, and an address or name between two of them."""
    found = {n for n, line in enumerate(lines) if is_disclaimer(line.text)}
    for n in sorted(found):
        between = [k for k in range(n + 1, min(n + 4, len(lines))) if lines[k].text]
        if (
            len(between) > 1
            and between[0] not in found
            and between[1] in found
            and is_signature_like(lines[between[0]].text)
        ):
            found.add(between[0])
    return frozenset(found)
