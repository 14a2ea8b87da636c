"""Taking over accounts that were made by hand, with the real CLI: export, adopt, and nothing has changed."""

from collections.abc import Callable

import httpx

from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.testing import EmulatorServer
from support.inventory import as_stored, in_state, make_by_hand
from support.project import Project

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


def names_of_the_newer_generation(emulator: EmulatorServer) -> Callable[[str], str]:
    """Names of the older generation as the service takes them: the newer ones where it has both (api.md (f))."""
    headers = {"Authorization": f"Token {emulator.token}"}
    if not httpx.get(f"{emulator.url}/v1/user/list", headers=headers).is_success:
        return lambda name: name
    return lambda name: name.replace("partner/user", "user").replace("secretId", "linkedSecretId")


def fill(emulator: EmulatorServer, name: str) -> None:
    """A partner user with objects of most kinds, which refer to one another."""
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


def without_markers(emulator: EmulatorServer) -> dict[str, JsonObject]:
    """Everything that is stored; a marker makes ``meta`` where there was none."""
    return {id_: {**record, "meta": _without_marker(record)} for id_, record in as_stored(emulator).items()}


def _without_marker(record: JsonObject) -> JsonObject | None:
    meta = as_object(record.get("meta")) or {}
    return {key: value for key, value in meta.items() if not key.startswith("pulumi")} or None


def test_accounts_made_by_hand_are_adopted_as_they_are(project: Project, emulator: EmulatorServer) -> None:
    """The stack has every object but tokens, nothing but markers was written, and nothing is left to do."""
    for name in ("Acme: {{ Söhne }}", "acme söhne"):
        fill(emulator, name)
    before = without_markers(emulator)
    project.environment["CHATBOTKIT_ENDPOINT"] = emulator.url

    exported = project.command("pulumi-chatbotkit", "export", "--aliases", "none")
    assert exported.exit_code == 0, exported.output
    first = (project.folder / "tenants.yaml").read_text(encoding="utf-8")
    project.use_default_program(first)
    project.up()

    assert without_markers(emulator) == before
    tokens = {str(each["id"]) for each in emulator.records("partner_user_token")}
    assert in_state(project).keys() == before.keys() - tokens
    assert project.drift().exit_code == 0
    project.command("pulumi-chatbotkit", "export", "second.yaml", "--aliases", "none")
    assert (project.folder / "second.yaml").read_text(encoding="utf-8") == first
    assert "planted-41c7" not in first
