"""A program under Pulumi's mocks: uses the functions of ``pulumi_internals``, prints what came of it as JSON."""

import asyncio
import json
import sys
from typing import Any, cast

import pulumi
from pulumi import dynamic
from pulumi.runtime import mocks, rpc
from pulumi.runtime.settings import SETTINGS

from pulumi_chatbotkit.hosts.dynamic.pulumi_internals import property_values
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.outputs import (
    leave_to_the_registration,
    unknown_output,
)
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.program_end import call_at_program_end
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.registrations import note_registrations
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.transformations import examine_after_transformations
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from support.sdk_probe_provider import ProbeProvider


class _Engine(mocks.Mocks):
    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        return f"{args.name}-id", dict(cast("JsonObject", vars(args)["inputs"]))

    def call(self, args: mocks.MockCallArgs) -> tuple[dict[str, Any], None]:
        raise NotImplementedError(args.token)


class _Probe(dynamic.Resource, name="Probe"):
    """A dynamic resource, as the typed classes are."""


def _outputs_waited_for() -> int:
    """How many outputs the end of the program waits for. The attribute has no type, and is as private."""
    return len(cast("Any", SETTINGS).outputs)


def _transformed_last() -> list[JsonValue]:
    """What saw the options of a resource, and of a child that inherits its transformations, in this order."""
    order: list[JsonValue] = []

    class Transformed(dynamic.Resource, name="Transformed"):
        def __init__(self) -> None:
            options = pulumi.ResourceOptions(transformations=[lambda _: order.append("own")])
            examine_after_transformations(self, options, examined)
            super().__init__(ProbeProvider(), "transformed", {}, options)

    def examined(options: pulumi.ResourceOptions) -> pulumi.ResourceOptions:
        order.append("examined")
        return options

    Transformed()
    return order


def _registered() -> list[JsonValue]:
    """What was noted of a component that is registered, below another one."""
    noted: list[JsonValue] = []

    def note(resource: pulumi.Resource, options: pulumi.ResourceOptions) -> None:
        noted.append([resource.pulumi_resource_name, options.retain_on_delete])

    note_registrations(note)
    above = pulumi.ComponentResource("shop:Group", "above", None, pulumi.ResourceOptions(retain_on_delete=True))
    pulumi.ComponentResource("shop:Group", "below", None, pulumi.ResourceOptions(parent=above))
    return [*noted]


async def _facts() -> JsonObject:
    declared: dict[str, object] = {"name": "Support"}
    resource = _Probe(ProbeProvider(), "probe", declared)
    before = _outputs_waited_for()
    leave_to_the_registration(resource)
    left_out = before - _outputs_waited_for()
    return {
        "transformed last": _transformed_last(),
        "registered": _registered(),
        "reference_is_plain": isinstance(declared[property_values.PROVIDER_KEY], str),
        "outputs_left_out": left_out,
        "unknown_output_is_known": await asyncio.wait_for(unknown_output().is_known(), 5),
        "provider_key": property_values.PROVIDER_KEY == dynamic.dynamic.PROVIDER_KEY,
        **await _facts_of_values(),
    }


async def _facts_of_values() -> JsonObject:
    wire = await rpc.serialize_properties({"text": property_values.secret_value("hunter2")}, {})
    opened: object = rpc.deserialize_properties(wire)["text"]
    return {
        "secret_is_one_to_the_sdk": rpc.is_rpc_secret(opened) and rpc.unwrap_rpc_secret(opened) == "hunter2",
        "secret_of_the_sdk_is_one": property_values.is_secret(rpc.wrap_rpc_secret("hunter2"))
        and property_values.secret_content(rpc.wrap_rpc_secret("hunter2")) == "hunter2",
    }


def _main() -> None:
    mocks.set_mocks(_Engine(), project="shop", stack="dev", preview=False)
    facts: JsonObject = {"called_at_the_end": False}

    async def program() -> None:
        call_at_program_end(at_the_end)
        facts.update(await _facts())

    async def at_the_end() -> None:
        resource = _Probe(ProbeProvider(), "last", {"name": "Last"})
        facts["called_at_the_end"] = "provider_key" in facts and resource.pulumi_resource_name == "last"

    # A program ends with an error if one of the outputs that it waits for fails.
    mocks.test(program)()  # pyright: ignore[reportUnknownMemberType] - untyped upstream
    json.dump(facts, sys.stdout)


if __name__ == "__main__":
    _main()
