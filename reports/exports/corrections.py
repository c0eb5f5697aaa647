"""What people said of the machine's word: one row a correction. For the lead alone."""

import json
from collections.abc import Iterator

from reports.exports.schema import Column, Form, Row, Type
from reports.exports.telling import Telling
from store.words import live_words

FORM = Form(
    "corrections",
    "A person's word on one field of a mail",
    (
        Column("mail", Type.TEXT, "The archive id of the mail"),
        Column("field", Type.TEXT, "What it is about, as soundings history names it"),
        Column("value", Type.TEXT, "What the person said, as JSON"),
        Column("stands", Type.FLAG, "Whether it counts: neither taken back nor followed by another on the same field"),
        Column("by", Type.TEXT, "Who said so"),
        Column("because", Type.TEXT, "Why"),
        Column("said_at", Type.MOMENT, "When"),
        Column("rules_version", Type.TEXT, "The version of rules and models whose word they saw"),
    ),
)


def rows(telling: Telling) -> Iterator[Row]:
    """Mail by mail, oldest first, each in the order in which it was said."""
    zone = telling.basis.results.consultation.zone
    for record in telling.basis.records:
        live = [id(word) for word in live_words(record.corrections).values()]
        for word in record.corrections:
            yield {
                "mail": word.archive_id,
                "field": word.field,
                "value": json.dumps(word.value, ensure_ascii=False, sort_keys=True),
                "stands": id(word) in live,
                "by": word.by,
                "because": word.reason,
                "said_at": word.at.astimezone(zone),
                "rules_version": word.rules_version,
            }
