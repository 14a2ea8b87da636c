"""The option that says which existing objects a create takes over (docs/operations.md)."""

from typing import Final, Literal, TypeAlias, get_args

ADOPT: Final = "adopt"
"""State key of the option, an input that says nothing about the object itself."""

AdoptMode: TypeAlias = Literal["own", "match", "never"]
ADOPT_MODES: Final[tuple[str, ...]] = get_args(AdoptMode)
