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
TOO_MUCH = "cannot be read: wants more memory or time than a document should"
_SIZE = struct.Struct(">Q")


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


def read(name: str, data: bytes) -> dict[str, Any]:
    """The lines of a file of a format, or why they could not be read."""
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
    return answer


def answered(name: str, seconds: int, data: bytes) -> bytes:
    """The answer of a fork that has read one file; nothing where it ended without one."""
    with suppress(Exception):
        importlib.import_module(f"ingest.attachments.{name}")  # once, for this file and those that follow
    out, into = os.pipe()
    fork = os.fork()
    if not fork:
        try:
            limit(seconds)
            _let_go(out)
            with os.fdopen(into, "wb") as writing:
                writing.write(json.dumps(read(name, data)).encode())
        finally:
            os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as said:
        answer = said.read()
    _, ended = os.waitpid(fork, 0)
    if os.WIFSIGNALED(ended):  # a limit ended it, or a library that could not bear one
        return json.dumps(_problem(TOO_MUCH)).encode()
    return answer


def _let_go(out: int) -> None:
    """A fork has no hand on what is said of other files: neither the questions nor the answers."""
    os.close(out)
    nothing = os.open(os.devnull, os.O_RDWR)
    for pipe in (0, 1):
        os.dup2(nothing, pipe)
    os.close(nothing)


def main() -> None:
    """Answer one question after the other, until there is nobody who could ask."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while head := asked.read(_SIZE.size):
        name, seconds = asked.read(*_SIZE.unpack(head)).decode().split()
        data = asked.read(*_SIZE.unpack(asked.read(_SIZE.size)))
        answer = answered(name, int(seconds), data)
        answers.write(_SIZE.pack(len(answer)) + answer)
        answers.flush()


if __name__ == "__main__":
    main()
