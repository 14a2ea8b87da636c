"""Check validates the documented keys inside objects, and names a problem by its path."""

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.reconcile import UNKNOWN, InputValue
from support.core import check

Arguments = dict[str, InputValue]

USAGE: Arguments = {"metric": "tokens", "threshold": 5, "windowInSeconds": 60}
BLOCK: Arguments = {"block": {"durationInSeconds": 60}}
SLUG: Arguments = {"slug": "acme-help"}


def failures(kind: str, inputs: Arguments) -> list[str]:
    """The problems that check finds, each as field and reason."""
    scope: Arguments = {owner.field: "u1" for owner in KINDS[kind].parents}
    return [f"{failure.field} {failure.reason}" for failure in check(KINDS[kind], {**scope, **inputs}).failures]


def usage(**changed: InputValue) -> Arguments:
    """A usage policy with some keys of its config changed."""
    return {"type": "usage", "config": {**USAGE, "actions": BLOCK, **changed}}


@pytest.mark.parametrize(
    ("kind", "inputs", "says"),
    [
        ("partner_user", {"limits": {"tokens": -1}}, "limits.tokens is -1, but must be at least 0"),
        ("partner_user", {"limits": {"tokens": True}}, "limits.tokens is True, but must be a whole number"),
        ("partner_user", {"limits": {"tokens": None}}, "limits.tokens is None, but must be a whole number"),
        ("partner_user", {"limits": {"database": 5}}, "limits.database is 5, but must be a map (JSON object)"),
        (
            "partner_user",
            {"limits": {"database": {"records": 1.5}}},
            "limits.database.records is 1.5, but must be a whole number",
        ),
        (
            "partner_user",
            {"limits": {"databse": {"records": 5}}},
            "limits.databse is not a documented key; did you mean database?",
        ),
        (
            "partner_user",
            {"limits": {"file": {"max_file_size": 5}}},
            "limits.file.max_file_size is not a documented key; did you mean maxFileSize?",
        ),
        (
            "partner_user_token",
            {"config": {"allowedRoutes": "/v1/*"}},
            "config.allowedRoutes is '/v1/*', but must be a list of text",
        ),
        (
            "partner_user_token",
            {"config": {"allowedRoutes": ["/v1/*", 5]}},
            "config.allowedRoutes.1 is 5, but must be text",
        ),
        ("secret", {"config": {"clientSecret": 5}}, "config.clientSecret is something else, but must be text"),
        (
            "portal",
            {**SLUG, "config": {"layout": {"sidebar": {"link": "acme"}}}},
            "config.layout.sidebar.link is 'acme', but must be an http or https URL",
        ),
        ("policy", {"config": {"expiresInDays": 0}}, "config.expiresInDays is 0, but must be at least 1"),
        ("policy", {"type": "usage", "config": {**USAGE}}, "config.actions is missing"),
        ("policy", usage(metric="bytes"), "config.metric is 'bytes', but must be one of tokens, messages"),
        ("policy", usage(actions={}), "config.actions is without block and email, but must have one of them"),
        (
            "policy",
            usage(actions={**BLOCK, "webhook": "x"}),
            "config.actions.webhook is not a documented key; there are block, email",
        ),
        (
            "policy",
            usage(actions={"email": 5}),
            "config.actions.email is 5, but must be text, or a list of text, or a map (JSON object)",
        ),
        (
            "policy",
            usage(actions={"email": {"to": ["ops@example.com", "ops"]}}),
            "config.actions.email.to.1 is 'ops', but must be an e-mail address",
        ),
    ],
)
def test_a_fault_inside_an_object_names_its_path(kind: str, inputs: Arguments, says: str) -> None:
    """The service accepts a misspelt limit and does not apply it, so check has to find it."""
    (found,) = failures(kind, inputs)

    assert found.startswith(says)


@pytest.mark.parametrize(
    ("kind", "inputs"),
    [
        ("partner_user", {"limits": {"database": {"bots": 5}, "seats": 3}}),
        ("partner_user_token", {"config": {"namespace": "acme"}}),
        ("secret", {"config": {"token_uri": "https://a.example", "client_id": "x", "tokenUri": "y"}}),
        ("portal", {**SLUG, "config": {"apps": [1], "theme": {"dark": True}}}),
        ("policy", {"config": {"expiresInDays": 30, "note": "a year is too long"}}),
        ("policy", usage(actions={"email": "ops@example.com"})),
        ("policy", usage(actions={"email": ["ops@example.com"]})),
        ("policy", usage(actions={"email": {"to": "ops@example.com"}})),
    ],
)
def test_keys_that_the_service_accepts_pass(kind: str, inputs: Arguments) -> None:
    """The service keeps undocumented keys in the objects of b.1, b.3, b.12, b.14 and b.15; some have an effect."""
    assert failures(kind, inputs) == []


def test_several_faults_inside_are_all_named() -> None:
    """So all of them can be fixed after one run."""
    found = failures("partner_user", {"limits": {"tokens": -1, "messages": 0.5, "file": []}})

    assert [each.split()[0] for each in found] == ["limits.tokens", "limits.messages", "limits.file"]


@pytest.mark.parametrize("unknown", [UNKNOWN, {"tokens": UNKNOWN}, {"tokens": -1, "database": {"records": UNKNOWN}}])
def test_an_object_that_is_partly_unknown_is_examined_once_it_is_known(unknown: InputValue) -> None:
    """A preview must not refuse inputs that ``up`` would accept."""
    assert check(KINDS["partner_user"], {"limits": unknown}).failures == ()


def test_the_config_of_a_policy_of_unknown_type_passes() -> None:
    """The rules for the config depend on the type."""
    assert check(KINDS["policy"], {"type": UNKNOWN, "config": {"expiresInDays": 0}}).failures == ()
