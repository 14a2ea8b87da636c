"""Pulumi's resource options where its engine decides what they do: ignored, replacing and secret properties."""

from typing import cast

import pytest

from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project

ACME = """
def options(**given):
    return pulumi.ResourceOptions(**given)

chatbotkit.PartnerUser("acme", {option}name="{name}", limits={{"conversations": 10, "messages": {messages}}})
"""


def acme(project: Project, messages: int, option: str = "", name: str = "Acme") -> None:
    """Declare a partner user with limits."""
    project.program(ACME.format(messages=messages, option=option, name=name))


def stored(emulator: EmulatorServer, kind: str, identifier: object) -> JsonObject:
    """The object as the service has it."""
    record = emulator.record(kind, str(identifier))
    assert record is not None
    return record


def transform(path: str) -> str:
    """Options with a transform, which the engine applies: the program's own options do not show it."""
    merged = f"pulumi.ResourceOptions.merge(args.opts, options(ignore_changes=['{path}']))"
    return f"options(transforms=[lambda args: pulumi.ResourceTransformResult(args.props, {merged})]), "


@pytest.mark.parametrize(
    "option",
    [
        'options(ignore_changes=["limits.conversations"]), ',
        'options(ignore_changes=[\'limits["conversations"]\', "force_destroy"]), ',
        transform("limits.conversations"),
    ],
)
def test_an_ignored_entry_survives_a_change_of_another(project: Project, emulator: EmulatorServer, option: str) -> None:
    """Without a refresh: nobody has told Pulumi of the console's edit. A transform sets the option in the engine."""
    acme(project, 20, option)
    project.up()
    identifier = project.resources()["acme"]["id"]
    emulator.edit("partner_user", str(identifier), {"limits": {"conversations": 99, "messages": 20}})

    acme(project, 30, option)
    project.up()

    assert stored(emulator, "partner_user", identifier)["limits"] == {"conversations": 99, "messages": 30}
    assert project.preview("--expect-no-changes").exit_code == 0
    assert project.drift().exit_code == 0


def test_a_python_name_is_ignored_like_the_api_s(project: Project, emulator: EmulatorServer) -> None:
    """Pulumi compares by the API's names."""
    program = (
        'chatbotkit.Dataset("kb", pulumi.ResourceOptions(ignore_changes=["match_instruction"]), '
        'match_instruction="{text}")'
    )
    project.program(program.format(text="first"))
    project.up()
    project.program(program.format(text="second"))

    project.preview("--expect-no-changes")


def test_a_python_name_that_a_transform_ignores_is_refused(project: Project) -> None:
    """It would ignore nothing."""
    acme(project, 20)
    project.up()
    acme(project, 30, transform("force_destroy"))

    refused = project.attempt_up()

    assert refused.exit_code != 0
    assert "write 'forceDestroy'" in refused.output


TIMEOUTS = """
def slow(args):
    options = pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(create="5m"))
    return pulumi.{result}(args.props, pulumi.ResourceOptions.merge(args.opts, options))

pulumi.runtime.{register}(slow)
chatbotkit.Bot("ada")
"""


@pytest.mark.parametrize(
    ("register", "result"),
    [
        ("register_stack_transformation", "ResourceTransformationResult"),
        ("register_resource_transform", "ResourceTransformResult"),
    ],
)
def test_timeouts_of_a_transform_are_refused(
    project: Project, emulator: EmulatorServer, register: str, result: str
) -> None:
    """In the program, or by the provider where the engine calls the transform; nothing is made."""
    project.program(TIMEOUTS.format(register=register, result=result))

    refused = project.attempt_up()

    assert refused.exit_code != 0
    assert "Bot 'ada': the option custom_timeouts cannot be used" in refused.output
    assert "chatbotkit:retryDeadline" in refused.output
    assert emulator.records("bot") == []


def test_a_portal_moves_to_another_tenant_once_the_old_one_is_deleted_first(
    project: Project, emulator: EmulatorServer
) -> None:
    """Slugs are unique among all accounts; the refusal says which option is needed, and the portal lives on."""
    program = (
        'one, two = chatbotkit.PartnerUser("one"), chatbotkit.PartnerUser("two")\n'
        'chatbotkit.Portal("site", pulumi.ResourceOptions({option}), run_as={user}, slug="acme-support")\n'
    )
    project.program(program.format(option="", user="one"))
    project.up()
    before = str(project.resources()["site"]["id"])

    project.program(program.format(option="", user="two"))
    refused = project.attempt_up()

    assert refused.exit_code != 0
    assert f"the slug 'acme-support' is already taken by Portal {before}" in refused.output
    assert "delete_before_replace=True" in refused.output
    assert emulator.record("portal", before) is not None
    project.program(program.format(option="delete_before_replace=True", user="two"))
    project.up()
    assert (
        [str(record["id"]) for record in emulator.records("portal")] == [project.resources()["site"]["id"]] != [before]
    )


@pytest.mark.parametrize("path", ["limits.messages", "limits"])
def test_a_change_at_a_path_replaces_the_object(project: Project, emulator: EmulatorServer, path: str) -> None:
    """And only there."""
    option = f'options(replace_on_changes=["{path}"]), '
    acme(project, 20, option)
    project.up()
    before = project.resources()["acme"]["id"]
    acme(project, 20, option, name="Acme Inc")
    project.up()
    assert project.resources()["acme"]["id"] == before

    acme(project, 30, option, name="Acme Inc")
    project.up()

    after = project.resources()["acme"]["id"]
    assert after != before
    assert emulator.record("partner_user", str(before)) is None
    assert stored(emulator, "partner_user", after)["limits"] == {"conversations": 10, "messages": 30}


@pytest.mark.parametrize("path", ["name", "*"])
def test_a_transform_of_the_engine_may_ask_for_replacements(
    project: Project, emulator: EmulatorServer, path: str
) -> None:
    """The provider does not learn of it: the successor must be another object than the one that is deleted."""
    program = (
        "pulumi.runtime.register_resource_transform(lambda args: pulumi.ResourceTransformResult(args.props, "
        f"pulumi.ResourceOptions.merge(args.opts, pulumi.ResourceOptions(replace_on_changes=['{path}']))))\n"
        'chatbotkit.Bot("ada", name="NAME")\n'
    )
    project.program(program.replace("NAME", "Ada"))
    project.up()
    before = project.resources()["ada"]["id"]

    project.program(program.replace("NAME", "Grace"))
    project.up()

    after = project.resources()["ada"]["id"]
    assert after != before
    assert [(each["id"], each["name"]) for each in emulator.records("bot")] == [(after, "Grace")]


def test_import_says_what_to_use_instead(project: Project, emulator: EmulatorServer) -> None:
    """Pulumi's own message was ``KeyError: '__provider'``."""
    project.program('chatbotkit.Bot("ada", pulumi.ResourceOptions(import_="b1"))')

    refused = project.attempt_up()

    assert refused.exit_code != 0
    assert "Bot 'ada': the option import_ cannot be used" in refused.output
    assert 'adopt="<id>"' in refused.output
    assert "KeyError" not in refused.output
    assert [entry.path for entry in emulator.requests] == []


def test_hooks_are_called(project: Project) -> None:
    """Pulumi calls them; nothing of ours is needed."""
    project.program("""
def told(args):
    print(f"told of {args.name} {dict(args.new_outputs)['name']}")

hook = pulumi.ResourceHook("told", told)
chatbotkit.Bot("ada", pulumi.ResourceOptions(hooks=pulumi.ResourceHookBinding(after_create=[hook])), name="Ada")
""")

    assert "told of ada Ada" in project.up().output


def test_a_secret_output_by_its_python_name_is_encrypted(project: Project) -> None:
    """Pulumi compares by the API's names."""
    project.program(
        'chatbotkit.Dataset("kb", pulumi.ResourceOptions(additional_secret_outputs=["match_instruction"]), '
        'match_instruction="planted-c4f1")'
    )
    project.up()

    resource = project.resources()["kb"]
    exported = project.stack("export").stdout
    outputs = cast("JsonObject", as_object(resource["outputs"]))
    assert "planted-c4f1" in str(outputs["matchInstruction"])
    assert exported.count("planted-c4f1") == 1  # the input, which the program has not marked
