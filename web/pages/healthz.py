"""Whether the server answers, for whoever watches it."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route


def healthz(request: Request) -> Response:
    """That it is there, and nothing else: nobody need be signed in."""
    del request
    return PlainTextResponse("ok\n")


ROUTES = (Route("/healthz", healthz, methods=["GET"]),)
