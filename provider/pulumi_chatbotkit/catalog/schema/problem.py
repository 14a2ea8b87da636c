"""What the checks of a value find."""

from typing import NamedTuple

from pulumi_chatbotkit.json_values import KeyPath, dotted


class Problem(NamedTuple):
    """One thing wrong with a value."""

    path: KeyPath
    """Where in the examined value; empty for the value itself."""
    reason: str
    """Continues a sentence that begins with the path: ``is 7, but must be text``."""

    @property
    def field(self) -> str:
        """The path as text, such as ``limits.database.records``."""
        return dotted(self.path)

    def below(self, *keys: str | int) -> "Problem":
        """The same problem, seen from the value that holds the examined one under ``keys``."""
        return Problem((*keys, *self.path), self.reason)
