"""One request by somebody who is signed in, and the two kinds of page: those that show and those that change."""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from web.access import Access, Role, Session, User
from web.addresses import link
from web.desk import Desk
from web.drawing import draw

CSRF = "csrf"
LARGEST_FIELD = 5_000_000
"""Bytes of one field of a form that is no file: a reply that is typed in."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request by somebody who is signed in. `form` is empty where nothing was sent."""

    request: Request
    session: Session
    form: FormData

    @property
    def desk(self) -> Desk:
        """What there is to read and do."""
        desk: Desk = self.request.app.state.desk
        return desk

    @property
    def user(self) -> User:
        """Who is signed in."""
        return self.session.user

    @property
    def may_change(self) -> bool:
        """Whether they may change anything: templates leave out the forms otherwise."""
        return self.user.role is Role.EDITOR

    def path(self, name: str) -> str:
        """A piece of the path, by the name that the route gives it."""
        return str(self.request.path_params[name])

    def query(self, name: str) -> str:
        """A value of the address's query, without spaces around it; empty where it is not there."""
        return self.request.query_params.get(name, "").strip()

    def field(self, name: str) -> str:
        """A field of the form, without spaces around it; empty where it is not there, or is a file."""
        value = self.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def flash(self, words: str, kind: str = "success") -> None:
        """Words for the head of the next page that this person sees; `kind` is success or information."""
        self.session.flashes.append((kind, words))

    def render(self, template: str, status_code: int = 200, **context: Any) -> Response:
        """A page from a template, with all that the layout needs."""
        flashes, self.session.flashes = self.session.flashes, []
        return draw(self.request, template, status_code, visit=self, flashes=flashes, **context)

    def go(self, path: str) -> Response:
        """To another page after a change, so that loading it again changes nothing (303)."""
        return RedirectResponse(own_path(path), 303)


Handler = Callable[[Visit], Response]


def show(path: str, handler: Handler) -> Route:
    """A page that shows something to whoever is signed in."""

    async def endpoint(request: Request) -> Response:
        session = session_of(request)
        if session is None:
            return to_sign_in(request)
        return await run_in_threadpool(handler, Visit(request, session, FormData()))

    return Route(path, endpoint, methods=["GET"], name=handler.__name__)


def change(path: str, handler: Handler, role: Role = Role.EDITOR) -> Route:
    """A form that changes something: for editors, from a page of ours, and answered by `visit.go(...)`."""

    async def endpoint(request: Request) -> Response:
        session = session_of(request)
        if session is None:
            return to_sign_in(request)
        refuse_from_elsewhere(request)
        async with request.form(max_files=50, max_fields=2000, max_part_size=LARGEST_FIELD) as form:
            check_csrf(session, form)
            if role is Role.EDITOR and session.user.role is not Role.EDITOR:
                raise HTTPException(403, "You are signed in as a reader: a reader looks and changes nothing.")
            return await run_in_threadpool(handler, Visit(request, session, form))

    return Route(path, endpoint, methods=["POST"], name=handler.__name__)


def session_of(request: Request) -> Session | None:
    """The session of whoever asks; None where they are not signed in."""
    access: Access = request.app.state.access
    return access.sessions.find(request.cookies.get(access.cookie, ""))


def check_csrf(session: Session, form: Mapping[str, object]) -> None:
    """Raises HTTPException 403 where the form does not come from a page that this session was shown."""
    sent = form.get(CSRF)
    if not isinstance(sent, str) or not hmac.compare_digest(sent.encode(), session.csrf.encode()):
        raise HTTPException(403, "This form is not from a page that you were shown here. Load the page again.")


def to_sign_in(request: Request) -> Response:
    """To the sign-in page; a page that was asked for is come back to."""
    wanted = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    return RedirectResponse(link("/sign-in", next=wanted if request.method == "GET" and wanted != "/" else ""), 303)


def own_path(path: str) -> str:
    """The path where it is one of these pages, and otherwise that of the status: nobody is led elsewhere."""
    plain = path.isprintable() and "\\" not in path and not path.startswith("//")
    parts = urlsplit(path) if plain else None
    return path if parts and path.startswith("/") and not parts.scheme and not parts.netloc else "/"


def refuse_from_elsewhere(request: Request) -> None:
    """Raises HTTPException 403 where the browser says that another site's page sent the form."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin", "")
    if site not in ("same-origin", "none") or (origin and urlsplit(origin).netloc != request.headers.get("host", "")):
        raise HTTPException(403, "This form was sent by a page that is not of Soundings. Nothing was done.")
