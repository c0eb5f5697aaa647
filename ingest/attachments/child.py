"""One attachment to lines in a process of its own, `python -m ingest.attachments.child FORMAT SECONDS`.

Bytes come in, JSON goes out.

A reader has `read`, which gives lines, or `unpack`, which gives the files within.
Limits on memory, time and output are set here before any reader is imported, so that a bomb ends this process alone.
"""

import base64
import importlib
import json
import resource
import sys
from types import ModuleType
from typing import Any

MEMORY = 1_000_000_000
SECONDS = 60
OUTPUT = 2_000_000
TOO_MUCH = "cannot be read: wants more memory or time than a document should"


def limit(seconds: int) -> None:
    """Set hard limits on memory, processor time and files written."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 400_000_000),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            continue


def _problem(words: str) -> dict[str, Any]:
    return {"lines": [], "files": [], "problem": words}


def _opened(reader: ModuleType, data: bytes) -> dict[str, Any]:
    if not hasattr(reader, "unpack"):
        return _lines(reader, data)
    files = [
        {
            "name": file.name,
            "type": file.content_type,
            "data": base64.b64encode(file.data).decode(),
            "place": file.place,
            "problem": file.problem,
        }
        for file in reader.unpack(data)
    ]
    return {"lines": [], "files": files, "problem": ""}


def _lines(reader: ModuleType, data: bytes) -> dict[str, Any]:
    try:
        return {"lines": reader.read(data), "files": [], "problem": ""}
    except Exception as error:
        if type(error).__name__ != "PartlyReadError":
            raise
        return {"lines": getattr(error, "lines", []), "files": [], "problem": f"{error} cannot be read"}


def main(name: str, seconds: int = SECONDS) -> int:
    """Read one file of a format from standard input and print its lines, or why they could not be read."""
    limit(seconds)
    data = sys.stdin.buffer.read()
    try:
        answer = _opened(importlib.import_module(f"ingest.attachments.{name}"), data)
    except MemoryError:
        answer = _problem(TOO_MUCH)
    except Exception as error:  # noqa: BLE001 - whatever a reader raises on a broken file is told to the parent
        said = str(error) if type(error).__name__ == "UnreadableError" else f"broken file ({type(error).__name__})"
        answer = _problem(f"cannot be read: {said}")
    cut, size = [], 0
    for line in answer["lines"]:
        size += len(line) + 1
        if size > OUTPUT:
            answer["problem"] = f"text beyond {OUTPUT} characters cannot be read"
            break
        cut.append(line)
    answer["lines"] = cut
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
