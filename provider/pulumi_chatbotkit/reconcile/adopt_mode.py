"""The option that says which existing objects a create takes over (docs/operations.md)."""

from typing import Final, Literal, TypeAlias, get_args

ADOPT: Final = "adopt"
"""State key of the option. It steers this provider and is never sent to the API."""

AdoptMode: TypeAlias = Literal["never", "own", "marked", "match"]
ADOPT_MODES: Final[tuple[str, ...]] = get_args(AdoptMode)
