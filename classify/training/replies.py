"""Labelled replies as people wrote them for training (YAML with tagged words), turned into mails with labels.

A world is a folder with one letter (`letter.txt`, `world.yml`; the shipped letter where there is none) and its
replies. Tags: [[Q1]]..[[/Q1]] words that answer a question, [[P1]] the title of a proposal, [[E1]] its support;
`{{Q1}}`, `{{2.2.a}}`, `{{sec:2}}`, `{{cover}}` stand for pieces of the letter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import yaml

from config.consultation import Consultation

_TAG = re.compile(r"\[\[(/?)([QPE]\w+)\]\]")
_MACRO = re.compile(r"\{\{([^}]+)\}\}")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One mail with what a right analysis says of it (the exchange form of docs/analysis.md)."""

    world: str
    id: str
    raw: bytes
    gold: dict[str, Any]


def load_replies(folder: Path, consultation: Consultation) -> Iterator[Labelled]:
    """Every reply of a world, in the order of its files. Raises ValueError naming a reply with a broken tag."""
    for path in sorted(folder.glob("*.yaml")):
        for written in yaml.safe_load_all(path.read_text(encoding="utf-8")):
            if written and "body" in written:
                yield _labelled(folder.name, written, consultation)


def load_bodies(folder: Path) -> list[str]:
    """The plain words of every reply of a world, its letter's pieces and tags left out."""
    return [
        _MACRO.sub(" ", _TAG.sub("", text["body"]))
        for path in sorted(folder.glob("*.yaml"))
        for written in yaml.safe_load_all(path.read_text(encoding="utf-8"))
        if written
        for text in (written, *(written.get("attachments") or ()))
        if "body" in text
    ]


def _labelled(world: str, written: dict[str, Any], consultation: Consultation) -> Labelled:
    labels: dict[str, list[str]] = {}
    try:
        bodies = [_untag(b["body"], labels) for b in (written, *(written.get("attachments") or ())) if "body" in b]
    except ValueError as error:
        raise ValueError(f"{world} {written['id']}: {error}") from error
    message = EmailMessage()
    message["From"] = f'"{written["from"]["name"]}" <{written["from"]["email"]}>'
    message["To"] = "consultation@inspectorate.example"
    message["Subject"] = written["subject"]
    message["Date"] = format_datetime(datetime.fromisoformat(str(written["date"])))
    texts = [_with_letter(b, consultation) for b in bodies]
    message.set_content(texts[0])
    for number, text in enumerate(texts[1:], 1):
        message.add_attachment(text, filename=f"reply-{number}.txt")
    return Labelled(world, written["id"], message.as_bytes(), _gold(written, labels))


def _untag(body: str, labels: dict[str, list[str]]) -> str:
    out, opened, last = "", dict[str, int](), 0
    for tag in _TAG.finditer(body):
        out += body[last : tag.start()]
        last = tag.end()
        closing, name = tag.groups()
        if not closing:
            opened[name] = len(out)
        elif name not in opened:
            raise ValueError(f"[[/{name}]] was not opened")
        else:
            words = _MACRO.sub(" ", out[opened.pop(name) :])
            labels.setdefault(name, []).append(" ".join(words.split()))
    if opened:
        raise ValueError(f"never closed: {', '.join(opened)}")
    return out + body[last:]


def _with_letter(body: str, consultation: Consultation) -> str:
    body = _MACRO.sub(lambda m: "\n\n" + "\n\n".join(_piece(m[1], consultation)) + "\n\n", body)
    body = re.sub(r"^# ", "", body, flags=re.MULTILINE)
    body = re.sub(r"^\|(.*)\|\s*$", lambda m: "\t".join(c.strip() for c in m[1].split("|")), body, flags=re.MULTILINE)
    body = re.sub(r"^[\t\-: ]+\n", "", body, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", body).strip() + "\n"


def _piece(name: str, consultation: Consultation) -> list[str]:
    paragraphs = consultation.letter.paragraphs
    if name == "cover":
        return list(consultation.letter.cover)
    if name.startswith("sec:"):
        number, out, inside = name[4:], [], False
        for paragraph in paragraphs:
            if re.match(r"\d\. [A-Z]", paragraph):
                inside = paragraph.startswith(f"{number}. ")
            if inside:
                out.append(paragraph)
        return out
    for question in consultation.questions:
        if name == question.id:
            return [next((p for p in paragraphs if p.startswith(f"{name}:")), question.text)]
    topic = next(t for t in consultation.topics if t.id == name)
    begins = re.compile(rf"\(?{topic.letter}\) {re.escape(topic.title)}", re.IGNORECASE)
    return [next(p for p in paragraphs if begins.match(p))]


def _gold(written: dict[str, Any], labels: dict[str, list[str]]) -> dict[str, Any]:
    declared = written.get("answers") or {}
    answers = {}
    for question in ("Q1", "Q2", "Q3", "Q4"):
        status = declared.get(question) or ("answered" if question in labels else "absent")
        answers[question] = {"status": status, "text": " ".join(labels.get(question, []))}
    proposals = [
        {
            "question": p["question"],
            "title": labels[key][0],
            "evidence": " ".join(labels.get(f"E{key[1:]}", [])),
            "priority": p.get("priority"),
            "replaces": sorted(p.get("replaces") or []),
        }
        for key, p in (written.get("proposals") or {}).items()
    ]
    return {
        "file": f"{written['id']}.eml",
        "form": written["form"],
        "kind": written["kind"],
        "stakeholders": sorted(written.get("stakeholders") or []),
        "answers": answers,
        "topics": {t["id"]: {"stance": t["stance"], "rank": t.get("rank")} for t in written.get("topics") or []},
        "proposals": proposals,
        "extension_requested": bool(written.get("extension_requested")),
        "confidential": bool(written.get("confidential")),
    }
