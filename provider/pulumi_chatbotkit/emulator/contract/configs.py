"""Checks of the config objects of sessions, portals and policies (docs/api/api.md b.4, b.14, b.15).

Unknown keys are stored unless a check says otherwise. The messages are assumed: the validator's usual ones.
"""

from collections.abc import Callable, Iterator
from typing import Final

from pulumi_chatbotkit.emulator.contract.checks import check_email, check_web_address
from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST, Refusal
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

_SESSION_CONFIG_KEYS: Final = ("allowedRoutes", "contactId", "namespace")
_METRICS: Final = ("tokens", "messages", "conversations")


def check_session_config(name: str, value: JsonValue) -> None:
    """``{allowedRoutes: string[] | null, contactId, namespace}``; any other key is refused."""
    config = as_object(value) or {}
    unknown = next((key for key in config if key not in _SESSION_CONFIG_KEYS), None)
    if unknown is not None:
        raise _bad(f'"{name}.{unknown}" is not allowed')
    routes = config.get("allowedRoutes")
    if routes is not None and not (isinstance(routes, list) and all(isinstance(route, str) for route in routes)):
        raise _bad(f'"{name}.allowedRoutes" must be an array of strings')
    for key in ("contactId", "namespace"):
        if not isinstance(config.get(key), str | None):
            raise _bad(f'"{name}.{key}" must be a string')


def check_portal_config(name: str, value: JsonValue) -> None:
    """Each group has ``users`` and ``apps``; ``layout.sidebar.link`` is a web address."""
    config = as_object(value) or {}
    for path, group in _entries(config.get("groups")):
        for key in ("users", "apps"):
            if key not in (as_object(group) or {}):
                raise _bad(f'"{name}.groups{path}.{key}" is required')
    sidebar = _inside(_inside(config, "layout"), "sidebar")
    if sidebar.get("link") is not None:
        check_web_address(f"{name}.layout.sidebar.link", sidebar["link"])


def check_retention_config(config: JsonObject) -> None:
    """``{expiresInDays?: integer > 0}``."""
    if "expiresInDays" in config:
        _check_positive("config.expiresInDays", config["expiresInDays"])


def check_usage_config(config: JsonObject) -> None:
    """``{metric, threshold, windowInSeconds, actions: {block?, email?}}`` with at least one action."""
    if config.get("metric") not in _METRICS:
        raise _bad(f'"config.metric" must be one of [{", ".join(_METRICS)}]')
    for key in ("threshold", "windowInSeconds"):
        _check_positive(f"config.{key}", config.get(key))
    actions = as_object(config.get("actions"))
    if actions is None:
        raise _bad('"config.actions" must be of type object')
    if not actions.keys() & {"block", "email"}:
        raise _bad('"config.actions" must contain at least one of [block, email]')
    if "block" in actions:
        _check_positive("config.actions.block.durationInSeconds", _inside(actions, "block").get("durationInSeconds"))
    if "email" in actions:
        _check_recipients("config.actions.email", actions["email"])


POLICY_CONFIGS: Final[dict[str, Callable[[JsonObject], None]]] = {
    "retention": check_retention_config,
    "usage": check_usage_config,
}
"""The check of a policy's config, by the policy's type."""


def _check_recipients(name: str, value: JsonValue) -> None:
    """An address, a list of them, or ``{to?}`` with either."""
    wrapped = as_object(value)
    if wrapped is not None:
        if wrapped.get("to") is not None:
            _check_recipients(f"{name}.to", wrapped["to"])
        return
    for address in value if isinstance(value, list) else [value]:
        if not isinstance(address, str) or address == "":
            raise _bad(f'"{name}" must be a valid email')
        check_email(name, address)


def _check_positive(name: str, value: JsonValue) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
        raise _bad(f'"{name}" must be a positive number')


def _entries(value: JsonValue) -> Iterator[tuple[str, JsonValue]]:
    """The entries of a list or an object, each after its path: ``[0]`` or ``.key``."""
    if isinstance(value, list):
        yield from ((f"[{index}]", entry) for index, entry in enumerate(value))
    elif isinstance(value, dict):
        yield from ((f".{key}", entry) for key, entry in value.items())


def _inside(value: JsonObject, key: str) -> JsonObject:
    return as_object(value.get(key)) or {}


def _bad(message: str) -> Refusal:
    return Refusal(BAD_REQUEST, message)
