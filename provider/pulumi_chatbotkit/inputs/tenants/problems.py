"""What is wrong with a tenants file: all of it at once, each thing with its place."""

from dataclasses import dataclass
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Where a value sits: the keys and list indexes from the top of the file, ``("tenants", "acme", "bots")``."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong."""

    file: str
    """As it was given to ``read_tenants``."""
    line: int | None
    """Counted from 1; None where the file as a whole is meant."""
    key: str
    """Keys from the top of the file, joined by dots; "" where the line or the file is meant."""
    reason: str
    """Continues a sentence that begins with the key."""

    def __str__(self) -> str:
        """``tenants.yaml:12: tenants.acme.name: is 7, but must be text``."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.key, self.reason) if part)


class TenantsFileError(Exception):
    """The file can not be used. Its text has a line per problem and one that counts them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems."""
        self.problems = problems
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n".join([*map(str, problems), f"{count}, nothing was changed."]))
