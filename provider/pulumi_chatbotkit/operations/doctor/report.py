"""What the checks found, as plain data without secrets."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What a check says."""

    OK = "ok"
    WARNING = "warning"
    """Nothing is wrong yet, or perhaps nothing at all."""
    PROBLEM = "problem"
    """A run fails, or a secret is not safe."""
    NOT_CHECKED = "not-checked"
    """The check could not be made."""


@dataclass(frozen=True)
class Line:
    """What one check found. A check may have several."""

    check: str
    """Its name, e.g. ``back end``."""
    mark: Mark
    found: str
    next_step: str = ""
    """The command to run or the setting to change; "" if there is nothing to do."""


@dataclass(frozen=True)
class DoctorReport:
    """All lines, in the order of the checks."""

    lines: tuple[Line, ...]
    project: str | None = None
    stack: str | None = None

    def with_mark(self, *marks: Mark) -> list[Line]:
        """The lines with one of these marks."""
        return [line for line in self.lines if line.mark in marks]


def ok(check: str, found: str) -> Line:
    """Nothing to do."""
    return Line(check, Mark.OK, found)


def warning(check: str, found: str, next_step: str) -> Line:
    """Worth a look."""
    return Line(check, Mark.WARNING, found, next_step)


def problem(check: str, found: str, next_step: str) -> Line:
    """To be mended."""
    return Line(check, Mark.PROBLEM, found, next_step)


def not_checked(check: str, why: str, next_step: str = "") -> Line:
    """The check could not be made."""
    return Line(check, Mark.NOT_CHECKED, why, next_step)
