"""Reads a source that is a JSON file."""

import json
from pathlib import Path

from pulumi_chatbotkit.inputs.tenants import TenantsFileError
from pulumi_chatbotkit.inputs.tenants.text_files import read_text
from pulumi_chatbotkit.json_values import DEEPEST, JsonObject, JsonValue, as_object, is_deeper
from pulumi_chatbotkit.operations.convert.source import ConversionRefused

_DEEPEST = 2 * DEEPEST
"""Of a source: what is nested deeper than ``DEEPEST`` inside an object's field is a remark, not an error."""


def read_json_source(path: Path, what: str) -> JsonObject:
    """The content of a file; ``what`` it should be, for messages: ``a state of Terraform``.

    Raises:
        ConversionRefused: it cannot be read, or is no JSON object.
    """
    try:
        text = read_text(path)
    except TenantsFileError as error:
        raise ConversionRefused(str(error.problems[0])) from error
    if not text.strip():
        message = f"{path} is empty, so it is not {what}"
        raise ConversionRefused(message)
    try:
        value: JsonValue = json.loads(text)
    except json.JSONDecodeError as error:
        cut = " It looks as if the file was cut off." if error.pos >= len(text.rstrip()) else ""
        message = f"{path}:{error.lineno} is no JSON here: {error.msg}.{cut} It must be {what}."
        raise ConversionRefused(message) from error
    except (RecursionError, ValueError) as error:
        message = f"{path} cannot be read as JSON: {error}"
        raise ConversionRefused(message) from error
    found = as_object(value)
    if found is None or is_deeper(value, _DEEPEST):
        message = f"{path} is not {what}: it is {'nested too deep' if found else 'not an object'}"
        raise ConversionRefused(message)
    return found
