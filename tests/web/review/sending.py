"""The forms of the review pages as a browser without scripts sends them."""

import html
import re

from starlette.testclient import TestClient

from ingest.message import ArchiveId
from store.rows import Correction, MailRecord
from store.unit_of_work import Store
from tests.soundings.desk import NAME

Form = dict[str, list[str]]


def record_of(store: Store, mail: ArchiveId) -> MailRecord:
    return next(r for r in store.load_mails(NAME) if r.mail.archive_id == mail)


def words_on(store: Store, mail: ArchiveId) -> tuple[Correction, ...]:
    return record_of(store, mail).corrections


def path_of(record: MailRecord) -> str:
    return f"/review/{record.mail.archive_id}"


def form_of(page: str, action: str) -> Form:
    """What a browser would send of the form with this action, as the page has it."""
    whole = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.S)
    assert whole, f"no form for {action}"
    found: Form = {}

    def put(tag: str, value: str) -> None:
        found.setdefault(_attribute(tag, "name"), []).append(html.unescape(value))

    for tag in re.findall(r"<input[^>]*>", whole[0]):
        if _attribute(tag, "type") not in ("radio", "checkbox") or " checked" in tag:
            put(tag, _attribute(tag, "value"))
    for tag, words in re.findall(r"(<textarea[^>]*>)\n?(.*?)</textarea>", whole[0], re.S):
        put(tag, words)
    for tag, options in re.findall(r"(<select[^>]*>)(.*?)</select>", whole[0], re.S):
        every = re.findall(r"<option[^>]*>", options)
        put(tag, _attribute(next((o for o in every if " selected" in o), every[0]), "value"))
    return found


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found[1] if found else ""


def send(client: TestClient, record: MailRecord, form: Form, **inputs: str) -> tuple[int, str]:
    """Send the form of a mail with some inputs changed: the status, and where it leads or the page."""
    data = form | {name.replace("__", "."): [value] for name, value in inputs.items()}
    answer = client.post(path_of(record), data=data, follow_redirects=False)
    return answer.status_code, answer.headers.get("location", answer.text)


def opened(client: TestClient, record: MailRecord) -> Form:
    return form_of(client.get(path_of(record)).text, path_of(record))
