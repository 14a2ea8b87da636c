"""Partner users by hand: what others put into their accounts, and what lives there."""

from collections.abc import Iterable

import httpx

from pulumi_chatbotkit.emulator import LoggedRequest
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer


def post(emulator: EmulatorServer, path: str, body: JsonObject, *, user: str) -> None:
    """Create something by hand in a partner user's account."""
    headers = {"Authorization": f"Token {emulator.token}", "X-RunAs-UserId": user}
    httpx.post(f"{emulator.url}/v1/{path}/create", json=body, headers=headers).raise_for_status()


def served(emulator: EmulatorServer) -> list[LoggedRequest]:
    """The requests at routes that the service has: not those by which it was found to be of the older generation."""
    return [each for each in emulator.requests if not each.path.startswith("/v1/user/")]


def users(emulator: EmulatorServer) -> dict[str, str]:
    """The ids of the partner users by name."""
    return {str(each["name"]): str(each["id"]) for each in emulator.records("partner_user")}


def live(emulator: EmulatorServer, kinds: Iterable[str]) -> dict[str, int]:
    """How many objects of these kinds there are."""
    return {kind: len(emulator.records(kind)) for kind in kinds}
