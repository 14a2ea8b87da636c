"""The key: is it accepted, of which account, of which generation is the service, and does it refuse for the rate?"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pulumi_chatbotkit.api import (
    AttemptEvent,
    ChatBotKitError,
    Client,
    ForeignAnswer,
    Nature,
    NotAuthenticated,
    NotAuthorized,
    NotFound,
    RetryPolicy,
    Timeouts,
    UnknownGeneration,
)
from pulumi_chatbotkit.hosts.configuration import ServiceSettings
from pulumi_chatbotkit.hosts.key_check import verify_key
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.doctor.reaching import CALL_TIME_LIMIT_S
from pulumi_chatbotkit.operations.doctor.report import Line, not_checked, ok, problem, warning
from pulumi_chatbotkit.plurals import counted

KEY: Final = "key"
ACCOUNT: Final = "account"
GENERATION: Final = "generation"
RATE: Final = "rate"
CHECKS: Final = (KEY, ACCOUNT, GENERATION, RATE)

_PAGE: Final = 100
_NO_KEY: Final = "the key was not accepted"
_OWN_KEY: Final = "use the key of the account that the stack was made with"
_TIMES: Final = Timeouts(*[CALL_TIME_LIMIT_S] * 5)


@dataclass
class _Calls:
    """What the calls of the doctor have shown beside their answers."""

    paths: list[str] = field(default_factory=list[str])
    """Of those that succeeded."""
    refusals: list[ChatBotKitError] = field(default_factory=list[ChatBotKitError])
    """For the rate."""

    def note(self, event: AttemptEvent) -> None:
        """A hook of the client."""
        if event.error is None:
            self.paths.append(event.path)


async def look_at_key(
    settings: ServiceSettings, source: str, in_state: Sequence[str] = (), limits: dict[str, str] | None = None
) -> list[Line]:
    """What the service says to the key, in at most four calls that only read; none is tried again.

    Args:
        settings: Service and key.
        source: Where the key is from, for people.
        in_state: Ids of partner users that the stack's state has.
        limits: What the service has said of its rate limits.
    """
    calls = _Calls()
    once = replace(settings.client, read_only=True, retry=RetryPolicy(attempts=1, deadline_s=0), timeouts=_TIMES)
    async with Client(once, hooks=[calls.note]) as client:
        key = await _key(client, source, calls)
        if key.next_step:
            rest = [not_checked(each, _NO_KEY) for each in (ACCOUNT, GENERATION)]
        else:
            rest = await _account_and_generation(client, settings, in_state, calls)
    return [key, *rest, _rate(settings, limits or {}, calls)]


async def _key(client: Client, source: str, calls: _Calls) -> Line:
    try:
        await verify_key(client)
    except (NotAuthenticated, NotAuthorized) as error:
        return problem(KEY, f"that of {source} is refused: {error}", f"put a key that works into {source}")
    except ChatBotKitError as error:
        _note_throttled(error, calls)
        return not_checked(KEY, str(error), "try again when the service answers")
    return ok(KEY, f"that of {source} is accepted")


async def _account_and_generation(
    client: Client, settings: ServiceSettings, in_state: Sequence[str], calls: _Calls
) -> list[Line]:
    try:
        answer = await client.get(("partner", "user", "list"), query={"take": str(_PAGE)})
    except ChatBotKitError as error:
        _note_throttled(error, calls)
        return [not_checked(ACCOUNT, str(error)), _unknown_generation(settings, error)]
    items = answer.get("items")
    listed = [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []
    return [await _account(client, listed, in_state, calls), _generation(settings, calls.paths[-1])]


async def _account(client: Client, listed: list[JsonObject], in_state: Sequence[str], calls: _Calls) -> Line:
    """Only a parent account has partner users (docs/api/api.md a.3); no call names the account of a key."""
    more = " or more" if len(listed) == _PAGE else ""
    found = f"a parent account with {counted(len(listed), 'partner user')}{more}"
    if not listed:
        found = "no partner user is visible: a parent account without any, or a partner user's (the API does not tell)"
    if not in_state or {str(each.get("id")) for each in listed} & {*in_state}:
        return ok(ACCOUNT, found)
    first = in_state[0]
    try:
        await client.get(("partner", "user", first, "fetch"))
    except NotAuthorized:
        return problem(ACCOUNT, f"{found}; partner user {first} of the stack belongs to another account", _OWN_KEY)
    except NotFound:
        next_step = f"pulumi-chatbotkit drift; if it shows that much is gone: {_OWN_KEY}"
        return warning(ACCOUNT, f"{found}; partner user {first} of the stack is not there", next_step)
    except ChatBotKitError as error:
        _note_throttled(error, calls)
        return not_checked(ACCOUNT, str(error))
    return ok(ACCOUNT, f"{found}, those of the stack among them")


def _generation(settings: ServiceSettings, path: str) -> Line:
    if settings.client.partner_path is not None:
        return ok(GENERATION, f"partner users are at {settings.client.partner_path}, as chatbotkit:partnerPrefix says")
    name, where = ("partner", "/partner/user") if path.startswith("/partner/") else ("user", "/user")
    said = "asked" if settings.generation == "auto" else "as chatbotkit:generation says"
    return ok(GENERATION, f"{name}: partner users are at {where} ({said})")


def _unknown_generation(settings: ServiceSettings, error: ChatBotKitError) -> Line:
    is_missing = isinstance(error, NotFound) or (isinstance(error, ForeignAnswer) and error.status == 404)
    if settings.generation != "auto" and is_missing:
        found = f"the service has no partner users where chatbotkit:generation {settings.generation} has them: {error}"
        return problem(GENERATION, found, "pulumi config set chatbotkit:generation auto")
    if isinstance(error, UnknownGeneration):
        return problem(GENERATION, str(error), "pulumi config set chatbotkit:generation partner, or user")
    return not_checked(GENERATION, "partner users could not be listed")


def _rate(settings: ServiceSettings, limits: dict[str, str], calls: _Calls) -> Line:
    if calls.refusals:
        next_step = "wait a minute; if others share the account: pulumi config set chatbotkit:requestsPerSecond 5"
        return problem(RATE, f"the service refuses requests for now: {calls.refusals[0]}", next_step)
    said = ", ".join(f"{name} {value}" for name, value in sorted(limits.items())) or "the service names no limit"
    ceiling = settings.client.requests_per_second
    pace = "no ceiling" if ceiling is None else f"{ceiling:g} per second at most"
    found = f"none of the calls was refused; {said}. Configured: {pace}, {settings.client.concurrency} at a time"
    return ok(RATE, found)


def _note_throttled(error: ChatBotKitError, calls: _Calls) -> None:
    if error.nature is Nature.THROTTLED:
        calls.refusals.append(error)
