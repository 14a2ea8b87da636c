"""What a type checker says of programs: one run of pyright over all of them."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest

import pulumi_chatbotkit
from pulumi_chatbotkit.json_values import JsonObject

HEAD = (
    "import pulumi\nimport pulumi_chatbotkit as chatbotkit\n\nlater: pulumi.Output[int] = pulumi.Output.from_input(5)\n"
)

GOOD = """
plain = {"tokens": 5, "database": {"bots": 3}}
chatbotkit.PartnerUser("a", limits=chatbotkit.PartnerUserLimitsArgs(tokens=5))
chatbotkit.PartnerUser("b", limits={"tokens": 5, "file": {"maxFileSize": later}})
chatbotkit.PartnerUser("c", limits=plain)
chatbotkit.PartnerUser(
    "d",
    limits=chatbotkit.PartnerUserLimitsArgs(
        tokens=later,
        database=chatbotkit.PartnerUserLimitsDatabaseArgs(records=later),
        file={"maxFileSize": 5},
    ),
)
chatbotkit.PartnerUser("e", limits=later.apply(lambda count: chatbotkit.PartnerUserLimitsArgs(tokens=count)))
chatbotkit.PartnerUser("f", limits=later.apply(lambda count: {"tokens": count}))
faq: chatbotkit.TenantDatasetArgsDict = {"name": "FAQ", "records": {"all": {"source": "faq/"}}}
acme = chatbotkit.Tenant("acme", datasets={"faq": faq}, bots={"a": {"dataset": "faq"}})
chatbotkit.Task("review", **acme.options, bot_id=acme.bots["a"].id, name=acme.datasets["faq"].name)
arguments: chatbotkit.PartnerUserArgsDict = {"name": "g", "limits": chatbotkit.PartnerUserLimitsArgs(messages=1)}
chatbotkit.Tenant("g", bots={"main": {}}, token={"config": {"allowedRoutes": ["/v1/*"]}}, **arguments)
chatbotkit.Policy("h", config=chatbotkit.PolicyRetentionConfigArgs(expires_in_days=30))
chatbotkit.Policy(
    "i",
    type="usage",
    config=chatbotkit.PolicyUsageConfigArgs(
        metric="tokens",
        threshold=5,
        window_in_seconds=60,
        actions=chatbotkit.PolicyUsageConfigActionsArgs(email=["ops@example.com"]),
    ),
)
chatbotkit.Secret("j", config=chatbotkit.SecretConfigArgs(user="ada", pass_=pulumi.Output.secret("planted")))
"""

_SURFACE = Path(__file__).parents[1] / "public_surface.txt"
_JSON = "bool | int | float | str | list['JsonValue'] | dict[str, 'JsonValue'] | None"


def types_of_outputs() -> str:
    """A program that states the type of each output of a resource and of each value of a lookup's result."""
    written = _SURFACE.read_text(encoding="utf-8").replace(_JSON, "JsonValue").replace("Output[", "pulumi.Output[")
    outputs = re.findall(r"^attribute (\w+)\.(\w+): (.+)$", written, re.MULTILINE)
    results = re.findall(r"^key (\w+Result)\.(\w+): (.+)$", written, re.MULTILINE)
    assert len(outputs) > 390
    assert len(results) > 450
    return "\n".join(
        [
            "from collections.abc import Mapping, Sequence",
            "from typing import Any, assert_type",
            "import pulumi",
            "import pulumi_chatbotkit as chatbotkit",
            "from pulumi_chatbotkit.json_values import JsonValue",
            *(
                f"def {of}_{name}(it: chatbotkit.{of}) -> None:\n    assert_type(it.{name}, {_qualified(hint)})"
                for of, name, hint in (*outputs, *results)
            ),
            "",
        ]
    )


def _qualified(hint: str) -> str:
    """A type with the package's name before its own classes."""
    return re.sub(
        r"(?<![\w.])[A-Z]\w*",
        lambda name: f"chatbotkit.{name[0]}" if name[0] in pulumi_chatbotkit.__all__ else name[0],
        hint,
    )


BAD = {
    "an argument's name": ('chatbotkit.Bot("x", backstry="Hi")', "backstry"),
    "a tenant's section": ('chatbotkit.Tenant("x", bot={"a": {}})', "bot"),
    "an argument inside a tenant": ('chatbotkit.Tenant("x", bots={"a": {"backstry": "Hi"}})', "backstry"),
    "an argument's type": ('chatbotkit.Bot("x", name=5)', '"name"'),
    "an argument's choice": ('chatbotkit.Bot("x", visibility="secret")', '"visibility"'),
    "a required argument": ('chatbotkit.DatasetRecord("x", dataset_id="d")', '"text"'),
    "the type of an object": ('chatbotkit.PartnerUser("x", limits=5)', '"limits"'),
    "an object of another kind": (
        'chatbotkit.PartnerUser("x", limits=chatbotkit.PolicyRetentionConfigArgs())',
        '"limits"',
    ),
    "a key's name": ("chatbotkit.PartnerUserLimitsArgs(token=5)", '"token"'),
    "a key's type": ('chatbotkit.PartnerUserLimitsArgs(tokens="many")', '"tokens"'),
    "a key's choice": (
        'chatbotkit.PolicyUsageConfigArgs(metric="bytes", threshold=1, window_in_seconds=1, actions={})',
        '"metric"',
    ),
    "a required key": (
        'chatbotkit.PolicyUsageConfigArgs(metric="tokens", threshold=1, actions={})',
        "window_in_seconds",
    ),
    "a key without its name": ("chatbotkit.PartnerUserLimitsArgs(5)", "positional"),
    "a key's output": ("chatbotkit.SecretConfigArgs(client_id=later)", '"client_id"'),
    "an output's name": ('print(chatbotkit.Bot("x").backstry)', '"backstry"'),
    "a public name": ("print(chatbotkit.Robot)", '"Robot"'),
    "a key of arguments": ('arguments: chatbotkit.BotArgsDict = {"nam": "x"}', '"nam"'),
}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """The errors that pyright finds in each program; ``good`` and ``outputs`` are checked strictly."""
    folder = tmp_path_factory.mktemp("programs")
    (folder / "good.py").write_text(f"# pyright: strict\n{HEAD}{GOOD}")
    (folder / "outputs.py").write_text(f"# pyright: strict\n{types_of_outputs()}")
    for index, (program, _) in enumerate(BAD.values()):
        (folder / f"bad_{index}.py").write_text(f"{HEAD}{program}\n")
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, str(folder)]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found: dict[str, list[str]] = {}
    for each in cast("list[JsonObject]", json.loads(ran.stdout)["generalDiagnostics"]):
        found.setdefault(Path(str(each["file"])).stem, []).append(str(each["message"]))
    return found


def test_correct_programs_pass_in_strict_mode(complaints: Mapping[str, list[str]]) -> None:
    """Typed classes, plain mappings, outputs of either, and outputs inside."""
    assert complaints.get("good", []) == []


def test_each_output_and_each_result_has_its_type(complaints: Mapping[str, list[str]]) -> None:
    """Type checkers see the types that the public surface promises, e.g. ``bot.name: Output[str]``."""
    assert complaints.get("outputs", []) == []


@pytest.mark.parametrize("mistake", BAD)
def test_a_mistake_is_found_before_the_program_runs(complaints: Mapping[str, list[str]], mistake: str) -> None:
    """One complaint, about the thing that is wrong."""
    index, (_, names) = next((at, BAD[each]) for at, each in enumerate(BAD) if each == mistake)
    found = complaints.get(f"bad_{index}", [])

    assert len(found) == 1
    assert names in found[0]
