"""The settings of a client. Every value is checked here, before anything is sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from pulumi_chatbotkit.api.endpoint import base_url_for
from pulumi_chatbotkit.api.errors import ConfigurationError
from pulumi_chatbotkit.api.field_names import DOCUMENTED_NAMES, FieldNames
from pulumi_chatbotkit.api.requests import HEADER_SAFE

Generation: TypeAlias = Literal["partner", "user"]
"""``partner``: the older names, ``/partner/user`` and ``secretId``. ``user``: the newer ones, ``/user`` and
``linkedSecretId``."""

PARTNER_PATHS: Final[Mapping[Generation, str]] = MappingProxyType({"partner": "/partner/user", "user": "/user"})
"""Where a generation serves partner users. Source: docs/api/api.md a.1 (base URLs) and (d: generation as a whole)."""

_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)+")


@dataclass(frozen=True)
class Timeouts:
    """Seconds: four for the phases of one attempt, and ``total_s`` for a whole attempt or each item of a stream."""

    connect_s: float = 10.0
    read_s: float = 60.0
    write_s: float = 30.0
    pool_s: float = 30.0
    # A partner user's deletion cascades and is slow (docs/api/api.md b.1).
    total_s: float = 120.0

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            _require_positive(f"timeouts.{name}", value)


@dataclass(frozen=True)
class RetryPolicy:
    """When to try again: up to ``attempts`` in all after transient failures, up to ``deadline_s`` while throttled.

    The deadline counts from the first failure and bounds both; 0 means that nothing is tried again.
    Waits are random, from 0 to ``base_s`` doubled per failure, at most ``longest_s``; a Retry-After comes before that.
    """

    attempts: int = 5
    base_s: float = 0.25
    longest_s: float = 30.0
    deadline_s: float = 900.0

    def __post_init__(self) -> None:
        for name in ("attempts", "base_s", "longest_s"):
            _require_positive(f"retry.{name}", getattr(self, name))
        if not 0 <= self.deadline_s < float("inf"):
            message = f"retry.deadline_s: {self.deadline_s} must be a number of seconds, 0 or more"
            raise ConfigurationError(message)


@dataclass(frozen=True)
class ClientSettings:
    """Everything about one account at one deployment.

    ``base_url`` may be given as an endpoint and is kept as ``base_url_for`` returns it. ``concurrency`` bounds the
    requests in flight, ``requests_per_second`` their pace (None: no bound), ``max_body_bytes`` one answer,
    ``max_pages`` one list (by default a million objects). With the ``generation`` ``auto`` the deployment is asked,
    once, when it matters; ``older_names`` are the fields that ``partner`` names differently. ``partner_path`` is for a
    deployment that serves partner users at a path of its own: it does not tell the generation, so that must be given.
    A ``read_only`` client refuses everything that could change something.
    Raises ``ConfigurationError`` for a value that cannot be used.
    """

    base_url: str
    token: str = field(repr=False)
    generation: Generation | Literal["auto"] = "auto"
    partner_path: str | None = None
    requests_per_second: float | None = None
    concurrency: int = 32
    timeouts: Timeouts = field(default_factory=Timeouts)
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    max_body_bytes: int = 64 * 1024 * 1024
    max_pages: int = 10_000
    allow_plain_http: bool = False
    older_names: FieldNames = DOCUMENTED_NAMES
    read_only: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "base_url", base_url_for(self.base_url, allow_plain_http=self.allow_plain_http))
        if HEADER_SAFE.fullmatch(self.token) is None:
            message = "token: it is empty, or holds characters that no token has; copy it again, without spaces"
            raise ConfigurationError(message)
        self._check_partner_path()
        if self.requests_per_second is not None:
            _require_positive("requests per second", self.requests_per_second)
        _require_positive("concurrency", self.concurrency)
        _require_positive("max_body_bytes", self.max_body_bytes)
        _require_positive("max_pages", self.max_pages)

    def _check_partner_path(self) -> None:
        path = self.partner_path
        if path is None:
            return
        if _PATH.fullmatch(path) is None or not {".", ".."}.isdisjoint(path.split("/")):
            message = f"partner path {path!r}: it must be a path such as {PARTNER_PATHS['user']}"
            raise ConfigurationError(message)
        if self.generation == "auto":
            message = f"partner path {path!r}: it does not tell the generation; say that, too: partner or user"
            raise ConfigurationError(message)


def _require_positive(name: str, value: float) -> None:
    if not 0 < value < float("inf"):
        message = f"{name}: {value} must be a number above 0"
        raise ConfigurationError(message)
