"""The bases of the generated result classes."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Result:
    """An object as the service shows it. What is secret or never returned is left out."""

    id: str
    created_at: int | None
    """When it was created, in milliseconds since 1970."""
    updated_at: int | None
    """When it was last changed, in milliseconds since 1970."""


@dataclass(frozen=True, kw_only=True)
class AccountResult(Result):
    """An object of your own account or of a partner user's."""

    run_as: str | None
    """Id of the partner user in whose account it was found; None for your own."""
