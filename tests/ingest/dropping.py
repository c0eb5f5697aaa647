"""A way to a server that drops, on loopback: each connection breaks when the server has said so much."""

import random
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Cut = Callable[[bytes], int | None]
"""Given what the server says next, how much of it comes through before the line breaks; None: all of it."""


@contextmanager
def dropping(port: int, cut: Callable[[], Cut]) -> Iterator[int]:
    """A port that leads to another; `cut` is made anew for each connection."""

    def up(client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := client.recv(65536):
                server.sendall(data)
            server.shutdown(socket.SHUT_WR)

    def down(client: socket.socket) -> None:
        limit = cut()
        with suppress(OSError), client, socket.create_connection(("127.0.0.1", port)) as server:
            threading.Thread(target=up, args=(client, server), daemon=True).start()
            while data := server.recv(65536):
                through = limit(data)
                client.sendall(data[:through])
                if through is not None:
                    client.shutdown(socket.SHUT_RDWR)
                    server.shutdown(socket.SHUT_RDWR)
                    return

    def serve(listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=down, args=(listening.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, args=(listening,), daemon=True).start()
        yield listening.getsockname()[1]


def at_random(seed: int, most: int) -> Callable[[], Cut]:
    """Each connection lasts for a number of bytes up to `most` that chance decides."""
    chance = random.Random(seed)

    def make() -> Cut:
        left = chance.randrange(1, most)

        def limit(data: bytes) -> int | None:
            nonlocal left
            through, left = left, left - len(data)
            return through if left <= 0 else None

        return limit

    return make


def whenever(words: bytes) -> Callable[[], Cut]:
    """The line breaks each time before the server has said these words."""
    return lambda: lambda data: data.index(words) if words in data else None
