"""Who may come in, and who is in: users, one-time links and sessions. Nothing of it is kept when the server stops."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from web.attempts import Attempts
from web.organisation import Organisation
from web.users import Role, User, Users

__all__ = ["Access", "OneTimeLink", "Role", "Session", "Sessions", "User"]


@dataclass(slots=True)
class Session:
    """One signed-in browser. `csrf` is in each of its forms, `flashes` are (kind, words) for its next page.

    `kept` is what a form of two steps needs in the second, such as an uploaded list, by name.
    """

    user: User
    last_used: float
    began: float
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    flashes: list[tuple[str, str]] = field(default_factory=list)
    kept: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Sessions:
    """Sessions by the token in the cookie. They end after `idle` seconds unused and `longest` seconds in all."""

    idle: float = 2 * 60 * 60
    longest: float = 12 * 60 * 60
    clock: Callable[[], float] = time.monotonic
    _held: dict[str, Session] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, user: User) -> str:
        """The token of a new session."""
        token, now = secrets.token_urlsafe(32), self.clock()
        with self._lock:
            self._held = {t: s for t, s in self._held.items() if self._lives(s, now)}
            self._held[token] = Session(user, now, now)
        return token

    def find(self, token: str) -> Session | None:
        """The session of a token, used just now; None where there is none, or no longer."""
        now = self.clock()
        with self._lock:
            session = self._held.get(token)
            if session is None or not self._lives(session, now):
                self._held.pop(token, None)
                return None
            session.last_used = now
            return session

    def end(self, token: str) -> None:
        """Sign out."""
        with self._lock:
            self._held.pop(token, None)

    def _lives(self, session: Session, now: float) -> bool:
        return now - session.last_used < self.idle and now - session.began < self.longest


@dataclass(slots=True)
class OneTimeLink:
    """A way in for who started the server: the token opens one session, once."""

    user: User
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    _used: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def use(self, token: str) -> User | None:
        """The user, the first time that the token is the right one; otherwise None."""
        with self._lock:
            if self._used or not secrets.compare_digest(token.encode(), self.token.encode()):
                return None
            self._used = True
            return self.user


@dataclass(frozen=True, slots=True)
class Access:
    """How people come in, and by which names the server may be called.

    `hosts` are the names that a request may ask for (none other is answered); `secure` says that the browser comes over
    TLS, so that cookies are for TLS alone.
    """

    hosts: tuple[str, ...]
    link: OneTimeLink | None = None
    users: Users | None = None
    organisation: Organisation | None = None
    secure: bool = False
    attempts: Attempts = field(default_factory=Attempts)
    sessions: Sessions = field(default_factory=Sessions)

    @property
    def cookie(self) -> str:
        """The name of the session's cookie; the prefix binds it to this host and to TLS (RFC 6265bis)."""
        return "__Host-soundings" if self.secure else "soundings"
