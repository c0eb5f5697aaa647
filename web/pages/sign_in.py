"""Coming in and going out."""

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from config.errors import ConfigError
from web.access import Access, Role, User
from web.drawing import draw
from web.organisation import BACK, OrganisationError
from web.users import fold
from web.visit import Visit, change, own_path, refuse_from_elsewhere

_STATE = "soundings-state"
_WRONG = "There is nobody of this name with this password."
_OFTEN = "Too many tries. Wait a quarter of an hour, then try again."


def sign_in(request: Request) -> Response:
    """How to come in; with the token of a one-time link, in."""
    token = request.query_params.get("token", "")
    if not token:
        return _form(request)
    access = _access(request)
    user = access.link.use(token) if access.link else None
    if user is None:
        raise HTTPException(403, "This link has been used, or is not ours. Start soundings serve again for a new one.")
    return _welcome(request, user, "/")


async def sign_in_with_password(request: Request) -> Response:
    """A name and a password."""
    refuse_from_elsewhere(request)
    async with request.form(max_files=0, max_fields=10, max_part_size=10_000) as form:
        values = {name: str(form.get(name) or "") for name in ("name", "password", "next")}
    return await run_in_threadpool(_check, request, **values)


def _check(request: Request, name: str, password: str, next: str) -> Response:  # noqa: A002 (the field's name)
    access, address = _access(request), request.client.host if request.client else ""
    if access.users is None:
        raise HTTPException(404, "Nobody signs in with a password here.")
    if not access.attempts.begin(fold(name), address):
        return _form(request, 429, problems=(("name", _OFTEN),))
    try:
        user = access.users.check(name, password)
    except ConfigError as error:
        raise HTTPException(503, "Nobody can sign in just now: see the server's log.") from error
    if user is None:
        return _form(request, 403, problems=(("name", _WRONG),), name=name, next_path=next)
    access.attempts.succeed(fold(name), address)
    return _welcome(request, user, next)


def to_organisation(request: Request) -> Response:
    """To the organisation's own sign-in."""
    access = _access(request)
    if access.organisation is None:
        raise HTTPException(404, "No organisation's sign-in is set up here.")
    try:
        url, state = access.organisation.begin(own_path(request.query_params.get("next", "")))
    except OrganisationError as error:
        return _form(request, 503, problems=(("", str(error)),))
    answer = RedirectResponse(url, 303)
    # lax, since it comes back on a link from elsewhere; it opens nothing by itself
    answer.set_cookie(_STATE, state, 600, path=BACK, secure=access.secure, httponly=True, samesite="lax")
    return answer


def from_organisation(request: Request) -> Response:
    """Back from there."""
    access = _access(request)
    if access.organisation is None:
        raise HTTPException(404, "No organisation's sign-in is set up here.")
    try:
        user, next_path = access.organisation.finish(request.query_params, request.cookies.get(_STATE, ""))
    except OrganisationError as error:
        return _form(request, 403, problems=(("", str(error)),))
    answer = _welcome(request, user, next_path)
    answer.delete_cookie(_STATE, path=BACK, secure=access.secure, httponly=True, samesite="lax")
    return answer


def sign_out(visit: Visit) -> Response:
    """Out, in this browser."""
    access = _access(visit.request)
    access.sessions.end(visit.request.cookies.get(access.cookie, ""))
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(access.cookie, path="/", secure=access.secure, httponly=True, samesite="strict")
    return answer


def _form(
    request: Request,
    status_code: int = 200,
    problems: tuple[tuple[str, str], ...] = (),
    name: str = "",
    next_path: str = "",
) -> Response:
    wanted = own_path(next_path or request.query_params.get("next", ""))
    return draw(
        request,
        "sign_in.html",
        status_code,
        access=_access(request),
        problems=problems,
        name=name,
        next_path=wanted,
    )


def _welcome(request: Request, user: User, next_path: str) -> Response:
    """The first page of a new session; it leads on by itself, since a strict cookie is not sent on a redirect."""
    access = _access(request)
    access.sessions.end(request.cookies.get(access.cookie, ""))
    answer = draw(request, "welcome.html", user=user, next_path=own_path(next_path))
    token = access.sessions.begin(user)
    answer.set_cookie(access.cookie, token, path="/", secure=access.secure, httponly=True, samesite="strict")
    return answer


def _access(request: Request) -> Access:
    access: Access = request.app.state.access
    return access


ROUTES = (
    Route("/sign-in", sign_in, methods=["GET"]),
    Route("/sign-in", sign_in_with_password, methods=["POST"]),
    Route("/sign-in/organisation", to_organisation, methods=["GET"]),
    Route(BACK, from_organisation, methods=["GET"]),
    change("/sign-out", sign_out, Role.READER),
)
