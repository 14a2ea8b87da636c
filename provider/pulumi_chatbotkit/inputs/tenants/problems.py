"""The problems of a tenants file, each with its line and key, and the error that lists them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FileProblem:
    """One thing wrong with a file."""

    file: str
    """As it was given to ``read_tenants``."""
    line: int | None
    """Counted from 1; None if the problem is with the file as a whole."""
    key: str
    """Keys from the top of the file, joined by dots; "" if the problem is with a line or the file."""
    reason: str
    """Continues a sentence that begins with the key."""

    def __str__(self) -> str:
        """``tenants.yaml:12: tenants.acme.name: is 7, but must be text``."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (where, self.key, self.reason) if part)


class TenantsFileError(Exception):
    """The file cannot be used. The message has a line per problem, and one that counts them."""

    def __init__(self, problems: tuple[FileProblem, ...]) -> None:
        self.problems = problems
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n".join([*map(str, problems), f"{count}, nothing was changed."]))
