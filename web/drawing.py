"""Templates to pages: Jinja2 with everything escaped, and the few words that all of them need."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from reports.wording import say_day, say_days_left, say_moment, say_number, say_short
from web.addresses import campaign_path, line_path, link, mail_path, review_path


def make_environment(zone: ZoneInfo) -> Environment:
    """The templates; moments are shown in the consultation's zone."""
    environment = Environment(
        loader=PackageLoader("web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def say_time(moment: datetime) -> str:
        return say_moment(moment, zone)

    def say_date(day: date | datetime) -> str:
        return say_day(day.astimezone(zone).date() if isinstance(day, datetime) else day)

    def say_when(moment: datetime) -> str:
        return say_short(moment.astimezone(zone))

    paths = (link, line_path, mail_path, review_path, campaign_path)
    environment.globals |= {path.__name__: path for path in paths}
    environment.filters |= {
        "moment": say_time,
        "short": say_when,
        "day": say_date,
        "count": say_number,
        "days_left": say_days_left,
    }
    return environment


def draw(request: Request, template: str, status_code: int = 200, **context: Any) -> Response:
    """A page; `visit` is in the context where somebody is signed in."""
    state = request.app.state
    values: dict[str, Any] = {"visit": None, "flashes": (), "nav": state.nav, "path": request.url.path}
    values |= {"service": "Soundings", "title_of_all": state.title}
    return HTMLResponse(state.templates.get_template(template).render(values | context), status_code)
