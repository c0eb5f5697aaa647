"""What a reader raises when a file cannot be read, or not to its end, so that a person can do something about it."""


class UnreadableError(Exception):
    """A file whose words cannot be had; the message says why, and what would help."""


class PartlyReadError(Exception):
    """A file of which only the beginning is read: the lines of it, and words that say what is left out."""

    def __init__(self, lines: list[str], left_out: str):
        super().__init__(left_out)
        self.lines = lines
