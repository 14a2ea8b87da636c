"""What a stack's configuration says about whose its objects are and where they live."""

from dataclasses import dataclass
from typing import Final

DEFAULT_GONE_LIMIT: Final = 5
"""How many objects a run may find gone at the service, unless the configuration says otherwise."""


@dataclass(frozen=True)
class StackSettings:
    """The same for all resources of a run."""

    owner: str | None = None
    """``chatbotkit:owner``, which becomes part of the marker."""
    service: str | None = None
    """The endpoint of the service; None if objects do not record it."""
    moved_from: str | None = None
    """``chatbotkit:movedFrom``: the endpoint at which the service was before."""

    def knows(self, service: object) -> bool:
        """False if an object with this service in its state lives somewhere else."""
        return self.service is None or service in (None, self.service, self.moved_from)
