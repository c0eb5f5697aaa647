"""Automatic replies by their subject, in the languages that answer us."""

from classify.analysis import Evidence, Kind
from classify.rules.facts import Facts, phrase
from classify.rules.rule import FAIR, STRONG, Hit, Rule

_PREFIX = phrase(
    r"^\W{0,3}(?:automatic reply|auto(?:matic|mated)?[- ]?(?:reply|response|responder|ack\w{0,14})"
    r"|autoreply|auto(?= ?:)|"
    r"out of (?:the )?office(?: auto-?reply| reply| notification| message)?|ooo|ateb awtomatig|ymateb awtomatig|"
    r"allan o'r swyddfa|i ffwrdd o'r swyddfa|neges awtomatig|automatische antwort|abwesenheitsnotiz|"
    r"r[ée]ponse automatique|"
    r"absence du bureau|absent(?:e)? du bureau|message d'absence|respuesta autom[áa]tica|fuera de (?:la )?oficina|"
    r"risposta automatica|fuori (?:sede|ufficio)|automatisch antwoord|afwezig(?:heidsbericht)?|abwesenheit|abwesend|"
    r"resposta autom[áa]tica|autosvar|automatiskt? svar|frånvaro(?:meddelande)?|fraværsmelding|odpowiedź automatyczna|"
    r"autoodpowiedź|automaattinen vastaus|automatická odpov[eě]ď|automatikus válasz|răspuns automat|otomatik yanıt|"
    r"автоответ|on leave|on annual leave|away from (?:the )?office|vacation)(?:\s{0,2}[:/|(\]]|\s{1,2}-|\s{0,2}$)"
)
_WHOLE = phrase(
    r"^(?:i am |i'm )?(?:out of (?:the )?office|away|on (?:annual |maternity |sick |study )?leave)\b.{0,40}$|"
    r"is (?:out of the office|away|on (?:annual |maternity )?leave)(?: until .{3,30})?$|"
    r"\(automatic reply\)|\[auto-?reply\]"
)
_LOGGED = phrase(
    r"\b(?:your|thank you for your) (?:e-?mail|message|enquiry|query|correspondence|request|case|ticket)\b.{0,40}"
    r"(?:received|logged|registered|acknowledg)|"
    r"\bwe(?:'ve| have)? (?:have )?received your|^(?:e-?mail|message|correspondence|enquiry|request|case) received|"
    r"acknowledge?ment of (?:your )?(?:e-?mail|correspondence|enquiry|message|letter|receipt)|"
    r"has been (?:logged|registered)|"
    r"(?:case|ticket|request|incident) (?:#|no|ref|number|id|created|opened|received|[a-z]{0,4}-?\d)|"
    r"\[(?:ticket|case|ref|request|incident)[ :#]|mailbox (?:is )?(?:closed|not monitored|unmonitored|no longer)|"
    r"diolch am (?:eich|gysylltu)"
)


def _find(facts: Facts) -> Hit | None:
    for name, pattern, strength in (("prefix", _PREFIX, STRONG), ("whole", _WHOLE, FAIR), ("logged", _LOGGED, FAIR)):
        m = pattern.search(facts.subject)
        if m and not (facts.answers_ours and name == "prefix"):
            return Hit(strength, (Evidence(f"auto-subject:{name}", m.group()),))
    return None


RULE = Rule("auto-subject", "a subject as machines write it", Kind.AUTO_REPLY, _find)
