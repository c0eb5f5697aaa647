"""What goes wrong with the database."""


class StoreError(Exception):
    """A database or a record that cannot be used: says what is wrong and how to mend it."""

    def __init__(self, problem: str, mend: str):
        super().__init__(f"{problem}. {mend}")
        self.problem, self.mend = problem, mend
