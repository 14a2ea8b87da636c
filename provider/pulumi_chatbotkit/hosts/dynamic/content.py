"""Content arguments in the program: they may be outputs, and invalid ones stop the program."""

import os
from collections.abc import Callable, Mapping
from typing import cast

import pulumi

from pulumi_chatbotkit.catalog.schema.kind import Kind, Strategy
from pulumi_chatbotkit.hosts.content import ContentRefused, file_content, record_set_content
from pulumi_chatbotkit.json_values import JsonObject


def content_inputs(kind: Kind, resource_name: str, arguments: Mapping[str, object]) -> Mapping[str, object]:
    """State keys and values of the content in a resource's arguments; unknown while an argument is unknown.

    Args:
        kind: The resource's kind.
        resource_name: Its name in the stack.
        arguments: The kind's ``content_arguments`` by name; each may be an output.

    Raises:
        pulumi.RunError: they contradict each other, or the content cannot be read or stored.
    """
    describe = _DESCRIBE[kind.strategy]

    def described(known: Mapping[str, object]) -> JsonObject:
        try:
            return describe({name: _as_text(value) for name, value in known.items()})
        except ContentRefused as refusal:
            message = f"{kind.class_name} {resource_name!r}: {refusal}"
            raise pulumi.RunError(message) from refusal

    names = [field.name for field in kind.content_fields]
    if not any(isinstance(argument, pulumi.Output) for argument in arguments.values()):
        known = described(arguments)
        return {name: known.get(name) for name in names}
    later = pulumi.Output.all(**arguments).apply(described)
    return {name: _one(later, name) for name in names}


def _as_text(value: object) -> object:
    """A path as text, which is what everything else takes."""
    return os.fspath(cast("os.PathLike[str]", value)) if isinstance(value, os.PathLike) else value


def _one(described: pulumi.Output[JsonObject], key: str) -> pulumi.Output[object]:
    return described.apply(lambda values: values.get(key))


def _of_file(known: Mapping[str, object]) -> JsonObject:
    content, source = cast("str | bytes | None", known["content"]), cast("str | None", known["source"])
    return file_content(content, source, cast("str | None", known["content_type"]))


def _of_stored_file(known: Mapping[str, object]) -> JsonObject:
    if known["content"] is None and known["source"] is None:
        message = "neither content nor source is given: give one of them"
        raise ContentRefused(message)
    return _of_file(known)


def _of_record_set(known: Mapping[str, object]) -> JsonObject:
    return record_set_content(str(known["source"]))


_DESCRIBE: Mapping[Strategy, Callable[[Mapping[str, object]], JsonObject]] = {
    Strategy.OBJECT: _of_file,
    Strategy.RECORD_SET: _of_record_set,
    Strategy.STORED_FILE: _of_stored_file,
}
