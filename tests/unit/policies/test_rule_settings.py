"""The settings of policies: defaults, and errors that name policy, setting, and what is wrong."""

import json
import re
from pathlib import Path
from typing import cast

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.policies.folder import configuration
from pulumi_chatbotkit.policies.rule import SettingsError, Subject
from pulumi_chatbotkit.policies.rules import RULES

BY_NAME = {rule.name: rule for rule in RULES}
PAGE = (Path(__file__).parents[3] / "docs" / "policies.md").read_text(encoding="utf-8")
LEVEL = "enforcementLevel"
ANY = Subject(kind=KINDS["bot"], name="any", inputs={})


@pytest.mark.parametrize(
    ("rule", "settings", "message"),
    [
        ("partner-user-limits", {"maximum": 1}, "maximum is no setting of it; did you mean maxima?"),
        ("partner-user-limits", {"required": "tokens"}, "required: Input should be a valid list"),
        ("partner-user-limits", {"maxima": {"messages": -1}}, "maxima.messages: Input should be greater than"),
        ("partner-user-limits", {"maxima": {"messages": "9"}}, "maxima.messages: Input should be a valid integer"),
        ("partner-user-limits", {"required": ["mesages"]}, "'mesages' is no limit of a partner user; did you mean"),
        ("partner-users-protected", {"allowForceDestroy": 1}, "allowForceDestroy: Input should be a valid boolean"),
        ("allowed-models", {"allowed": [4]}, "allowed.0: Input should be a valid string"),
        ("no-clear-credentials", {"patterns": {"it": "("}}, "patterns.it: '(' is no regular expression: "),
        ("tokens-rotate", {"form": "["}, "form: '[' is no regular expression: "),
        ("payload-size", {"maxBytes": 0}, "maxBytes: Input should be greater than or equal to 1"),
        ("payload-size", {"maxBytes": 1.5}, "maxBytes: Input should be a valid integer"),
        ("forms-of-texts", {"forms": {"Bott.name": "x"}}, "'Bott.name' names no class; did you mean Bot?"),
        ("forms-of-texts", {"forms": {"Bot.nam": "x"}}, "'Bot.nam' names no text; did you mean name?"),
        ("forms-of-texts", {"forms": {"*.limits": "x"}}, "'*.limits' names no text"),
        ("no-public-objects", {"exempt": "acme"}, "exempt: Input should be a valid list"),
    ],
)
def test_a_setting_that_cannot_be_used_names_policy_and_setting(rule: str, settings: JsonObject, message: str) -> None:
    """Whatever the resource is: a policy that cannot judge is never silent."""
    with pytest.raises(SettingsError) as raised:
        BY_NAME[rule].violations(ANY, settings)

    assert str(raised.value).startswith(f"policy {rule}: ")
    assert message in str(raised.value)
    with pytest.raises(SettingsError):
        BY_NAME[rule].remedies(ANY, settings)


def test_pulumi_sends_whole_numbers_as_floats() -> None:
    """Its only type of number is a double."""
    assert BY_NAME["payload-size"].violations(ANY, {"maxBytes": 500.0}) == []


def test_the_written_configuration_says_what_holds_without_one() -> None:
    """Every policy, advisory, and every setting with its default."""
    written = cast("dict[str, JsonObject]", json.loads(configuration()))

    assert list(written) == [rule.name for rule in RULES]
    for rule in RULES:
        level, *others = written[rule.name].items()
        assert level == (LEVEL, "advisory")
        assert dict(others) == rule.defaults
        assert rule.schema.keys() == rule.defaults.keys()
        assert all("description" in each for each in rule.schema.values())


def test_the_page_names_every_policy_and_setting() -> None:
    """In its table, with the defaults of those that are short."""
    for rule in RULES:
        (line,) = [each for each in PAGE.splitlines() if each.startswith(f"| `{rule.name}` |")]
        for name, default in rule.defaults.items():
            assert name == "exempt" or f"`{name}`" in line
            if len(json.dumps(default)) < 50 and name != "exempt":
                assert f"`{name}`: `{json.dumps(default)}`" in line


def test_the_configuration_of_the_page_can_be_used() -> None:
    """Readers copy it."""
    (text,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    for name, settings in cast("dict[str, JsonObject]", json.loads(text)).items():
        level = settings.pop(LEVEL)
        BY_NAME[name].violations(ANY, settings)
        assert level != "remediate" or BY_NAME[name].can_remedy
