"""The name of a scope in logs and traces: a hash, never the run-as id or e-mail itself."""

import hashlib

_LENGTH = 12


def scope_hash(scope: str | None) -> str | None:
    """The first 12 hexadecimal digits of the SHA-256 of a run-as id or e-mail; None for the token's own account.

    A pseudonym: the same scope always has the same hash, and whoever knows the id can find its lines.
    """
    return None if scope is None else hashlib.sha256(scope.encode()).hexdigest()[:_LENGTH]
