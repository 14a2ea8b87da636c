"""Collects the problems of a file: each once, and no more than people will read."""

from dataclasses import dataclass, field

from pulumi_chatbotkit.inputs.tenants.problems import FileProblem

_MOST_PROBLEMS = 1_000
"""About how many problems are looked for: each looks for names that were meant, which takes a while."""


@dataclass
class Found:
    """Problems and warnings, in the order in which they were found."""

    _problems: dict[FileProblem, None] = field(default_factory=dict[FileProblem, None])

    def add(self, *problems: FileProblem) -> None:
        """Remember problems; one that is known already, as those of a plan are, is not repeated."""
        self._problems.update(dict.fromkeys(problems))

    @property
    def is_full(self) -> bool:
        """True if no more problems should be looked for."""
        return len(self._problems) > _MOST_PROBLEMS

    def sorted(self) -> tuple[FileProblem, ...]:
        """All problems, file by file in the order of lines; those of the file as a whole first."""
        files = {problem.file: None for problem in self._problems}
        order = {file: number for number, file in enumerate(files)}
        return tuple(sorted(self._problems, key=lambda problem: (order[problem.file], problem.line or 0)))
