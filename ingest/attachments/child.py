"""Attachments to lines, each in a process of its own: what `warm.py` starts. Lengths and bytes in, JSON out.

A reader has `read`, which gives lines, or `unpack`, which gives the files within.
A fork sets limits on memory, time and output before it looks at a file, so that a bomb ends that fork alone.
"""

import base64
import importlib
import json
import os
import resource
import struct
import sys
from contextlib import suppress
from types import ModuleType
from typing import Any

MEMORY = 1_000_000_000
SECONDS = 60
OUTPUT = 2_000_000
_SIZE = struct.Struct(">Q")


def limit() -> None:
    """Set hard limits on memory, processor time and files written."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
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
        return {"lines": reader.read(data), "files": [], "problem": ""}
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


def read(name: str, data: bytes) -> dict[str, Any]:
    """The lines of a file of a format, or why they could not be read."""
    try:
        answer = _opened(importlib.import_module(f"ingest.attachments.{name}"), data)
    except MemoryError:
        answer = _problem("cannot be read: needs more memory than a document should")
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
    return answer


def answered(name: str, data: bytes) -> bytes:
    """The answer of a fork that has read one file; nothing where it ended without one."""
    with suppress(Exception):
        importlib.import_module(f"ingest.attachments.{name}")  # once, for this file and those that follow
    out, into = os.pipe()
    fork = os.fork()
    if not fork:
        try:
            limit()
            os.close(out)
            with os.fdopen(into, "wb") as writing:
                writing.write(json.dumps(read(name, data)).encode())
        finally:
            os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as said:
        answer = said.read()
    os.waitpid(fork, 0)
    return answer


def main() -> None:
    """Answer one question after the other, until there is nobody who could ask."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while head := asked.read(_SIZE.size):
        name = asked.read(*_SIZE.unpack(head)).decode()
        data = asked.read(*_SIZE.unpack(asked.read(_SIZE.size)))
        answer = answered(name, data)
        answers.write(_SIZE.pack(len(answer)) + answer)
        answers.flush()


if __name__ == "__main__":
    main()
