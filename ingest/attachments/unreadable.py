"""What a reader raises when a file cannot be read for a reason that a person can do something about."""


class UnreadableError(Exception):
    """A file whose words cannot be had; the message says why, and what would help."""
