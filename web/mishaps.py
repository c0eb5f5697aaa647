"""Pages for what went wrong: what is not there, what is not allowed, and a fault of ours without its insides."""

import logging
from http import HTTPStatus

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from web.drawing import draw
from web.errors import MissingError, RefusedError
from web.visit import Visit, session_of

_log = logging.getLogger(__name__)

_HEADINGS = {
    400: "This cannot be understood",
    403: "This is not allowed",
    404: "This is not here",
    405: "This is not how this page is used",
    409: "This has changed meanwhile",
    413: "This is too big",
    429: "Too many tries",
    503: "This does not work just now",
    500: "Something went wrong",
}
_NO_PAGE = "There is no page at this address. If you typed it, check it; if a link of ours led here, tell us."
_FAULT = "The fault is ours, and it is in the server's log. Nothing was changed. Try again, or go to the status."


def on_http_error(request: Request, error: Exception) -> Response:
    """Starlette's own errors: no such route, wrong method, a form that is refused."""
    if not isinstance(error, HTTPException):
        return on_fault(request, error)
    phrase = HTTPStatus(error.status_code).phrase
    words = _NO_PAGE if error.status_code == 404 and error.detail == phrase else error.detail
    return _page(request, error.status_code, words, error.headers)


def on_missing(request: Request, error: Exception) -> Response:
    """A line, mail or file that is not there."""
    return _page(request, 404, str(error))


def on_refused(request: Request, error: Exception) -> Response:
    """What a page let through: it is said, and nothing was changed."""
    return _page(request, 409 if isinstance(error, RefusedError) else 400, str(error))


def on_fault(request: Request, error: Exception) -> Response:
    """Whatever nobody thought of: logged, and told without its insides."""
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return _page(request, 500, _FAULT)


def _page(request: Request, code: int, words: str, headers: object = None) -> Response:
    session = session_of(request)
    visit = Visit(request, session, FormData()) if session else None
    answer = draw(
        request, "mishap.html", code, visit=visit, heading=_HEADINGS.get(code, "This did not work"), words=words
    )
    if isinstance(headers, dict):
        answer.headers.update(headers)
    return answer


HANDLERS = {HTTPException: on_http_error, MissingError: on_missing, RefusedError: on_refused, 500: on_fault}
