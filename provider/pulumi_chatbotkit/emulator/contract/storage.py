"""Secrets, files, spaces and teams (docs/api/api.md b.12 secret, b.13 file, b.16 space, b.17 team)."""

from dataclasses import replace

from pulumi_chatbotkit.emulator.contract import rows
from pulumi_chatbotkit.emulator.contract.checks import check_web_address
from pulumi_chatbotkit.emulator.contract.fields import NOWHERE, Access, Field, OnEmpty, OnNull
from pulumi_chatbotkit.emulator.contract.kinds import EVERY_ACTION, Kind
from pulumi_chatbotkit.emulator.contract.rules import secret_value

SECRET = Kind(
    name="secret",
    noun="secret",
    path="/v1/secret",
    id_parameter="secretId",
    rules=(secret_value,),
    actions={
        **EVERY_ACTION,
        "verify": "verify",
        # There is no service to authenticate with, and so nothing to revoke.
        "authenticate": "acknowledge",
        "revoke": "acknowledge",
        "mint": "mint",
        "proxy": "proxy",
    },
    bodies={
        "proxy": (
            Field(
                name="url",
                type="string",
                source="seen",
                required=True,
                on_null=OnNull.REFUSED,
                on_empty=OnEmpty.REFUSED,
                check=check_web_address,
            ),
            rows.enum("method", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", source="seen"),
            replace(rows.json_object("headers", source="seen"), on_null=OnNull.REFUSED, secret=True),
            replace(rows.nullable_text("body", source="seen"), secret=True),
        )
    },
    fields=(
        rows.alias(),
        rows.name(),
        rows.description(),
        rows.blueprint_link(),
        rows.enum("kind", "shared", "personal", source="seen"),
        rows.enum("type", "plain", "basic", "bearer", "jwt", "oauth", "template", "reference", source="seen"),
        rows.write_only("value", source="seen"),
        replace(rows.json_object("config", source="seen"), secret=True, masked_keys=("clientSecret",)),
        rows.visibility(),
        rows.meta(),
    ),
)

FILE = Kind(
    name="file",
    noun="file",
    path="/v1/file",
    id_parameter="fileId",
    quota="file",
    actions={**EVERY_ACTION, "upload": "upload", "download": "download", "sync": "acknowledge"},
    bodies={
        "upload": (
            # Text or an object (docs/api/api.md b.13, file): actions.contents checks it.
            Field(
                name="file",
                type="object",
                source="seen",
                required=True,
                on_null=OnNull.REFUSED,
                on_empty=OnEmpty.REFUSED,
                secret=True,
                views=NOWHERE,
            ),
        )
    },
    fields=(
        rows.alias(),
        rows.name(),
        rows.description(),
        rows.blueprint_link(),
        rows.visibility(),
        rows.meta(),
    ),
)

SPACE = Kind(
    name="space",
    noun="space",
    path="/v1/space",
    id_parameter="spaceId",
    fields=(
        rows.alias(),
        rows.name(),
        rows.description(),
        rows.blueprint_link(),
        # Cannot be cleared: null and "" are accepted and change nothing (docs/api/api.md b.16, space).
        replace(
            rows.link("contactId", "contact", Access.OWN, source="seen"),
            on_null=OnNull.IGNORED,
            on_empty=OnEmpty.IGNORED,
        ),
        rows.meta(),
    ),
)

TEAM = Kind(
    name="team",
    noun="team",
    path="/v1/team",
    id_parameter="teamId",
    actions={"list": "list"},
    fields=(rows.name(), rows.description(), rows.meta()),
)
"""The API only publishes its list, and the emulator creates none."""
