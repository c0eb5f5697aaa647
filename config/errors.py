"""What goes wrong with a lead's files."""

from pathlib import Path


class ConfigError(Exception):
    """A settings file, list or consultation that cannot be used: names the file, the place and the mend."""

    def __init__(self, path: Path | str, problem: str, mend: str, line: int | None = None, column: str | None = None):
        where = str(path)
        if line is not None:
            where += f", line {line}"
        if column is not None:
            where += f", column {column}"
        super().__init__(f"{where}: {problem}. {mend}")
        self.path, self.problem, self.mend, self.line, self.column = path, problem, mend, line, column
