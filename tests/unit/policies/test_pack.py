"""The pack as pulumi-policy calls it, with properties as the engine sends them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol, cast

from pulumi_policy import (
    PolicyCustomTimeouts,
    PolicyResourceOptions,
    ResourceValidationArgs,
)
from pulumi_policy.deserialize import deserialize_properties, serialize_properties
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, unknown_checking_proxy

from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.policies.pack import policies, subject_of

TYPE = "pulumi-python:dynamic/chatbotkit:"
PLANTED = "planted-6f1d3c0b"
SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET: JsonObject = {SIGNATURE: "1b47061264138c4ac30d75fd1eb44270", "value": PLANTED}
"""A secret as it is sent to policies."""


def asked(class_name: str, properties: JsonObject, *, to_remedy: bool = False) -> ResourceValidationArgs:
    """What a policy gets: when it validates, secrets are in clear; when it remedies, they are marked."""
    opened = unknown_checking_proxy(deserialize_properties(dict(properties), to_remedy))
    options = PolicyResourceOptions(True, [], None, [], PolicyCustomTimeouts(0, 0, 0), [])
    return ResourceValidationArgs(f"{TYPE}{class_name}", opened, "urn", "it", options, None, {})


class Called(Protocol):
    """What pulumi-policy's server calls; its own types leave out what is awaited."""

    def validate(
        self, args: ResourceValidationArgs, report_violation: Callable[[str, str | None], None], /
    ) -> object: ...
    def remediate(self, args: ResourceValidationArgs, /) -> Awaitable[Mapping[str, object]]: ...


def policy(name: str) -> Called:
    """The policy of this name."""
    return cast("Called", next(each for each in policies() if each.name == name))


def said(name: str, args: ResourceValidationArgs) -> list[str]:
    """What it reports."""
    found: list[str] = []
    policy(name).validate(args, lambda message, urn: found.append(message))
    return found


def remedied(args: ResourceValidationArgs) -> JsonObject:
    """The properties that the remediation sends back; {} if it changes nothing."""
    answer = policy("no-public-objects").remediate(args)

    async def wait() -> Mapping[str, object]:
        return await answer

    return cast("JsonObject", serialize_properties(asyncio.run(wait())))


def test_a_subject_has_inputs_and_options_and_knows_what_is_unknown() -> None:
    """Unknown is an input that has anything unknown in it; what is no field of the API's is left out."""
    meta: JsonObject = {"deep": [{"down": UNKNOWN_STRING_VALUE}]}
    properties: JsonObject = {"name": UNKNOWN_STRING_VALUE, "meta": meta, "limits": {"tokens": 5.0}, "marker": {}}

    found = subject_of(asked("PartnerUser", properties))

    assert found is not None
    assert found.inputs == {"limits": {"tokens": 5}}
    assert isinstance(cast("dict[str, JsonValue]", found.inputs["limits"])["tokens"], int)
    assert found.unknown == {"name", "meta"}
    assert found.is_protected


def test_only_objects_of_this_package_are_judged() -> None:
    """Guards, components and other packages' resources are not."""
    assert subject_of(asked("DeletionGuard", {"forceDestroy": True})) is None
    other = asked("Bot", {"visibility": "public"})
    other.resource_type = "aws:s3/bucket:Bucket"
    assert subject_of(other) is None
    assert said("no-public-objects", other) == []
    assert remedied(other) == {}


def test_secrets_are_those_of_the_catalog_and_those_that_the_program_marks() -> None:
    """Pulumi gives policies both in clear; which ones a program marks, check has noted among the inputs."""
    found = subject_of(asked("Secret", {"value": SECRET, "name": "n", "secretInputs": ["name", "meta.a"]}))

    assert found is not None
    assert found.text("value") == PLANTED
    paths = (("value",), ("config", "clientSecret"), ("name",), ("meta", "a", "b"), ("meta",), ("alias",))
    assert [found.is_secret(path) for path in paths] == [True, True, True, True, False, False]


def test_a_remediation_leaves_secrets_secret() -> None:
    """It changes one input, and everything else is sent back as it came, marks of secrets and unknowns included."""
    sent: JsonObject = {"value": SECRET, "visibility": "public", "name": UNKNOWN_STRING_VALUE, "meta": {"a": SECRET}}

    changed = remedied(asked("Secret", sent, to_remedy=True))

    assert changed == {**sent, "visibility": "private"}
    assert remedied(asked("Secret", {**sent, "visibility": "private"}, to_remedy=True)) == {}


def test_a_policy_reports_each_violation() -> None:
    """With the message for people."""
    found = said("partner-user-limits", asked("PartnerUser", {"name": "it", "limits": {"messages": 1.0}}))

    assert [each.partition(". ")[0] for each in found] == [
        "PartnerUser it: limits.tokens is not set",
        "PartnerUser it: limits.conversations is not set",
    ]
