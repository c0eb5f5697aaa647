"""The application: pages, sign-in, errors and the headers of every answer."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from web.access import Access
from web.desk import Desk
from web.drawing import make_environment
from web.mishaps import HANDLERS
from web.navigation import find_pages
from web.security import SecurityHeaders

STATIC = Path(__file__).parent / "static"


def create_app(desk: Desk, access: Access) -> Starlette:
    """The pages of one consultation, for those whom `access` lets in."""
    routes, nav = find_pages()
    app = Starlette(
        routes=[*routes, Mount("/static", StaticFiles(directory=STATIC), name="static")],
        middleware=[
            Middleware(SecurityHeaders, secure=access.secure),
            Middleware(TrustedHostMiddleware, allowed_hosts=access.hosts, www_redirect=False),
        ],
        exception_handlers=HANDLERS,
    )
    this = desk.view().consultation
    app.state.desk, app.state.access, app.state.nav = desk, access, nav
    app.state.title, app.state.templates = this.title, make_environment(this.zone)
    return app
