"""Each of Pulumi's options does what it says on our resources, or is refused with what to use instead."""

import re

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.hosts.dynamic.option_paths import PathRefused, ignored_paths, input_paths
from support.mocked_program import declared_by, run_mocked

HEAD = """import pulumi, pulumi_chatbotkit as chatbotkit
def options(**given): return pulumi.ResourceOptions(**given)
"""

REFUSED = {
    "import_='b1'": 'adopt="<id>"',
    "id='b1'": "get_bot",
    "custom_timeouts=pulumi.CustomTimeouts(create='5m')": "chatbotkit:retryDeadline",
    "version='1.2.3'": "the installed package",
    "plugin_download_url='https://plugins.example'": "the installed package",
    "provider=pulumi.ProviderResource('aws', 'aws')": "use run_as",
    "providers=[pulumi.ProviderResource('aws', 'aws')]": "use run_as",
    "ignore_changes=['bakstory']": "ignore_changes: 'bakstory' begins with 'bakstory', which it does not have; did",
    "ignore_changes=['name.']": "ignore_changes: 'name.' is no property path",
    "replace_on_changes=['colour']": "replace_on_changes: 'colour' begins with 'colour'",
    "additional_secret_outputs=['bakstory']": "did you mean backstory?",
}


@pytest.mark.parametrize(("option", "says"), REFUSED.items())
def test_an_option_without_effect_is_refused(option: str, says: str) -> None:
    """Pulumi itself would say nothing, or something that helps nobody."""
    with pytest.raises(AssertionError, match=re.escape(says)) as refused:
        declared_by(f"{HEAD}chatbotkit.Bot('ada', options({option}))\n")

    assert "Bot 'ada': " in str(refused.value)


@pytest.mark.parametrize(
    "option",
    [
        "aliases=[pulumi.Alias(name='b')]",
        "delete_before_replace=True",
        "depends_on=[other]",
        "ignore_changes=['match_instruction', 'meta.seen', 'meta[\"plan\"]', 'run_as', '*']",
        "protect=True",
        "replace_on_changes=['match_instruction', 'meta.plan']",
        "retain_on_delete=True",
        "additional_secret_outputs=['match_instruction', 'name']",
        "replacement_trigger='2026'",
        "replace_with=[other]",
    ],
)
def test_other_options_are_passed_on(option: str) -> None:
    program = f"{HEAD}other = chatbotkit.Bot('other')\nchatbotkit.Dataset('kb', options({option}))\n"

    assert "Dataset kb" in declared_by(program)


TRANSFORMED = """
def transformation(args):
    if args.type_.endswith(":{kind}"):
        return pulumi.ResourceTransformationResult(
            args.props, pulumi.ResourceOptions.merge(args.opts, options({option}))
        )
pulumi.runtime.register_stack_transformation(transformation)
"""

REFUSED_IN_TRANSFORMATIONS = {
    "import_='b1'": 'adopt="<id>"',
    "custom_timeouts=pulumi.CustomTimeouts(create='5m')": "chatbotkit:retryDeadline",
    "ignore_changes=['bakstory']": "did you mean backstory?",
    "additional_secret_outputs=['bakstory']": "did you mean backstory?",
    "replace_on_changes=['name']": "a transformation cannot set replace_on_changes (name)",
    "retain_on_delete=True": "retain_on_delete cannot keep it",
}


@pytest.mark.parametrize(("option", "says"), REFUSED_IN_TRANSFORMATIONS.items())
@pytest.mark.parametrize("component", [False, True])
def test_an_option_without_effect_is_refused_in_a_transformation(option: str, says: str, *, component: bool) -> None:
    """Of the stack, whether the resource is in a component or not."""
    parent = "parent=pulumi.ComponentResource('a:b:C', 'c')" if component else ""
    program = (
        f"{HEAD}{TRANSFORMED.format(kind='Bot', option=option)}"
        f"acme = chatbotkit.PartnerUser('acme')\nchatbotkit.Bot('ada', options({parent}), run_as=acme)\n"
    )

    ran = run_mocked(program)

    assert ran.returncode != 0
    assert says in ran.stderr
    assert "Bot 'ada': " in ran.stderr


def test_python_names_in_a_transformation_get_the_names_that_pulumi_compares() -> None:
    """For all resources that it is called for, also those without the field; children inherit it."""
    seen = """
class See(mocks.MockMonitor):
    def RegisterResource(self, request):
        if request.custom:
            print(request.name, list(request.ignoreChanges), list(request.additionalSecretOutputs))
        return super().RegisterResource(request)
"""
    program = (
        f"{HEAD}from pulumi.runtime import mocks\n{seen}"
        "class Engine(mocks.Mocks):\n"
        "    def new_resource(self, args): return args.name, dict(args.inputs)\n"
        "    def call(self, args): return {}\n"
        "engine = Engine()\n"
        "mocks.set_mocks(engine, monitor=See(engine))\n"
        + TRANSFORMED.format(
            kind="Dataset",
            option="ignore_changes=['match_instruction'], additional_secret_outputs=['match_instruction']",
        )
        + "kb = chatbotkit.Dataset('kb')\nchatbotkit.Bot('ada', options(parent=kb))\n"
    )

    ran = run_mocked(program)

    assert ran.returncode == 0, ran.stderr
    assert sorted(ran.stdout.splitlines()) == ["ada [] []", "kb ['matchInstruction'] ['matchInstruction']"]


@pytest.mark.parametrize(
    ("kind", "given", "meant"),
    [
        ("dataset", "match_instruction", ["matchInstruction"]),
        ("dataset", "matchInstruction", ["matchInstruction"]),
        ("partner_user", "limits", ["limits"]),
        ("partner_user", "limits.conversations", ["limits.conversations"]),
        ("partner_user", 'limits["database"]["bots"]', ["limits.database.bots"]),
        ("partner_user", "limits.file.max_file_size", ["limits.file.maxFileSize"]),
        ("partner_user", "limits.*", ["limits.*"]),
        ("partner_user", "meta.max_file_size", ["meta.max_file_size"]),
        ("partner_user", 'meta["a.b"]', ['meta["a.b"]']),
        ("partner_user_token", "config.allowed_routes[0]", ["config.allowedRoutes[0]"]),
        ("bot", "run_as", ["runAs"]),
    ],
)
def test_paths_get_the_names_that_pulumi_compares(kind: str, given: str, meant: list[str]) -> None:
    """Python names and the API's names mean the same."""
    assert input_paths(KINDS[kind], [given]) == meant


def test_a_star_stands_for_all_inputs() -> None:
    """Pulumi would also reset the property that says which resource it is."""
    paths = input_paths(KINDS["bot"], ["*"])

    assert {"name", "backstory", "meta", "runAs"} <= set(paths)
    assert "*" not in paths


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("limits.conversatons", "did you mean conversations?"),
        ("limit.conversations", "did you mean limits?"),
        ("", "cannot be empty"),
    ],
)
def test_a_path_to_nothing_is_refused(given: str, says: str) -> None:
    with pytest.raises(PathRefused, match=re.escape(says)):
        input_paths(KINDS["partner_user"], [given])


def test_a_python_name_that_a_transform_adds_is_refused_by_the_provider() -> None:
    """Pulumi has compared by then, and has ignored nothing."""
    given = ["matchInstruction", "*", "limits.tokens"]
    assert ignored_paths(KINDS["dataset"], given) == [("matchInstruction",), ("*",)]
    with pytest.raises(PathRefused, match="write 'matchInstruction'"):
        ignored_paths(KINDS["dataset"], ["match_instruction"])
