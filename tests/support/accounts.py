"""Partner users by hand: what others put into their accounts, and what lives there."""

from collections.abc import Callable, Iterable

import httpx

from pulumi_chatbotkit.emulator import LoggedRequest
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer
from support.inventory import make_by_hand

ODD_TEXT = "no: {{ vars.x }} ${Y} # 007\n\ttab, é, 顧客\n- yes\n"
BY_HAND: tuple[tuple[str, str, JsonObject], ...] = (
    ("group", "blueprint", {"name": "Shop"}),
    ("guides", "dataset", {"name": "007", "blueprintId": "<group>", "searchMaxRecords": 5}),
    ("record", "dataset/<guides>/record", {"text": ODD_TEXT, "meta": {"page": 7}}),
    ("crm", "secret", {"name": "CRM", "type": "bearer", "value": "planted-41c7"}),
    ("skills", "skillset", {"name": "{{ not a template }}"}),
    ("open", "skillset/<skills>/ability", {"name": "null", "instruction": "open ${X}", "secretId": "<crm>"}),
    ("support", "bot", {"name": "Ada", "backstory": ODD_TEXT, "datasetId": "<guides>", "skillsetId": "<skills>"}),
    ("desk", "bot", {"name": "Ada", "privacy": True}),
    ("widget", "integration/widget", {"botId": "<desk>", "title": "true"}),
    ("slack", "integration/slack", {"botId": "<support>", "botToken": "xoxb-planted-41c7", "visibleMessages": 5}),
    ("sitemap", "integration/sitemap", {"url": "https://acme.example/sitemap.xml"}),
    ("space", "space", {"name": "Desk"}),
    ("memory", "memory", {"text": "Acme opens at nine.", "botId": "<support>"}),
    ("task", "task", {"name": "Review", "botId": "<support>", "schedule": "daily"}),
    ("policy", "policy", {"name": "Month", "type": "retention", "config": {"expiresInDays": 30}}),
    ("portal", "portal", {"name": "Acme", "slug": "<user>-desk"}),
    ("contact", "contact", {"name": "Eve", "email": "eve@acme.example"}),
    ("token", "partner/user/<user>/token", {"name": "Web site"}),
    ("context", "partner/user/<user>/context", {"botId": "<desk>", "payload": {"theme": "dark"}}),
)  # fmt: skip


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


def names_of_the_newer_generation(emulator: EmulatorServer) -> Callable[[str], str]:
    """Names of the older generation as the service takes them: the newer ones where it has both (api.md (f))."""
    headers = {"Authorization": f"Token {emulator.token}"}
    if not httpx.get(f"{emulator.url}/v1/user/list", headers=headers).is_success:
        return lambda name: name
    return lambda name: name.replace("partner/user", "user").replace("secretId", "linkedSecretId")


def fill(emulator: EmulatorServer, name: str) -> str:
    """A partner user with objects of most kinds, which refer to one another; returns its id."""
    newer = names_of_the_newer_generation(emulator)
    ids = {"user": make_by_hand(emulator, newer("partner/user"), {"name": name, "limits": {"tokens": 100}})}

    def with_ids(text: str) -> str:
        for key, found in ids.items():
            text = text.replace(f"<{key}>", found)
        return text

    for key, path, fields in BY_HAND:
        body: JsonObject = {
            newer(name): with_ids(each) if isinstance(each, str) else each for name, each in fields.items()
        }
        in_account = path.startswith("partner/user/")
        ids[key] = make_by_hand(emulator, with_ids(newer(path)), body, None if in_account else ids["user"])
    return ids["user"]
