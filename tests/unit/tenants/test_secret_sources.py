"""Secrets of a tenants file: their source is there, never they themselves."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.inputs.tenant_layout import SECTION_OF_KIND
from pulumi_chatbotkit.inputs.tenants import TenantSpec, read_tenants_file

Read = Callable[..., tuple[TenantSpec, ...]]
Problems = Callable[..., list[tuple[int | None, str, str]]]

PLANTED = "planted-7c41e0aa"
HOW = "give its source instead: {env: NAME}, {config: NAME} or {file: PATH}"
SECRET_FIELDS = [
    (section.name, field.name)
    for section in SECTION_OF_KIND.values()
    for field in section.fields
    if field.secret and field.shape is Shape.TEXT and section.parent is None
]


@pytest.mark.parametrize(("section", "field"), SECRET_FIELDS)
def test_a_secret_in_clear_is_refused_and_not_quoted(problems: Problems, section: str, field: str) -> None:
    """The file is in version control, and the message in a log."""
    ((line, key, reason),) = problems(f"tenants: {{a: {{bots: {{}}, {section}: {{x: {{{field}: {PLANTED}}}}}}}}}")

    assert (line, key, reason) == (1, f"tenants.a.{section}.x.{field}", f"is a secret in clear: {HOW}")


@pytest.mark.parametrize("name", ["clientSecret", "password", "pass"])
def test_credentials_inside_a_secret_map_are_secrets(problems: Problems, name: str) -> None:
    """The rest of the map, such as an address, may be read."""
    ((_, key, reason),) = problems(
        f"tenants: {{a: {{bots: {{}}, secrets: {{x: {{config: {{{name}: {PLANTED}, scope: all}}}}}}}}}}"
    )

    assert (key, reason) == (f"tenants.a.secrets.x.config.{name}", f"is a secret in clear: {HOW}")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{env: ''}", "is '', but must be a name"),
        ("{env: 7}", "is 7, but must be a name"),
        ("{vault: x}", f"must have one source: {HOW}"),
        ("{env: A, file: b}", f"must have one source: {HOW}"),
        ("{}", f"must have one source: {HOW}"),
        ("[x]", f"is a secret in clear: {HOW}"),
    ],
)
def test_a_source_is_one_of_three(problems: Problems, source: str, reason: str) -> None:
    """Anything else is told before anything happens."""
    found = problems(f"tenants: {{a: {{bots: {{}}, secrets: {{x: {{value: {source}}}}}}}}}")

    assert [why for _, _, why in found] == [reason]


def test_sources_are_kept_and_templates_name_them(read: Read) -> None:
    """One plan, and a variable of the environment for each tenant."""
    text = """\
    plans:
      pro:
        bots: {}
        secrets:
          crm:
            value: {env: "CRM_{{ tenant.key | upper }}"}
            config: {clientSecret: {config: oauth}, scope: all}
    tenants: {acme: {plan: pro}, globex: {plan: pro, secrets: {crm: {value: {file: crm.txt}}}}}
    """

    acme, globex = read(text)

    assert acme.arguments["secrets"] == {
        "crm": {"value": {"env": "CRM_ACME"}, "config": {"clientSecret": {"config": "oauth"}, "scope": "all"}}
    }
    assert [(use.path, use.source, use.name) for use in acme.secrets] == [
        (("secrets", "crm", "value"), "env", "CRM_ACME"),
        (("secrets", "crm", "config", "clientSecret"), "config", "oauth"),
    ]
    assert [(use.source, Path(use.name).name, use.place.line) for use in globex.secrets] == [
        ("file", "crm.txt", 8),
        ("config", "oauth", 7),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "sk-proj-abcdefghijklmnopqrstuvwx",
        "sk_live_abcdefghijklmnopqrstuvwx",
        "Use xoxb-1234567890-abcdefghij to post",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "AKIAABCDEFGHIJKLMNOP",
        "-----BEGIN RSA PRIVATE KEY-----",
        "postgres://app:hunter2@db.example/x",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc",
    ],
)
def test_a_text_that_looks_like_a_secret_is_a_warning(tmp_path: Path, text: str) -> None:
    """Nobody can be sure, so the file is used; the text is not repeated."""
    path = tmp_path / "tenants.yaml"
    path.write_text(f"tenants:\n  a:\n    bots: {{b: {{backstory: '{text}'}}}}\n", encoding="utf-8")

    (warning,) = read_tenants_file(path).warnings

    assert (warning.line, warning.key) == (3, "tenants.a.bots.b.backstory")
    assert text not in str(warning)


@pytest.mark.parametrize(
    "text", ["Be brief.", "https://a.example/x@y", "task-force", "fetch ${TOKEN} {secret}", "risk"]
)
def test_ordinary_texts_are_no_warning(tmp_path: Path, text: str) -> None:
    """A warning that is mostly wrong is not read."""
    path = tmp_path / "tenants.yaml"
    path.write_text(f"tenants: {{a: {{bots: {{b: {{backstory: '{text}'}}}}}}}}", encoding="utf-8")

    assert read_tenants_file(path).warnings == ()
