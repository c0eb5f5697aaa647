"""Where each thing has its page, so that every page links to it alike."""

from urllib.parse import quote, urlencode

STATUS, REPLIES, REVIEW, RESULTS, CHASERS = "/", "/replies", "/review", "/results", "/chasers"
ADMINISTRATION, CAMPAIGNS = "/administration", "/campaigns"


def link(path: str, **values: object) -> str:
    """The path with a query of those values that are not empty."""
    given = {name: str(value) for name, value in values.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path


def line_path(ref: str) -> str:
    """One stakeholder's page."""
    return f"/stakeholders/{quote(ref, safe='')}"


def mail_path(mail: str) -> str:
    """One mail's page, by its archive id."""
    return f"{REPLIES}/{quote(mail, safe='')}"


def review_path(mail: str) -> str:
    """The page on which one mail is reviewed."""
    return f"{REVIEW}/{quote(mail, safe='')}"


def campaign_path(mail: str, as_of: str = "") -> str:
    """The page of a campaign, by any of its mails."""
    return link(f"{CAMPAIGNS}/{quote(mail, safe='')}", as_of=as_of)
