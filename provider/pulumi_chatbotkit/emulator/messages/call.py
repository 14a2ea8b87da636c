"""``Call``: one request to the API as plain values, without ASGI."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pulumi_chatbotkit.emulator.settings.emulator_settings import Generation

_RUN_AS_HEADERS: Final = ("x-runas-userid", "x-runas-user-id")
_RUN_AS_EMAIL_HEADER: Final = "x-runas-child-user-email"


@dataclass(frozen=True, kw_only=True)
class Call:
    """A request.

    Args:
        origin: Scheme and authority that the client used, such as ``http://127.0.0.1:8080``.
        path: Normalised (see ``normalised_path``) and still percent-encoded.
        sent_path: As the client sent it, still percent-encoded.
        headers: With names in lower case.
        has_route: False if the emulator serves the other generation of the API, which does not have the path.
    """

    method: str
    origin: str
    path: str
    sent_path: str
    headers: Mapping[str, str]
    query: Sequence[tuple[str, str]]
    body: bytes
    has_route: bool = True

    @property
    def content_type(self) -> str:
        """The media type of the body, without parameters, lower case."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def accept(self) -> str:
        """The first media type of the Accept header, lower case; the service ignores the others."""
        return self.headers.get("accept", "").split(",")[0].split(";")[0].strip().lower()

    @property
    def run_as_id(self) -> str | None:
        """The sub-account's id from either of the two headers; an empty header counts as none."""
        return next((value for name in _RUN_AS_HEADERS if (value := self.headers.get(name))), None)

    @property
    def run_as_email(self) -> str | None:
        """The sub-account's e-mail. If there is an id too, the id is used."""
        return self.headers.get(_RUN_AS_EMAIL_HEADER) or None


_PARTNER: Final = "/v1/partner/user"
_USER: Final = "/v1/user"
_UNSERVED: Final[Mapping[Generation, tuple[str, ...]]] = {"both": (), "partner": (_USER,), "user": (_PARTNER,)}


def normalised_path(raw_path: str, generation: Generation) -> tuple[str, bool]:
    """``/api/v1/user/list`` to ``/v1/partner/user/list``, and whether a deployment of this generation has the path.

    A path that it does not have stays as it is (docs/api/api.md a.1: sub-accounts).
    """
    path = raw_path.removeprefix("/api") if raw_path.startswith("/api/") else raw_path
    if any(_is_below(path, prefix) for prefix in _UNSERVED[generation]):
        return path, False
    return (_PARTNER + path.removeprefix(_USER) if _is_below(path, _USER) else path), True


def _is_below(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(f"{prefix}/")
