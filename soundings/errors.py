"""What goes wrong in the programme itself."""


class SoundingsError(Exception):
    """Something that this installation cannot do just now: says what, and what to do about it."""

    def __init__(self, problem: str, mend: str):
        super().__init__(f"{problem}. {mend}")
        self.problem, self.mend = problem, mend

    def __reduce__(self) -> "tuple[type[SoundingsError], tuple[str, str]]":
        """So that one raised in another process comes through whole."""
        return SoundingsError, (self.problem, self.mend)
