"""The SDK's clients as rows.

Bodies are what docs/api/api.md (b) accepts; where the SDK's types are of an older generation, the reference decides.
"""

from dataclasses import replace
from typing import Final

from wire.third_party.client_rows import Client, changed, channel, created, integration

_PARTNER: Final = (
    Client(
        path="partner.user",
        kind="partner_user",
        sample=created(
            "Acme",
            alias="acme-{n}",
            email="ops{n}@acme.example",
            image="https://acme.example/logo.png",
            limits={"conversations": 100, "database": {"records": 0}},
        ),
        change={**changed(alias="acme-changed", limits={}), "email": "new@acme.example"},
        hidden=frozenset({"alias"}),
    ),
    Client(
        path="partner.user.context",
        kind="partner_user_context",
        parents=("partner.user",),
        sample=created("Support", payload={"theme": "dark", "sizes": [1, 2.5]}),
        change=changed(payload={}),
    ),
    Client(
        path="partner.user.token",
        kind="partner_user_token",
        parents=("partner.user",),
        methods=("create", "list", "update", "delete"),
        sample=created("Key", config={"allowedRoutes": ["bot/*"]}),
        change=changed(config={}),
        hidden=frozenset({"config"}),
    ),
)

_WORKSPACE: Final = (
    Client(
        path="blueprint",
        kind="blueprint",
        sample=created("Plan", alias="plan-{n}", visibility="protected"),
        change=changed(alias="plan-changed", visibility="private"),
    ),
    Client(
        path="bot",
        kind="bot",
        sample=created(
            "Ada",
            alias="ada-{n}",
            backstory="You are Ada.",
            model="gpt-4o/temperature=0.2",
            privacy=True,
            moderation=True,
            visibility="protected",
        ),
        change=changed(alias="ada-changed", backstory="", model="gpt-4o", privacy=False, visibility="private"),
        links={"blueprintId": "blueprint", "datasetId": "dataset", "skillsetId": "skillset"},
        hidden=frozenset({"privacy", "moderation"}),
    ),
    Client(
        path="dataset",
        kind="dataset",
        sample=created(
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
        change=changed(alias="manuals-changed", recordMaxTokens=None, searchMinScore=0.5, separators=""),
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
        sample=created("Tools", alias="tools-{n}", visibility="protected"),
        change=changed(alias="tools-changed", visibility="private", state="disabled"),
        links={"blueprintId": "blueprint"},
    ),
    Client(
        # The four links had other names when this SDK was made (docs/api/api.md b.11).
        path="skillset.ability",
        kind="skillset_ability",
        parents=("skillset",),
        sample=created("Look up", alias="look-up-{n}", instruction="Look it up."),
        change=changed(alias="look-up-changed", instruction="Look it up twice.", state="disabled"),
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
        sample=created("Key", alias="key-{n}", kind="shared", type="bearer", value="hush", config={"scope": "all"}),
        change=changed(alias="key-changed", value="hush, again", config={}),
        links={"blueprintId": "blueprint"},
        hidden=frozenset({"value"}),
    ),
    Client(
        path="file",
        kind="file",
        sample=created("Manual", alias="manual-{n}", visibility="protected"),
        change=changed(alias="manual-changed", visibility="private"),
        links={"blueprintId": "blueprint"},
    ),
    Client(
        path="portal",
        kind="portal",
        sample=created("Help", alias="help-{n}", slug="help-desk-{n}", config={"layout": {"dense": True}}),
        change=changed(alias="help-changed", slug="new-help-desk", config={}),
        links={"blueprintId": "blueprint"},
    ),
    Client(
        path="policy",
        kind="policy",
        sample=created("Keep", alias="keep-{n}", type="retention", config={"expiresInDays": 30}),
        change=changed(alias="keep-changed", state="disabled", config={"expiresInDays": 7}),
        links={"blueprintId": "blueprint", "botId": "bot"},
    ),
    Client(
        path="space",
        kind="space",
        sample=created("Room", alias="room-{n}"),
        change=changed(alias="room-changed"),
        links={"blueprintId": "blueprint", "contactId": "contact"},
    ),
    Client(
        path="contact",
        kind="contact",
        sample=created(
            "Grace",
            fingerprint="fingerprint-no-000{n}",
            email="grace{n}@acme.example",
            phone="+49301234567",
            nick="grace",
        ),
        change=changed(nick="amazing", phone="+49307654321"),
    ),
    Client(
        path="conversation",
        kind="conversation",
        methods=("create", "fetch", "list", "delete"),
        sample=created("Question"),
        change={},
        links={"botId": "bot", "contactId": "contact"},
    ),
    Client(
        path="task",
        kind="task",
        sample=created("Remind"),
        change=changed(),
        links={"botId": "bot", "contactId": "contact"},
    ),
    Client(
        path="memory",
        kind="memory",
        sample=created("Note", text="Likes tea."),
        change=changed(text="Likes coffee."),
        links={"botId": "bot", "contactId": "contact"},
    ),
)

_CHANNELS: Final = (
    channel(
        "widget",
        sample={"title": "Help", "intro": "Hello", "language": "de", "stream": False, "math": True},
        change={"title": "", "stream": True, "contactCollection": True},
        secrets=frozenset(),
    ),
    channel(
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
        channel(
            "discord",
            sample={"appId": "app", "botToken": "token", "publicKey": "key", "handle": "help_desk"},
            change={"botToken": "other", "handle": ""},
            secrets=frozenset(),
        ),
        hidden=frozenset({"botToken", "publicKey"}),
    ),
    replace(
        channel(
            "microsoftteams",
            sample={"botFrameworkAppId": "app", "botFrameworkAppSecret": "secret", "tenantId": "tenant"},
            change={"botFrameworkAppId": "app-2", "tenantId": None},
            secrets=frozenset(),
        ),
        path="integration.teams",
        renames=(("/integration/teams/", "/integration/microsoftteams/"),),
        hidden=frozenset({"botFrameworkAppSecret", "tenantId"}),
    ),
    channel(
        "googlechat",
        sample={"serviceAccountKey": "{}", "projectNumber": "42", "attachments": True},
        change={"projectNumber": "43", "attachments": False},
        secrets=frozenset({"serviceAccountKey"}),
    ),
    channel(
        "whatsapp",
        sample={"phoneNumberId": "49", "accessToken": "token", "appSecret": "secret", "attachments": True},
        change={"phoneNumberId": "50", "accessToken": "token-2"},
        secrets=frozenset({"accessToken", "appSecret"}),
    ),
    channel(
        "messenger",
        sample={"accessToken": "token", "appSecret": "secret", "attachments": True},
        change={"accessToken": "token-2", "attachments": False},
        secrets=frozenset({"accessToken", "appSecret"}),
    ),
    channel(
        "instagram",
        sample={"accessToken": "token", "appSecret": "secret", "attachments": True},
        change={"accessToken": "token-2", "attachments": False},
        secrets=frozenset({"accessToken", "appSecret"}),
    ),
    replace(
        channel(
            "telegram",
            sample={"botToken": "token", "attachments": True, "contactCollection": True},
            change={"botToken": "token-2", "attachments": False},
            secrets=frozenset(),
        ),
        hidden=frozenset({"botToken"}),
    ),
    replace(
        channel(
            "twilio",
            sample={"accountSid": "AC1", "authToken": "token", "voice": "alice", "allowFrom": "+49*"},
            change={"authToken": "token-2", "voice": None},
            secrets=frozenset(),
        ),
        hidden=frozenset({"authToken"}),
    ),
    channel(
        "email",
        sample={"attachments": True, "contactCollection": True, "allowFrom": "*@acme.example"},
        change={"attachments": False, "allowFrom": ""},
        secrets=frozenset(),
    ),
    channel(
        "trigger",
        sample={"authenticate": False, "schedule": "daily", "timezone": "Europe/Berlin"},
        change={"authenticate": True, "schedule": None},
        secrets=frozenset(),
    ),
)

_OTHER_INTEGRATIONS: Final = (
    replace(
        integration(
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
        integration(
            "notion",
            link="dataset",
            sample={"token": "ntn", "syncSchedule": "weekly"},
            change={"token": "ntn-2", "syncSchedule": "never"},
        ),
        acknowledged=("sync",),
        masked=frozenset({"token"}),
    ),
    integration("support", link="bot", sample={"email": "help@acme.example"}, change={"email": None}),
    integration(
        "extract",
        link="bot",
        sample={"schema": {"type": "object"}, "request": "https://acme.example/hook", "model": "gpt-4o"},
        change={"schema": {}, "request": ""},
    ),
    integration("mcpserver", link="skillset", sample={}, change={}),
)

CLIENTS: Final = (*_PARTNER, *_WORKSPACE, *_CHANNELS, *_OTHER_INTEGRATIONS)
"""Every client of the SDK that manages records of a kind that the emulator knows."""

BY_PATH: Final = {client.path: client for client in CLIENTS}
