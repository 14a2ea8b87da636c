"""The SDK's clients as rows: what each one creates and changes, and what the API does with it.

Bodies are what docs/api/api.md b accepts; where the SDK's types are of an older generation, the reference decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from pulumi_chatbotkit.json_values import JsonObject, JsonValue

MASK: Final = "********"
"""How a secret reads that is set (docs/api/api.md b.18)."""


@dataclass(frozen=True, kw_only=True)
class Client:
    """A client of the SDK that manages records.

    Args:
        path: Where it is on the SDK's object.
        kind: Key in docs/api/api.json.
        sample: Body of a create. ``{n}`` in a text becomes a number, where two records may not share a value.
        change: Body of an update.
        parents: Clients whose records' ids come first among the arguments, outermost first.
        links: Fields of the create body that hold the id of a record which another client makes.
        methods: Those of create, fetch, list, update and delete that the API has.
        acknowledged: Methods that take the id, start something and answer the id.
        hidden: Fields that are never read back.
        masked: Fields that read back as a mask.
        renames: Paths that the API has renamed since this version of the SDK.
    """

    path: str
    kind: str
    sample: JsonObject
    change: JsonObject
    parents: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict[str, str])
    methods: tuple[str, ...] = ("create", "fetch", "list", "update", "delete")
    acknowledged: tuple[str, ...] = ()
    hidden: frozenset[str] = field(default_factory=frozenset[str])
    masked: frozenset[str] = field(default_factory=frozenset[str])
    renames: tuple[tuple[str, str], ...] = ()

    def body(self, number: int = 1) -> JsonObject:
        """The create body of the ``number``-th record, without links."""
        return {name: _numbered(value, number) for name, value in self.sample.items()}

    def read_back(self, stored: JsonObject) -> JsonObject:
        """How the API shows values that it has stored."""
        shown = {name: value for name, value in stored.items() if name not in self.hidden}
        return {name: MASK if name in self.masked else value for name, value in shown.items()}


def _numbered(value: JsonValue, number: int) -> JsonValue:
    return value.replace("{n}", str(number)) if isinstance(value, str) else value


def _created(name: str, **own: JsonValue) -> JsonObject:
    """What nearly every kind has, and its own fields."""
    meta: JsonObject = {"team": "support", "nested": {"deep": [1, True, None, "ü"]}}
    return {"name": name, "description": f"{name}, made by the SDK", "meta": meta, **own}


def _changed(**own: JsonValue) -> JsonObject:
    return {"name": "Changed", "description": "", "meta": {"team": "sales"}, **own}


def _integration(name: str, *, link: str, sample: JsonObject, change: JsonObject) -> Client:
    """An integration: the common part of docs/api/api.md b.18, and its own fields."""
    return Client(
        path=f"integration.{name}",
        kind=f"integration_{name}",
        sample=_created(f"Our {name}", alias=f"{name}-{{n}}", **sample),
        change=_changed(alias=f"{name}-changed", **change),
        links={"blueprintId": "blueprint", f"{link}Id": link},
    )


def _channel(name: str, *, sample: JsonObject, change: JsonObject, secrets: frozenset[str]) -> Client:
    """An integration that brings messages to a bot. ``secrets`` read back as a mask."""
    row = _integration(name, link="bot", sample={**sample, "sessionDuration": 60_000}, change=change)
    return replace(row, acknowledged=("setup",), masked=secrets)


_PARTNER: Final = (
    Client(
        path="partner.user",
        kind="partner_user",
        sample=_created(
            "Acme",
            alias="acme-{n}",
            email="ops{n}@acme.example",
            image="https://acme.example/logo.png",
            limits={"conversations": 100, "database": {"records": 0}},
        ),
        change={**_changed(alias="acme-changed", limits={}), "email": "new@acme.example"},
        hidden=frozenset({"alias"}),
    ),
    Client(
        path="partner.user.context",
        kind="partner_user_context",
        parents=("partner.user",),
        sample=_created("Support", payload={"theme": "dark", "sizes": [1, 2.5]}),
        change=_changed(payload={}),
    ),
    Client(
        path="partner.user.token",
        kind="partner_user_token",
        parents=("partner.user",),
        methods=("create", "list", "update", "delete"),
        sample=_created("Key", config={"allowedRoutes": ["bot/*"]}),
        change=_changed(config={}),
        hidden=frozenset({"config"}),
    ),
)

_WORKSPACE: Final = (
    Client(
        path="blueprint",
        kind="blueprint",
        sample=_created("Plan", alias="plan-{n}", visibility="protected"),
        change=_changed(alias="plan-changed", visibility="private"),
    ),
    Client(
        path="bot",
        kind="bot",
        sample=_created(
            "Ada",
            alias="ada-{n}",
            backstory="You are Ada.",
            model="gpt-4o/temperature=0.2",
            privacy=True,
            moderation=True,
            visibility="protected",
        ),
        change=_changed(alias="ada-changed", backstory="", model="gpt-4o", privacy=False, visibility="private"),
        links={"blueprintId": "blueprint", "datasetId": "dataset", "skillsetId": "skillset"},
        hidden=frozenset({"privacy", "moderation"}),
    ),
    Client(
        path="dataset",
        kind="dataset",
        sample=_created(
            "Manuals",
            alias="manuals-{n}",
            recordMaxTokens=256,
            searchMinScore=0.25,
            searchMaxRecords=5,
            searchMaxTokens=1000,
            matchInstruction="Cite the page.",
            mismatchInstruction="Say so.",
            separators="\n\n",
            visibility="protected",
        ),
        change=_changed(alias="manuals-changed", recordMaxTokens=None, searchMinScore=0.5, separators=""),
        links={"blueprintId": "blueprint"},
    ),
    Client(
        path="dataset.record",
        kind="dataset_record",
        parents=("dataset",),
        sample={"text": "Page {n}", "source": "manual.txt", "meta": {"page": 1}},
        change={"text": "Another page", "source": None, "meta": {}},
    ),
    Client(
        path="skillset",
        kind="skillset",
        sample=_created("Tools", alias="tools-{n}", visibility="protected"),
        change=_changed(alias="tools-changed", visibility="private", state="disabled"),
        links={"blueprintId": "blueprint"},
    ),
    Client(
        # The four links had other names when this SDK was made (docs/api/api.md b.11).
        path="skillset.ability",
        kind="skillset_ability",
        parents=("skillset",),
        sample=_created("Look up", alias="look-up-{n}", instruction="Look it up."),
        change=_changed(alias="look-up-changed", instruction="Look it up twice.", state="disabled"),
        links={
            "blueprintId": "blueprint",
            "linkedBotId": "bot",
            "linkedFileId": "file",
            "linkedSecretId": "secret",
            "linkedSpaceId": "space",
        },
    ),
    Client(
        path="secret",
        kind="secret",
        sample=_created("Key", alias="key-{n}", kind="shared", type="bearer", value="hush", config={"scope": "all"}),
        change=_changed(alias="key-changed", value="hush, again", config={}),
        links={"blueprintId": "blueprint"},
        hidden=frozenset({"value"}),
    ),
    Client(
        path="file",
        kind="file",
        sample=_created("Manual", alias="manual-{n}", visibility="protected"),
        change=_changed(alias="manual-changed", visibility="private"),
        links={"blueprintId": "blueprint"},
    ),
    Client(
        path="portal",
        kind="portal",
        sample=_created("Help", alias="help-{n}", slug="help-desk-{n}", config={"layout": {"dense": True}}),
        change=_changed(alias="help-changed", slug="new-help-desk", config={}),
        links={"blueprintId": "blueprint"},
    ),
    Client(
        path="policy",
        kind="policy",
        sample=_created("Keep", alias="keep-{n}", type="retention", config={"expiresInDays": 30}),
        change=_changed(alias="keep-changed", state="disabled", config={"expiresInDays": 7}),
        links={"blueprintId": "blueprint", "botId": "bot"},
    ),
    Client(
        path="space",
        kind="space",
        sample=_created("Room", alias="room-{n}"),
        change=_changed(alias="room-changed"),
        links={"blueprintId": "blueprint", "contactId": "contact"},
    ),
    Client(
        path="contact",
        kind="contact",
        sample=_created(
            "Grace", fingerprint="print-{n}", email="grace{n}@acme.example", phone="+49 30 1234", nick="grace"
        ),
        change=_changed(nick="amazing", phone="+49 30 5678"),
    ),
    Client(
        path="conversation",
        kind="conversation",
        methods=("create", "fetch", "list", "delete"),
        sample=_created("Question"),
        change={},
        links={"botId": "bot", "contactId": "contact"},
    ),
)

_CHANNELS: Final = (
    _channel(
        "widget",
        sample={"title": "Help", "intro": "Hello", "language": "de", "stream": False, "math": True},
        change={"title": "", "stream": True, "contactCollection": True},
        secrets=frozenset(),
    ),
    _channel(
        "slack",
        sample={
            "botToken": "xoxb",
            "signingSecret": "sign",
            "userToken": "xoxp",
            "visibleMessages": 3,
            "ratings": True,
        },
        change={"botToken": "xoxb-2", "visibleMessages": None, "allowFrom": "U1"},
        secrets=frozenset({"botToken", "signingSecret", "userToken"}),
    ),
    replace(
        _channel(
            "discord",
            sample={"appId": "app", "botToken": "token", "publicKey": "key", "handle": "help_desk"},
            change={"botToken": "other", "handle": ""},
            secrets=frozenset(),
        ),
        hidden=frozenset({"botToken", "publicKey"}),
    ),
    replace(
        _channel(
            "microsoftteams",
            sample={"botFrameworkAppId": "app", "botFrameworkAppSecret": "secret", "tenantId": "tenant"},
            change={"botFrameworkAppId": "app-2", "tenantId": None},
            secrets=frozenset(),
        ),
        path="integration.teams",
        renames=(("/integration/teams/", "/integration/microsoftteams/"),),
        hidden=frozenset({"botFrameworkAppSecret", "tenantId"}),
    ),
    _channel(
        "googlechat",
        sample={"serviceAccountKey": "{}", "projectNumber": "42", "attachments": True},
        change={"projectNumber": "43", "attachments": False},
        secrets=frozenset({"serviceAccountKey"}),
    ),
    _channel(
        "whatsapp",
        sample={"phoneNumberId": "49", "accessToken": "token", "appSecret": "secret", "attachments": True},
        change={"phoneNumberId": "50", "accessToken": "token-2"},
        secrets=frozenset({"accessToken", "appSecret"}),
    ),
    _channel(
        "messenger",
        sample={"accessToken": "token", "appSecret": "secret", "attachments": True},
        change={"accessToken": "token-2", "attachments": False},
        secrets=frozenset({"accessToken", "appSecret"}),
    ),
    _channel(
        "instagram",
        sample={"accessToken": "token", "appSecret": "secret", "attachments": True},
        change={"accessToken": "token-2", "attachments": False},
        secrets=frozenset({"accessToken", "appSecret"}),
    ),
    replace(
        _channel(
            "telegram",
            sample={"botToken": "token", "attachments": True, "contactCollection": True},
            change={"botToken": "token-2", "attachments": False},
            secrets=frozenset(),
        ),
        hidden=frozenset({"botToken"}),
    ),
    replace(
        _channel(
            "twilio",
            sample={"accountSid": "AC1", "authToken": "token", "voice": "alice", "allowFrom": "+49*"},
            change={"authToken": "token-2", "voice": None},
            secrets=frozenset(),
        ),
        hidden=frozenset({"authToken"}),
    ),
    _channel(
        "email",
        sample={"attachments": True, "contactCollection": True, "allowFrom": "*@acme.example"},
        change={"attachments": False, "allowFrom": ""},
        secrets=frozenset(),
    ),
    _channel(
        "trigger",
        sample={"authenticate": False, "schedule": "daily", "timezone": "Europe/Berlin"},
        change={"authenticate": True, "schedule": None},
        secrets=frozenset(),
    ),
)

_OTHER_INTEGRATIONS: Final = (
    replace(
        _integration(
            "sitemap",
            link="dataset",
            sample={
                "url": "https://acme.example/sitemap.xml",
                "glob": "**/docs/**",
                "selectors": "main",
                "javascript": True,
                "syncSchedule": "daily",
                "expiresIn": 86_400_000,
            },
            change={"glob": "", "javascript": True, "syncSchedule": "never", "expiresIn": None},
        ),
        acknowledged=("sync",),
    ),
    replace(
        _integration(
            "notion",
            link="dataset",
            sample={"token": "ntn", "syncSchedule": "weekly"},
            change={"token": "ntn-2", "syncSchedule": "never"},
        ),
        acknowledged=("sync",),
        masked=frozenset({"token"}),
    ),
    _integration("support", link="bot", sample={"email": "help@acme.example"}, change={"email": None}),
    _integration(
        "extract",
        link="bot",
        sample={"schema": {"type": "object"}, "request": "https://acme.example/hook", "model": "gpt-4o"},
        change={"schema": {}, "request": ""},
    ),
    _integration("mcpserver", link="skillset", sample={}, change={}),
)

CLIENTS: Final = (*_PARTNER, *_WORKSPACE, *_CHANNELS, *_OTHER_INTEGRATIONS)
"""Every client of the SDK that manages records of a kind that the emulator knows."""

BY_PATH: Final = {client.path: client for client in CLIENTS}
