"""What goes wrong while mail comes in."""


class IngestError(Exception):
    """Mail cannot be fetched, kept or read: one line that says what is wrong and what to do about it."""

    def __init__(self, problem: str, mend: str):
        super().__init__(f"{problem}. {mend}")
        self.problem, self.mend = problem, mend

    def __reduce__(self) -> "tuple[type[IngestError], tuple[str, str]]":
        """So that one raised in another process comes through whole."""
        return type(self), (self.problem, self.mend)
