"""The pages there are: every module of `web.pages`, each with its routes and, if it is in the menu, its entry."""

import importlib
import pkgutil
from dataclasses import dataclass

from starlette.routing import BaseRoute

import web.pages


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the menu, shown in order of `place`; current on its path and all below it."""

    place: int
    words: str
    path: str

    def leads_to(self, path: str) -> bool:
        """Whether a page belongs to it."""
        return path == self.path or (self.path != "/" and path.startswith(f"{self.path}/"))


def find_pages() -> tuple[tuple[BaseRoute, ...], tuple[Entry, ...]]:
    """The routes of all pages (`ROUTES`), and the menu (`ENTRY`, for those that have one)."""
    names = sorted(m.name for m in pkgutil.iter_modules(web.pages.__path__))
    modules = [importlib.import_module(f"web.pages.{name}") for name in names]
    routes = tuple(route for module in modules for route in module.ROUTES)
    entries = [module.ENTRY for module in modules if hasattr(module, "ENTRY")]
    return routes, tuple(sorted(entries, key=lambda e: e.place))
