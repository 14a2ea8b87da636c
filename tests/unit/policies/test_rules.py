"""The rules of the policy pack, without Pulumi: what is against them, and what is not."""

import math
from dataclasses import replace
from typing import NamedTuple

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.operations.hidden_values import secret_paths
from pulumi_chatbotkit.policies.rule import Subject
from pulumi_chatbotkit.policies.rules import RULES

BY_NAME = {rule.name: rule for rule in RULES}
KEY = "sk-0123456789abcdef0123456789abcdef"
ENFORCED: JsonObject = {"tokens": 1, "conversations": 2, "messages": 3}
NOTHING: JsonObject = {}


def subject(kind: str, inputs: JsonObject = NOTHING, *, protect: bool = False, unknown: str = "") -> Subject:
    """A resource named ``acme``; ``unknown`` is an input that a preview does not know."""
    found = KINDS[kind]
    return Subject(
        kind=found,
        name="acme",
        inputs=inputs,
        unknown=frozenset({unknown} - {""}),
        secret=frozenset(secret_paths(found)),
        is_protected=protect,
    )


def messages(rule: str, found: Subject, settings: JsonObject) -> list[str]:
    """What the rule says, as people read it."""
    return [each.message(found) for each in BY_NAME[rule].violations(found, settings)]


class Broken(NamedTuple):
    rule: str
    found: Subject
    settings: JsonObject
    message: str
    """How the message begins."""


BROKEN = (
    Broken("partner-user-limits", subject("partner_user"), {"required": ["messages"]}, "limits.messages is not set"),
    *(
        Broken(
            "partner-user-limits", subject("partner_user", {"limits": {**ENFORCED, "tokens": value}}), settings, message
        )
        for value, message in (
            (math.nan, "limits.tokens is nan, which limits nothing"),
            (math.inf, "limits.tokens is inf, which limits nothing"),
            (True, "limits.tokens is True, which limits nothing"),
            (-1, "limits.tokens is -1, which limits nothing"),
            ("999999999", "limits.tokens is '999999999', which limits nothing"),
        )
        for settings in (NOTHING, dict[str, JsonValue](required=[], maxima={"tokens": 5}))
    ),
    Broken(
        "partner-user-limits",
        subject("partner_user", {"limits": {**ENFORCED, "database": {"records": 1_001}}}),
        {"maxima": {"database.records": 1_000}},
        "limits.database.records is 1,001, but may be 1,000 at most",
    ),
    Broken(
        "partner-users-protected",
        subject("partner_user", {"forceDestroy": True}, protect=True),
        {},
        "forceDestroy is true",
    ),
    Broken("no-public-objects", subject("bot", {"visibility": "public"}), {}, 'visibility is "public"'),
    Broken("no-public-objects", subject("secret", {"visibility": "public"}), {}, 'visibility is "public"'),
    Broken(
        "allowed-models",
        subject("bot", {"model": "gpt-3/temperature=0"}),
        {"allowed": ["gpt-4*", "claude"]},
        "model is 'gpt-3/temperature=0', which is not allowed. Use one of: gpt-4*, claude.",
    ),
    Broken("allowed-models", subject("bot", {"model": "/evil"}), {"allowed": ["x"]}, "model is '/evil', which is not"),
    Broken("allowed-models", subject("bot", {"model": 5}), {"allowed": ["x"]}, "model is 5, which is not"),
    Broken("allowed-models", subject("bot"), {"allowed": ["x"], "allowUnset": False}, "model is left out"),
    Broken("allowed-models", subject("integration_extract", {"model": "y"}), {"allowed": ["x"]}, "model is 'y'"),
    Broken(
        "no-clear-credentials",
        subject("skillset_ability", {"instruction": f"Call with Authorization: Bearer {KEY}"}),
        {},
        "instruction has what looks like an API key",
    ),
    Broken(
        "no-clear-credentials",
        subject("partner_user_context", {"payload": {"crm": ["a", {"key": "AKIA0123456789ABCDEF"}]}}),
        {},
        "payload.crm.1.key has what looks like an AWS access key",
    ),
    Broken(
        "no-clear-credentials",
        subject("bot", {"backstory": "The word is swordfish."}),
        {"patterns": {"our word": "swordfish"}},
        "backstory has what looks like our word",
    ),
    *(
        Broken("no-clear-credentials", subject("bot", {"backstory": text}), {}, f"backstory has what looks like {what}")
        for text, what in (
            (f"x_{KEY}", "an API key"),
            ("oaac-0123456789abcdef", "an OAuth token"),
            ("(oart-0123456789abcdef)", "an OAuth token"),
            ("Authorization: Basic dXNlcjpwYXNz", "a user and password"),
            ("see https://u:pw@crm.example/it", "an address with a password"),
            ("postgres://u:p/w@h", "an address with a password"),
            ("glpat-0123456789abcdefghij", "a GitLab token"),
        )
    ),
    Broken(
        "no-clear-credentials",
        subject("bot", {"meta": {"keys": {KEY: "ours"}}}),
        {},
        "meta.keys has a key that looks like an API key",
    ),
    Broken(
        "no-clear-credentials",
        subject("bot", {"meta": {"x": {"glpat-0123456789abcdefghij": 1}}}),
        {"patterns": {"our token": "glpat-"}},
        "meta.x has a key that looks like our token",
    ),
    Broken("tokens-rotate", subject("partner_user_token"), {}, "rotateWhen is not set"),
    Broken(
        "tokens-rotate",
        subject("partner_user_token", {"rotateWhen": "soon"}),
        {"form": r"\d{4}-\d{2}"},
        r"rotateWhen is 'soon', but must have the form \d{4}-\d{2}",
    ),
    Broken(
        "payload-size",
        subject("bot", {"name": "x", "backstory": "é" * 60}),
        {"maxBytes": 100},
        "backstory is the largest of its inputs, which have 125 bytes, but may have 100",
    ),
    Broken("forms-of-texts", subject("partner_user"), {}, r"name is left out, but must have the form \S.*"),
    Broken(
        "forms-of-texts",
        subject("partner_user", {"name": "A", "email": "a@b.example"}),
        {"forms": {"PartnerUser.email": r".+@acme\.example"}},
        r"email is 'a@b.example', but must have the form .+@acme\.example",
    ),
    Broken("forms-of-texts", subject("bot", {"name": "b"}), {"forms": {"*.name": "[A-Z].*"}}, "name is 'b', but"),
)
KEPT: tuple[tuple[str, Subject, JsonObject], ...] = (
    ("partner-user-limits", subject("partner_user", {"limits": ENFORCED}), {"maxima": {"tokens": 1, "messages": 9}}),
    ("partner-user-limits", subject("partner_user", unknown="limits"), {}),
    ("partner-user-limits", subject("bot"), {}),
    ("partner-users-protected", subject("partner_user", protect=True), {}),
    (
        "partner-users-protected",
        subject("partner_user", {"forceDestroy": True}, protect=True),
        {"allowForceDestroy": True},
    ),
    ("no-public-objects", subject("bot", {"visibility": "protected"}), {}),
    ("no-public-objects", subject("bot"), {}),
    ("allowed-models", subject("bot", {"model": "any"}), {}),
    ("allowed-models", subject("bot"), {"allowed": ["x"]}),
    ("allowed-models", subject("bot", unknown="model"), {"allowed": ["x"], "allowUnset": False}),
    ("no-clear-credentials", subject("secret", {"value": KEY, "config": {"clientSecret": KEY}}), {}),
    (
        "no-clear-credentials",
        subject(
            "bot", {"backstory": "Basic understanding: https://$USER:$WORD@x, https://x:80/a@b, risk-0123456789012345"}
        ),
        {},
    ),
    ("no-clear-credentials", subject("bot", {"backstory": "Ask a bearer of good news: sk-short"}), {}),
    ("tokens-rotate", subject("partner_user_token", {"rotateWhen": "2026-11"}), {"form": r"\d{4}-\d{2}"}),
    ("tokens-rotate", subject("partner_user_token", unknown="rotateWhen"), {}),
    ("payload-size", subject("bot", {"backstory": "x" * 98}), {"maxBytes": 100}),
    ("forms-of-texts", subject("partner_user", {"name": "Acme\nLtd"}), {}),
    ("forms-of-texts", subject("partner_user", unknown="name"), {}),
    ("forms-of-texts", subject("bot"), {"forms": {"*.name": ".+", "Bot.name": ".*"}}),
)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: f"{broken.rule}: {broken.message}")
def test_a_violation_names_resource_field_value_and_the_next_step(broken: Broken) -> None:
    """Once; and a resource that is exempt, by a pattern, has none."""
    (message,) = messages(broken.rule, broken.found, broken.settings)

    assert message.startswith(f"{broken.found.kind.class_name} acme: {broken.message}")
    assert message.endswith(".")
    assert messages(broken.rule, broken.found, {**broken.settings, "exempt": ["ac*"]}) == []
    assert KEY not in message


@pytest.mark.parametrize(("rule", "found", "settings"), KEPT, ids=lambda each: str(each)[:40])
def test_what_keeps_a_rule_is_no_violation(rule: str, found: Subject, settings: JsonObject) -> None:
    """Nor what is not known yet, nor what the rule is not about."""
    assert messages(rule, found, settings) == []


def test_a_partner_user_that_is_not_protected_is_named() -> None:
    """The violation is of the resource, not of a field."""
    (message,) = messages("partner-users-protected", subject("partner_user"), {})

    assert message.startswith("PartnerUser acme is not protected: ")


def test_the_limits_that_are_required_are_those_that_the_service_enforces() -> None:
    """docs/api/api.md b.1."""
    found = messages("partner-user-limits", subject("partner_user"), {})

    assert [each.split(" is ")[0].partition(": ")[2] for each in found] == [
        "limits.tokens",
        "limits.conversations",
        "limits.messages",
    ]


def test_no_message_quotes_a_secret() -> None:
    """A team may ask for a form of a secret, and a program may mark any text."""
    secret = subject("secret", {"value": KEY})
    bot = replace(subject("bot", {"model": KEY}), secret=frozenset({("model",)}))
    token = replace(subject("partner_user_token", {"rotateWhen": KEY}), secret=frozenset({("rotateWhen",)}))

    found = [
        *messages("forms-of-texts", secret, {"forms": {"Secret.value": "x"}}),
        *messages("allowed-models", bot, {"allowed": ["x"]}),
        *messages("tokens-rotate", token, {"form": "x"}),
    ]

    assert [each.partition(",")[0].partition(": ")[2] for each in found] == [
        "value is a secret",
        "model is a secret",
        "rotateWhen is a secret",
    ]
    assert KEY not in "".join(found)


def test_a_text_that_the_program_marks_secret_is_no_clear_text() -> None:
    """Such as a backstory with a key in it, given as a secret of Pulumi; what is beside it is judged."""
    inputs: JsonObject = {"backstory": KEY, "meta": {"crm": {"a": KEY, "b": KEY}}}
    marked = replace(subject("bot", inputs), secret=frozenset({("backstory",), ("meta", "crm", "a")}))

    (message,) = messages("no-clear-credentials", marked, {})

    assert message.startswith("Bot acme: meta.crm.b has ")


def test_a_credential_under_a_key_that_is_one_is_not_shown() -> None:
    """The path of a violation has keys of maps in it."""
    found = messages("no-clear-credentials", subject("bot", {"meta": {KEY: {"a": KEY}}}), {})

    assert [each.partition(" has ")[0] for each in found] == ["Bot acme: meta", "Bot acme: meta.….a"]
    assert KEY not in "".join(found)


def test_the_remediation_ends_the_violation() -> None:
    """And changes nothing else, and nothing where there is none."""
    rule = BY_NAME["no-public-objects"]
    public = subject("dataset", {"name": "D", "visibility": "public"})

    assert rule.remedies(public, {}) == {"visibility": "private"}
    assert rule.violations(replace(public, inputs={**public.inputs, **rule.remedies(public, {})}), {}) == []
    assert rule.remedies(subject("dataset", {"visibility": "protected"}), {}) == {}
    assert rule.remedies(public, {"exempt": ["acme"]}) == {}
    assert rule.remedies(subject("partner_user"), {}) == {}
    assert [each.name for each in RULES if each.can_remedy] == ["no-public-objects"]
    assert all(each.remedies(public, {}) == {} for each in RULES if not each.can_remedy)
