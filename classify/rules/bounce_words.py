"""How mail systems say that they could not deliver, by language. A wording is added by adding a line."""

SUBJECTS = (
    r"undeliver(?:able|ed)|undelivered mail|returned mail|mail returned",
    r"returned to sender|message status - undeliverable",
    (
        r"delivery (?:status notification|failure|has failed|report|notification|delayed|problem|error|status"
        r"|unsuccessful)"
    ),
    (
        r"(?:\[postmaster\] )?(?:e-?mail|mail|message|smtp)(?: system)? (?:delivery|system"
        r"|transport)?\s?(?:failed|failure|error|problem)"
    ),
    r"failure notice|failed (?:mail|delivery)|mail (?:could not be|delivery)",
    r"postmaster notify|notice: mail delivery status",
    r"message (?:not delivered|delayed|undeliverable|delivery failure|you sent (?:was )?blocked)",
    r"\W{0,3}message you sent blocked|considered unsolicited bulk|banned contents|virus (?:in|found in) (?:mail|your)",
    r"warning: (?:message .{3,40} delayed|could not send message)|delayed mail",
    r"(?:could|can)(?:n't| not|not) (?:be )?(?:deliver|send)",
    r"non-?delivery|nondeliverable|non delivery notification|rejected mail",
    r"(?:your )?message (?:was )?(?:rejected|blocked)",
    r"ni ellid danfon|heb ei ddanfon|methu (?:â )?danfon",
    r"unzustellbar|nicht zustellbar|zustellung fehlgeschlagen|fehler bei der (?:nachrichten)?zustellung",
    r"non remis|échec de (?:la )?(?:remise|distribution)|message non (?:remis|distribué)",
    r"no se puede entregar|no se pudo entregar|no entregado|error (?:de|en la) entrega",
    r"onbestelbaar|niet bezorgd|non recapitabile|mancata consegna|impossibile recapitare",
    r"não (?:é possível entregar|entregue|foi possível entregar)",
    r"det gick inte att leverera|olevererbart|kan inte levereras",
    r"ikke leveret|kunne ikke leveres|kan ikke leveres|nie można dostarczyć|niedostarczon|toimitus epäonnistui",
    r"nedoručitelné|nelze doručit|kézbesíthetetlen|teslim edilemedi|не доставлено|недоставлен|配信不能|未送达|无法送达",
)
"""How the subject of a report begins."""

TEXTS = (
    r"(?:could|can|did|has|have|was|were)(?:n't|not| not)(?: yet)?(?: be| been| able to)?(?: be)? deliver(?:ed|y)?\b",
    r"(?:could|can)(?:n't|not| not) be (?:reached|sent|delivered)",
    r"not been delivered|did not reach|deliver ~ to the following",
    (
        r"delivery (?:has failed|to (?:the following|these)|attempts? (?:will|has|have)|of the (?:e-?mail"
        r"|message) was stopped)"
    ),
    r"delivery ~ (?:has been delayed|was delayed|is delayed|failed)",
    r"permanent(?: fatal)? errors?|transient non-fatal errors",
    r"returned to (?:the )?sender|wasn't able to deliver|(?:unable|failed) to deliver|delivery to \S{3,80} failed",
    r"(?:was|were|are|is) undeliverable|undeliverable (?:to|mail|recipient)",
    r"address(?:es)?(?:\(es\))? (?:failed|had)|addresses failed",
    r"not listed in (?:public name|domino)|user (?:unknown|not (?:known|local|listed))|unknown (?:user|recipient)",
    r"no such (?:user|mailbox|recipient|address)|invalid (?:recipient|mailbox|address)",
    (
        r"(?:address|mailbox|recipient|account|user) ~ (?:does not exist|doesn't exist|wasn't found|not found"
        r"|unavailable|rejected)"
    ),
    r"message (?:is |was )?blocked|was blocked by|quota exceeded|over quota",
    r"mailbox (?:is )?full|full mailbox|rejected (?:by|your message)",
    r"still undelivered|delivery incomplete|delivery problems|cannot be delivered|considered unsolicited",
    r"ni ellid danfon|methodd|wedi methu",
    r"nicht zugestellt|konnte nicht zugestellt|fehler bei der nachrichtenzustellung",
    r"unzustellbar|zustellung ~ fehlgeschlagen",
    r"échec de la remise|n'a pas (?:pu être|été) (?:remis|distribué|délivré)|adresse ~ introuvable",
    r"no se (?:pudo|ha podido|puede) entregar|no ha podido ser entregado",
    r"niet (?:worden )?bezorgd|kon niet worden (?:bezorgd|afgeleverd)",
    r"impossibile recapitare|non è stato (?:recapitato|consegnato)",
    r"não (?:pôde ser|foi possível|foi) entreg\w{1,3}|gick inte att leverera",
    r"kunde inte levereras|kunne ikke (?:leveres|afleveres)",
    r"nie (?:można|udało się) (?:było )?dostarczyć|nie zostać dostarczona",
    r"ei voitu toimittaa|nelze doručit|配信できません",
)
"""What a report says of the mail."""

LATE = (
    r"delayed|not yet been delivered|hasn't been delivered yet",
    r"delivery incomplete|will (?:be )?retr(?:y|ied)|keep trying|continue to try|been postponed",
    r"still (?:being retried|undelivered)|warning message only|transient non-fatal|could not send message for past",
    r"verzögert|retardé|retrasad|vertraagd|ritard|atrasad|försenad|forsinket|opóźnion",
)
"""What a report says of a mail that is only late."""
