"""A picture of every page, over the practice consultation: python -m benchmarks.screens [--home DIR] [--to DIR].

The practice mails are taken in and read first where the home folder is not there yet, which takes a minute or two. Each
picture is at most 150 KB.
"""

import argparse
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from config.load import find_consultation
from soundings.bootstrap import load_reader, open_office
from soundings.commands.demo import PRACTICE
from soundings.desk import OfficeDesk
from soundings.progress import warn
from soundings.pull import pull_files
from tests.web.browser import PHONE, WINDOW, chromium, open_page, serving
from web.access import Access, Role, User
from web.app import create_app

AT = datetime(2024, 11, 22, 12, 0, tzinfo=UTC)
LARGEST = 150_000
REPLY = "7e4b9470e166"
"""A reply to every question, from a line of the list."""
DOUBTFUL = "4261f33f8622704fac93b9e6cb2683ae3f6fa7bd7413651dcfc9713bc4d9820b"
"""One that waits: two questions and a topic are not sure."""
PROJECT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Screen:
    """One picture: its file's name, the page, and whether it is taken of a phone and how far down it goes."""

    name: str
    path: str
    phone: bool = False
    height: int = 1400


SCREENS = (
    Screen("status", "/"),
    Screen("status-phone", "/", phone=True),
    Screen("stakeholder", "/stakeholders/rpd-kent-surrey-and-sussex"),
    Screen("stakeholder-phone", "/stakeholders/rpd-kent-surrey-and-sussex", phone=True),
    Screen("chasers", "/chasers"),
    Screen("chasers-phone", "/chasers", phone=True),
    Screen("results", "/results"),
    Screen("results-phone", "/results", phone=True),
    Screen("behind-a-figure", "/results/behind?figure=2.2.e.prefer"),
    Screen("administration", "/administration"),
    Screen("list", "/administration/list"),
    Screen("add-a-reply", "/administration/add"),
    Screen("replies", "/replies"),
    Screen("replies-searched", "/replies?words=recall"),
    Screen("mail", f"/replies/{REPLY}", height=1800),
    Screen("mail-phone", f"/replies/{REPLY}", phone=True, height=2200),
    Screen("review", "/review"),
    Screen("review-mail", f"/review/{DOUBTFUL}", height=900),
    Screen("review-mail-phone", f"/review/{DOUBTFUL}", phone=True, height=2200),
    Screen("sign-in", "/sign-in", height=500),
)
"""Every page has its line here."""


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=PROJECT / "var" / "screens")
    parser.add_argument("--to", type=Path, default=PROJECT / "docs" / "screens")
    parser.add_argument("names", nargs="*", help="only these, by name")
    wanted = parser.parse_args()
    wanted.to.mkdir(parents=True, exist_ok=True)
    for name, picture in take(wanted.home, frozenset(wanted.names)):
        (wanted.to / f"{name}.png").write_bytes(picture)
        print(f"{name}.png  {len(picture) // 1000} KB")


def take(home: Path, names: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """Each picture by its name; all of them where none is named."""
    there = home.exists()
    office = replace(open_office(PRACTICE, home, {}, files_alone=True), clock=lambda: AT)
    if not there:
        pull_files(office, [find_consultation(PRACTICE) / "mailbox"], load_reader, lambda *_: None, warn)
    user = User("Ann Example", Role.EDITOR)
    with office.open_store() as store, chromium() as browser:
        app = create_app(OfficeDesk(office, store), Access(("127.0.0.1",)))
        with serving(app) as served:
            for screen in (s for s in SCREENS if not names or s.name in names):
                page = open_page(browser, served, user, PHONE if screen.phone else WINDOW)
                page.goto(screen.path)
                yield screen.name, _picture(page, screen)
                page.context.close()


def _picture(page: Page, screen: Screen) -> bytes:
    """The head of the page, in as few colours as are needed to stay small."""
    whole = int(page.evaluate("document.documentElement.scrollHeight"))
    width = PHONE[0] if screen.phone else WINDOW[0]
    clip = {"x": 0, "y": 0, "width": width, "height": min(whole, screen.height)}
    raw = page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]
    for colours in (128, 64, 32):
        out = io.BytesIO()
        Image.open(io.BytesIO(raw)).convert("RGB").quantize(colours).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()


if __name__ == "__main__":
    main()
