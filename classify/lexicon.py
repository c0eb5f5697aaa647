"""Families of words by which people choose, turn down, propose, decline, hedge and give reasons.

General English of replies, whatever the letter is about; each family is one feature for the models, so that a rare
word speaks with the voice of its family.
"""

import re
from functools import lru_cache

_FAMILIES: dict[str, str] = {
    "choose": r"prefer\w*|favour\w*|choos\w*|chose|choice|pick\w*|select\w*|opt\w*|vote\w*|plump\w*|go(?:es)? for"
    r"|went for|go with|put (?:me|us) down|back(?:s|ed|ing)?|support\w*|endors\w*|welcom\w*|commend\w*"
    r"|champion\w*|keen|want\w*|would like|we'd like|i'd like|like to see|love to see|glad to see|pleased to see"
    r"|nominat\w*|select\w*|yes|please",
    "rank": r"first|second|third|fourth|fifth|top|foremost|highest|number one|no\.? ?1|order|rank\w*|followed by"
    r"|then|next|closely|runner|ahead|lead\w*|main|prime|primary|principal|equal|joint|last",
    "urgent": r"priorit\w*|urgent\w*|pressing|important|matter\w*|need\w*|essential|vital|critical\w*|overdue"
    r"|timely|must|deserv\w*|merit\w*|worth\w*|benefit\w*|valuable|useful|help\w*|compelling|significant"
    r"|strong\w*|clear\w*",
    "refuse": r"drop\w*|leav\w* out|left out|omit\w*|remov\w*|set aside|give up|giv\w* way|make way|lose|spare"
    r"|skip\w*|forgo|defer\w*|postpon\w*|delay\w*|hold (?:off|over|back)|wait\w*|later|park\w*|oppos\w*|against"
    r"|object\w*|resist\w*|reject\w*|rule out|discount\w*|deprioriti\w*|de-prioriti\w*|unnecessar\w*|premature\w*"
    r"|too (?:soon|early|late|narrow)|unsuitable|duplicat\w*|overlap\w*|covered|done|enough"
    r"|steer\w* (?:away|clear)|avoid\w*|less|least|low(?:er|est)?|unconvinced|unpersuaded|not persuaded"
    r"|not convinced|wary|sceptic\w*|little (?:gain|value|merit|point|case|appetite)",
    "negate": r"not|no|never|neither|nor|none|nothing|without|cannot|can't|won't|wouldn't|don't|doesn't|isn't"
    r"|aren't|hardly|scarcely|barely|rather not",
    "replace": r"replac\w*|in (?:its|their) place|in place of|instead\w*|rather than|substitut\w*|swap\w*"
    r"|exchang\w*|at the expense of|in lieu|sooner than|over|make room|make space|drop\w*|displac\w*"
    r"|take the place",
    "add": r"add\w*|additional\w*|also|extra|suggest\w*|propos\w*|recommend\w*|further|more|another|new|else"
    r"|besides|missing|absent|omi(?:t|ss)\w*|gap\w*|not (?:on|in) (?:your|the) list|beyond|alternativ\w*"
    r"|consider\w*|includ\w*|put forward|put in a word|commend|urge\w*|ask\w*|idea\w*|thought|one (?:more|other)"
    r"|could (?:you|we)|may we|might",
    "empty": r"none|nil|n/a|nothing|no (?:further|additional|other|more|alternative|extra|new)|not have any"
    r"|no comment\w*|nothing (?:further|else|more|to)"
    r"|no (?:proposals?|suggestions?|ideas?|preferences?|views?|strong|opinion)|content with|happy with"
    r"|do not (?:wish|propose|have)|don't (?:wish|propose|have)|would not (?:add|presume)|nor (?:do|have)",
    "indifferent": r"no (?:strong )?(?:preference|view|opinion|feelings?)|either|any of|indifferent|neutral"
    r"|undecided|split|divided|easy|equally|don't mind|do not mind|whichever|no settled|not (?:reached|formed)"
    r"|reserv\w*|differ\w*|abstain\w*|leave (?:it|that|this) to|take no|offer no|express no"
    r"|neither for nor against|see (?:the )?(?:case|both)",
    "hedge": r"perhaps|maybe|might|may|could|possibl\w*|some merit|tentativ\w*|slight\w*|lean\w*|if pushed"
    r"|on balance|suppose|not opposed|no objection\w*|not averse|wouldn't (?:mind|object)"
    r"|would not (?:mind|object|be opposed)|interest\w*",
    "condition": r"if|provided|providing|subject to|unless|as long as|so long as|only|depend\w*|assuming|once"
    r"|until|when",
    "contrast": r"but|however|although|though|while|whilst|whereas|yet|that said|nevertheless|even so"
    r"|on the other hand|by contrast",
    "reason": r"because|since|as|given|evidence\w*|data|figures?|survey\w*|found|finding\w*|report\w*|per cent"
    r"|percent|%|number\w*|rose|risen|increas\w*|doubled|cases?|year\w*|last year",
    "others": r"some (?:of|members|colleagues|people)|members|colleagues|others|they|respondents|poll\w*"
    r"|survey\w*|majority|minority|staff|practitioners|young people told|told us|argued|one of us|a few",
    "report": r"note\w*|letter|state\w*|says|said|describ\w*|mention\w*|paragraph|para|recognis\w*|acknowledg\w*"
    r"|read\w*|saw|aware",
    "thanks": r"thank\w*|grateful|pleased to (?:respond|comment|reply)|opportunity|diolch|invit\w*|appreciat\w*"
    r"|welcome the opportunity",
    "about-us": r"we are|is (?:a|an|the)|represent\w*|founded|charity|association|membership"
    r"|our (?:role|work|members|remit)|established|statutory|responsib\w*|my (?:role|office|team)|on behalf"
    r"|speak for|i write|we run|works? (?:with|to)",
    "contact": r"contact\w*|discuss\w*|meet\w*|happy to|glad to|call|e?mail|look forward|hesitate"
    r"|further information|steering|offer",
    "process": r"consult\w*|deadline|timing|timetable|burden\w*|fieldwork|notice|resource\w*|capacity"
    r"|coordinat\w*|sequenc\w*|coincid\w*|methodolog\w*|scope|sample|terms of reference|joint(?:ly)?"
    r"|inspectors? (?:should|might|could|will)",
    "ours": r"we|our|us|i|my|me"
    r"|the (?:board|council|trust|association|committee|fund|network|office|society|minister)",
    "yours": r"you|your|yours",
}


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)) for name, words in _FAMILIES.items())


@lru_cache(maxsize=20_000)
def families_in(text: str) -> tuple[str, ...]:
    """The names of the families of which a text has a word; straight quotes expected."""
    return tuple(name for name, pattern in _patterns() if pattern.search(text))
