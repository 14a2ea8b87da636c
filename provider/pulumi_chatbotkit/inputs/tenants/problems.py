"""The problems of a tenants file, each with its line and key, and the error that lists them."""

from dataclasses import dataclass

from pulumi_chatbotkit.printable import printable

_MAX_SHOWN = 100


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
        return printable(": ".join(part for part in (where, self.key, self.reason) if part))


class TenantsFileError(Exception):
    """The file cannot be used. The message has a line for each of up to 100 problems, and one that counts all."""

    def __init__(self, problems: tuple[FileProblem, ...]) -> None:
        self.problems = problems
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        shown = [str(problem) for problem in problems[:_MAX_SHOWN]]
        count += f" ({_MAX_SHOWN} of them shown)" if len(problems) > _MAX_SHOWN else ""
        super().__init__("\n".join([*shown, f"{count}, nothing was changed."]))
