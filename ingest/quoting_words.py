"""The words by which mail programs introduce another's mail, by language. A language is added by adding a line."""

import re

_FROM = (
    "from|oddi wrth|von|de|van|da|från|fra|od|lähettäjä|feladó|de la|kimden|από|от|expéditeur|remitente|发件人|差出人"
)
_DATE = (
    "sent|date|anfonwyd|dyddiad|wedi'i anfon|gesendet|datum|envoyé|envoyé le|date d'envoi|enviado|enviado el|enviado em"
    "|enviada em|enviada|fecha|data|verzonden|verzonden op|inviato|skickat|sendt|dato|wysłano|wysłane|lähetetty|päivä"
    "|päivämäärä|odesláno|küldve|dátum|trimis|gönderildi|tarih|ημερομηνία|στάλθηκε|отправлено|дата|发送时间|日期|送信日時"
)
_TO = "to|at|an|à|para|aan|a|till|til|do|vastaanottaja|komu|címzett|către|kime|προς|кому|收件人|宛先"
_CC = "cc|copi|bcc|kopie|kopia|kopi|copie|copia|copie à|dw|udw|másolatot kap|bilgi|κοιν|копия|抄送"
_SUBJECT = (
    "subject|pwnc|testun|betreff|objet|asunto|onderwerp|oggetto|assunto|ämne|emne|temat|aihe|předmět|predmet|tárgy"
    "|subiect|konu|θέμα|тема|主题|件名"
)
_OTHER = (
    "importance|reply-to|attachments|pwysigrwydd|atodiadau|sender|resent-from|blaenoriaeth|organisation|organization"
    "|priority|wichtigkeit|anlagen|when|where|antwort an|répondre à|pièces jointes"
)
FIELDS = {
    name: field
    for field, names in (
        ("other", _OTHER), ("cc", _CC), ("to", _TO), ("date", _DATE), ("subject", _SUBJECT), ("from", _FROM),
    )
    for name in names.split("|")
}  # fmt: skip
"""What each label of a header block means: from, date, to, cc, subject or other."""

FIELD_NAMES = "|".join(sorted((re.escape(name) for name in FIELDS), key=len, reverse=True))

ORIGINAL = (
    r"original (?:message|appointment|e-?mail)|neges wreiddiol|ursprüngliche nachricht|original-?nachricht"
    r"|message d['’]origine|message original|mensaje original|oorspronkelijk bericht|messaggio originale"
    r"|mensagem original|ursprungligt meddelande|oprindelig meddelelse|opprinnelig melding"
    r"|(?:oryginalna )?wiadomość(?: oryginalna)?|alkuperäinen viesti|původní zpráva|eredeti üzenet|mesaj original"
    r"|исходное сообщение|orijinal mesaj"
)
"""What stands between dashes above a mail that is answered."""

FORWARDED = (
    r"forwarded message|forwarded by\b.{0,120}|neges (?:a anfonwyd ymlaen|wedi['’]i hanfon ymlaen)"
    r"|weitergeleitete nachricht|message (?:transféré|réexpédié)|mensaje reenviado|doorgestuurd bericht"
    r"|messaggio inoltrato|mensagem encaminhada|vidarebefordrat meddelande|videresendt (?:besked|meddelelse)"
    r"|wiadomość przekazana|przekazana wiadomość"
)
"""What stands between dashes above a mail that is passed on."""

FORWARD_BEGINS = (
    r"begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)"
    r"|début du message (?:réexpédié|transféré)"
    r"|inicio del mensaje reenviado|begin doorgestuurd bericht|inizio messaggio inoltrato"
    r"|início da mensagem (?:reencaminhada|encaminhada)|vidarebefordrat brev|start på videresendt besked"
)
"""Apple's words above a mail that is passed on; a colon follows."""

ON = r"on|ar|am|le|el|op|il giorno|il|em|no dia|den|dne|dnia|w dniu|på|pe|at|la"
"""How an attribution begins."""

WROTE = (
    r"wrote|writes|ysgrifennodd|schrieb|schreibt|a écrit|escribió|escribe|schreef|geschreven|ha scritto|scrive"
    r"|escreveu|skrev|skriver|napisał\(a\)|napisała|napisał|napsal\(a\)|napsal|kirjoitti|(?:ezt )?írta|a scris|yazdı"
    r"|написал\(а\)|написал|пишет|έγραψε|写道|書きました"
)
"""The verb of an attribution."""

PRONOUNS = r"i|we|you|he|she|they|it|who|ich|wir|sie|er|je|nous|vous|il|elle|fi|ni|chi|yo|tú|wij|ik"
"""Who writes in prose and not in an attribution."""
