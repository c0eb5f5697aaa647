"""Whether all goes well, for whoever watches the server."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from reports.health import State, say_health
from store.errors import StoreError
from web.desk import Desk


def healthz(request: Request) -> Response:
    """The state of the runs, 503 where it is critical. Nobody need be signed in, so it names no person and no mail."""
    desk: Desk = request.app.state.desk
    try:
        health = desk.health()
        lines = say_health(health, desk.zone)
        ill = health.state is State.CRITICAL
    except StoreError:
        lines, ill = (str(State.CRITICAL), "Critical: the database cannot be used"), True
    return PlainTextResponse("\n".join(lines) + "\n", 503 if ill else 200)


ROUTES = (Route("/healthz", healthz, methods=["GET"]),)
