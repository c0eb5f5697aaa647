"""The pages in a real browser: Chromium over a served practice consultation, and what it takes to look at them.

For tests: `from tests.web.browser import look_for_violations` and the fixtures of `tests/web/conftest.py` (`served`,
`browser`, `page`, `phone`, `scriptless`).
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from starlette.applications import Starlette

from tests.needs import need
from web.access import Access, User

AXE = Path(__file__).parent.parent / "data" / "axe" / "axe.min.js"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WINDOW, PHONE = (1280, 900), (320, 640)
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass(frozen=True, slots=True)
class Served:
    """An application that listens on this machine."""

    app: Starlette
    address: str

    def sign_in(self, context: BrowserContext, user: User) -> None:
        """Let a browser in, without the sign-in page."""
        access: Access = self.app.state.access
        context.add_cookies([{"name": access.cookie, "value": access.sessions.begin(user), "url": self.address}])


@contextmanager
def serving(app: Starlette) -> Iterator[Served]:
    """The application on a free port of 127.0.0.1 for as long as the block lasts."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield Served(app, f"http://127.0.0.1:{port}")
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    program = need("chromium", "chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def open_page(
    browser: Browser, served: Served, user: User, size: tuple[int, int] = WINDOW, *, scripts: bool = True
) -> Page:
    """A page of a browser of its own, signed in; addresses may begin with a stroke."""
    viewport: Any = {"width": size[0], "height": size[1]}
    context = browser.new_context(base_url=served.address, viewport=viewport, java_script_enabled=scripts)
    served.sign_in(context, user)
    return context.new_page()


def look_for_violations(page: Page) -> list[str]:
    """What axe-core finds on the page against WCAG 2.2 AA: the rule, and where; nothing where all is well."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE.read_text("utf-8"))  # not as a script tag: the pages' policy lets in none but their own
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", STANDARD)
    return [f"{v['id']}: {n['target']} {n['failureSummary']}" for v in found["violations"] for n in v["nodes"]]


def too_wide(page: Page) -> list[str]:
    """The elements that stand out of the window to the right, so that one would have to scroll sideways."""
    script = """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
        [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > window.innerWidth + 1)
        .map(e => e.outerHTML.slice(0, 120))"""
    found: list[str] = page.evaluate(script)
    return found
