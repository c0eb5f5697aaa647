"""Mails that nobody would think of, made by atheris: `python -m benchmarks.fuzz MINUTES [FOLDER...]`.

Begins from the practice mails and those of the folders, changes bytes, and goes on from what reaches code that nothing
reached before. Each mail must be read without an exception, within three processor seconds, and with segments that
cover its texts exactly. What fails is told and kept as `var/fuzz/*.eml`, one for each place that failed; then add it to
`tests/ingest/test_hostile.py`. Needs atheris, which the other tools do not: `pip install atheris` (Linux).
"""

import hashlib
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from types import ModuleType
from typing import Any

KEPT = Path("var/fuzz")
SECONDS = 3.0
WORDS = (
    "Content-Type: ", "Content-Transfer-Encoding: base64", "quoted-printable", "multipart/mixed; boundary=b", "--b",
    "--b--", "message/rfc822", "text/html", "charset=", "utf-16", "iso-2022-jp", "=?utf-8?q?", "?=", "name*0*=",
    "format=flowed", "<blockquote>", "</div>", "<!--", "&#x0;", "> ", "On 3 May 2024 at 10:12, A <a@b.example> wrote:",
    "From: ", "Sent: ", "-----Original Message-----", "-- ", "Kind regards", "begin 644 a",
    "-----BEGIN PGP SIGNED MESSAGE-----",
)  # fmt: skip


def failure(raw: bytes) -> str:
    """What is wrong with how a mail is read, named by its place; empty where nothing is."""
    from ingest.parse import gather
    from tests.ingest.reading import LETTER

    began = process_time()
    try:
        found = gather(raw, LETTER)
    except Exception as error:  # noqa: BLE001 - any is what is looked for
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
    if (seconds := process_time() - began) > SECONDS:
        return f"slow, {seconds:.0f} s"
    for text in found.texts:
        at = 0
        for segment in (one for one in found.segments if one.span.part == text.part):
            if segment.span.start != at or segment.span.end <= at:
                return f"gap in {text.role}"
            at = segment.span.end
        if at != len(text.content):
            return f"end of {text.role} uncovered"
    return ""


def keeper(known: dict[str, Path], look: Callable[[bytes], str] = failure) -> Callable[[bytes], None]:
    """What looks at one mail, and keeps the first of each failure."""

    def look_at(raw: bytes) -> None:
        what = look(raw)
        if what and what not in known:
            KEPT.mkdir(parents=True, exist_ok=True)
            known[what] = KEPT / f"{hashlib.sha256(raw).hexdigest()[:12]}.eml"
            known[what].write_bytes(raw)
            print(f"{what}: {known[what]}", flush=True)

    return look_at


def main(arguments: Sequence[str]) -> int:
    """Fuzz for so many minutes; 1 where something failed, 2 where it cannot begin."""
    if not arguments or not arguments[0].isdecimal():
        print("Say for how many minutes: python -m benchmarks.fuzz 10", file=sys.stderr)
        return 2
    try:
        import atheris
    except ModuleNotFoundError:
        print("atheris is not installed. Run: pip install atheris", file=sys.stderr)
        return 2
    with atheris.instrument_imports(include=["ingest"]):
        import ingest.parse  # noqa: F401 - it is what is watched
    _run(atheris, int(arguments[0]) * 60, [Path(folder) for folder in arguments[1:]])
    return 0


def _run(atheris: ModuleType, seconds: int, folders: Sequence[Path]) -> None:
    from config.load import find_consultation

    begin = [*folders, find_consultation("practice") / "mailbox"]
    with tempfile.TemporaryDirectory() as place:
        seeds, words = Path(place, "seeds"), Path(place, "words")
        seeds.mkdir()
        for number, path in enumerate(path for folder in begin for path in sorted(folder.rglob("*.eml"))):
            (seeds / str(number)).write_bytes(path.read_bytes()[:20_000])
        words.write_text("".join('"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n' for word in WORDS))
        options = [
            f"-max_total_time={seconds}",
            "-max_len=20000",
            f"-dict={words}",
            "-timeout=60",
            "-rss_limit_mb=4096",
        ]
        setup: Any = atheris.Setup
        setup([sys.argv[0], *options, str(seeds)], keeper({}))
        atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
