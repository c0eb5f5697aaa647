"""A process that stands ready to read attachments, each in a child of its own: what starts once need not start again.

It has loaded Python and the readers that were asked for, and nothing of any file. For each file it forks; the fork sets
itself the limits of `child.py`, reads, answers and is gone. Where one takes too long all of it is ended, and the next
file has a new one. It ends by itself when the process that it works for is gone.
"""

import contextlib
import json
import os
import select
import signal
import struct
import subprocess
import sys
import threading
from pathlib import Path
from time import monotonic
from typing import IO, Any

import ingest

_SIZE = struct.Struct(">Q")
_CHUNK = 1 << 20


class SilentError(Exception):
    """No answer came; `late` where that took too long."""

    def __init__(self, late: bool) -> None:
        super().__init__("late" if late else "ended")
        self.late = late


class Warm:
    """The process, started when it is first asked; one question at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._of = 0

    def ask(self, module: str, data: bytes, seconds: float) -> dict[str, Any]:
        """What a reader makes of a file; `module` is its name and the processor seconds that it has, "docx 60".

        Raises SilentError where no answer has come after so many seconds by the clock.
        """
        with self._lock:
            process = self._running()
            try:
                answer = _exchange(process, module, data, monotonic() + seconds)
                return dict(json.loads(answer))
            except BaseException as error:
                self._kill()
                if isinstance(error, OSError | ValueError):
                    raise SilentError(late=isinstance(error, TimeoutError)) from error
                raise

    def end(self) -> None:
        """Let the process go; the next question starts another."""
        with self._lock:
            self._kill()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._of != os.getpid():  # a fork of ours has no share in its parent's
            self._process, self._of = None, os.getpid()
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ingest.attachments.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=Path(str(ingest.__file__)).parent.parent,
                start_new_session=True,
                bufsize=0,
            )
        return self._process

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None or self._of != os.getpid():
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()


def _exchange(process: subprocess.Popen[bytes], module: str, data: bytes, until: float) -> bytes:
    """Hand over a file and wait for the answer. Raises TimeoutError, or OSError and ValueError where it ended."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("no pipes")
    name = module.encode()
    waiting = memoryview(_SIZE.pack(len(name)) + name + _SIZE.pack(len(data)) + data)
    while waiting:
        _, ready, _ = select.select([], [process.stdin], [], max(0.0, until - monotonic()))
        if not ready:
            raise TimeoutError
        waiting = waiting[os.write(process.stdin.fileno(), waiting[:4096]) :]
    (size,) = _SIZE.unpack(_read(process.stdout, _SIZE.size, until))
    return _read(process.stdout, size, until)


def _read(pipe: IO[bytes], size: int, until: float) -> bytes:
    got = bytearray()
    while len(got) < size:
        ready, _, _ = select.select([pipe], [], [], max(0.0, until - monotonic()))
        if not ready:
            raise TimeoutError
        more = os.read(pipe.fileno(), min(_CHUNK, size - len(got)))
        if not more:
            raise ValueError("it ended")
        got += more
    return bytes(got)


WARM = Warm()
"""The one of this process."""
