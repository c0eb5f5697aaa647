"""Acknowledgements by a machine: ticketing systems, contact centres, closed and unwatched mailboxes."""

from dataclasses import replace

from classify.analysis import Kind
from classify.rules.facts import Facts, phrase
from classify.rules.rule import FAIR, STRONG, WEAK, Cue, Hit, Rule, Where, weigh

_CUES = (
    Cue(
        phrase(
            r"\b(?:this is an? (?:auto\w{0,8}|system[- ]generated) ~ (?:reply|response|message|acknowledge?ment"
            r"|e-?mail|"
            r"receipt|notification)"
            r"|(?<!\ban\x20)(?<!\byour\x20)(?<!\bthe\x20)(?<!\bher\x20)(?<!\bhis\x20)auto(?:matic|mated) (?:reply|"
            r"response|message|acknowledge?ment|e-?mail|receipt))"
        ),
        STRONG + FAIR,
        "says-so",
    ),
    Cue(
        phrase(r"\bauto(?:matic|mated) (?:reply|response|message|acknowledge?ment|e-?mail|receipt)"),
        FAIR,
        "says-so",
    ),
    Cue(phrase(r"\b(?:ateb|ymateb|neges|cydnabyddiaeth) awtomatig"), STRONG + FAIR, "says-so"),
    Cue(phrase(r"\b(?:generated|sent|issued) automatically|automatically (?:generated|sent)"), STRONG, "says-so"),
    Cue(
        phrase(
            r"\b(?:please )?do(?:n't| not) (?:reply|respond) (?:directly )?to (?:this|it)\b|"
            r"peidiwch ag ateb"
        ),
        STRONG,
        "no-reply",
    ),
    Cue(
        phrase(
            r"\bplease do not reply\b|replies (?:to this (?:e-?mail|address|message) )?(?:are|"
            r"will) not (?:be )?(?:read|monitored|seen)"
        ),
        STRONG,
        "no-reply",
    ),
    Cue(
        phrase(
            r"\b(?:mailbox|inbox|e-?mail (?:address|account)|account|address) ~ (?:closed|"
            r"not (?:being )?(?:actively )?monitored|unmonitored|no longer (?:in use|used|monitored|active|"
            r"checked|live)|being retired|not staffed)"
        ),
        STRONG + WEAK,
        "closed",
    ),
    Cue(
        phrase(r"\b(?:blwch (?:post|derbyn)|cyfeiriad) ~ (?:wedi cau|ddim yn cael ei fonitro|yn cau)"),
        STRONG + WEAK,
        "closed",
    ),
    Cue(
        phrase(
            r"\b(?:logged|recorded|registered|raised) (?:as|under|with)(?: the)?(?: (?:case|ticket|"
            r"ref\w{0,6}|incident|request|number|id))? ?[:#]?[A-Z]{0,6}[-/]?[\dA-Z/-]{3,24}"
        ),
        FAIR,
        "ticket",
    ),
    Cue(
        phrase(
            r"\b(?:case|ticket|request|incident|enquiry|unique|tracking) (?:ref\w{0,6}|number|no|"
            r"id)(?: (?:is|for this ~ is))?\.?:? ?#?[A-Z]{0,6}[-/]?\d"
        ),
        FAIR,
        "ticket",
    ),
    Cue(phrase(r"\b(?:given|assigned|allocated) (?:the |a )?(?:case|ticket|reference|unique)"), FAIR, "ticket"),
    Cue(phrase(r"reply above this line|-{2,} ?reply above"), STRONG, "ticket"),
    Cue(
        phrase(
            r"\b(?:we|this e-?mail|this message|this is to) ~ confirm(?:s|ing)? ~ (?:receipt|received)|"
            r"\byour (?:e-?mail|message|correspondence|enquiry|query|request) has been (?:received|logged|"
            r"registered|passed|forwarded)"
        ),
        WEAK,
        "received",
    ),
    Cue(
        phrase(
            r"\bwe(?:'ve| have) received your (?:e-?mail|message|enquiry|query|correspondence|request)|"
            r"your (?:e-?mail|message) is important to us|rydym wedi derbyn eich"
        ),
        WEAK,
        "received",
    ),
    Cue(
        phrase(
            r"\bthank you for (?:contacting|getting in touch with|writing to|e-?mailing|your (?:e-?mail|"
            r"enquiry|correspondence) to)\b|diolch am (?:gysylltu|ysgrifennu) â"
        ),
        WEAK,
        "thanks",
    ),
    Cue(
        phrase(
            r"\b(?:aim|endeavour|try|hope|target|standard|service level|commit\w{0,3}) ~ (?:respond|reply|"
            r"answer|response|acknowledge|deal with) ~ (?:within|in) ~ (?:working|business|"
            r"calendar) (?:days|hours)"
        ),
        WEAK + 0.5,
        "service-standard",
    ),
    Cue(
        phrase(
            r"\b(?:within|target:?|in) (?:the next )?\w{1,7} (?:\(\d{1,2}\) )?(?:working|business) (?:days|"
            r"hours)|o fewn \w{1,6} (?:diwrnod|niwrnod) gwaith"
        ),
        WEAK,
        "service-standard",
    ),
    Cue(
        phrase(
            r"\bif (?:you are|you're|your (?:e-?mail|message|enquiry|query|correspondence|request|call)|"
            r"you (?:wish|want|would like|need)|it) ~ (?:about|concerns|relates|regarding|is a|to report|"
            r"media|press|complaint|freedom of information|urgent)"
        ),
        WEAK,
        "menu",
    ),
    Cue(
        phrase(
            r"\b(?:our|the) (?:opening|office|phone lines?) (?:hours|times)?(?: are|:)|(?:call|dial|ring|"
            r"telephone) (?:999|101|111)\b"
        ),
        WEAK,
        "menu",
    ),
)


_SIGNED_CUES = tuple(replace(c, where=Where.SIGNED) for c in _CUES)


def _find(facts: Facts) -> Hit | None:
    hit = weigh("acknowledgement", _SIGNED_CUES, facts)
    return hit and Hit(min(hit.strength, STRONG + STRONG), hit.evidence)


RULE = Rule("acknowledgement", "the wording of a machine's acknowledgement", Kind.AUTO_REPLY, _find)
