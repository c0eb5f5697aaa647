"""How often somebody may try to come in: wrong passwords are counted by name and by address, in this process."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Attempts:
    """No more than `by_name` wrong tries for a name and `by_address` from an address within `span` seconds."""

    by_name: int = 10
    by_address: int = 20
    span: float = 15 * 60
    clock: Callable[[], float] = time.monotonic
    _failed: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, name: str, address: str) -> bool:
        """Whether a try may be made; it counts as a failed one until it has succeeded."""
        now = self.clock()
        with self._lock:
            self._forget(now)
            tried = (self._failed[("name", name)], self._failed[("address", address)])
            if len(tried[0]) >= self.by_name or len(tried[1]) >= self.by_address:
                return False
            for times in tried:
                times.append(now)
            return True

    def succeed(self, name: str, address: str) -> None:
        """The last try was right: it and those before it count no longer."""
        with self._lock:
            self._failed.pop(("name", name), None)
            self._failed.pop(("address", address), None)

    def _forget(self, now: float) -> None:
        for key, times in list(self._failed.items()):
            recent = [at for at in times if now - at < self.span]
            if recent:
                self._failed[key] = recent
            else:
                del self._failed[key]
