"""Coming in and going out."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from web.access import Access, Role, User
from web.drawing import draw
from web.visit import Visit, change


def sign_in(request: Request) -> Response:
    """How to come in; with the token of a one-time link, in."""
    access: Access = request.app.state.access
    token = request.query_params.get("token", "")
    if not token:
        return draw(request, "sign_in.html")
    user = access.link.use(token) if access.link else None
    if user is None:
        raise HTTPException(403, "This link has been used, or is not ours. Start soundings serve again for a new one.")
    return welcome(request, user)


def welcome(request: Request, user: User) -> Response:
    """The first page of a new session; it leads on by itself, since a strict cookie is not sent on a redirect."""
    access: Access = request.app.state.access
    answer = draw(request, "welcome.html", user=user)
    token = access.sessions.begin(user)
    answer.set_cookie(access.cookie, token, path="/", secure=access.secure, httponly=True, samesite="strict")
    return answer


def sign_out(visit: Visit) -> Response:
    """Out, in this browser."""
    access: Access = visit.request.app.state.access
    access.sessions.end(visit.request.cookies.get(access.cookie, ""))
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(access.cookie, path="/", secure=access.secure, httponly=True, samesite="strict")
    return answer


ROUTES = (Route("/sign-in", sign_in, methods=["GET"]), change("/sign-out", sign_out, Role.READER))
