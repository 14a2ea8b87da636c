"""What files of a project say, and why one was not read."""

import json
from pathlib import Path
from typing import Final, cast

import yaml

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.people_files import FileRefused, read_regular_file
from pulumi_chatbotkit.yaml_bounds import YamlBounds, YamlRefused, check_yaml

_LARGEST_TEXT: Final = 16 << 20
_LARGEST_SETTINGS: Final = 1 << 20


class NotRead(Exception):
    """The file was not read. The message says why, as the end of a sentence that begins with its name."""


def text_of(file: Path) -> str:
    """The text of a file of up to 16 MiB, as far as keys are in it, in whatever encoding. Raises NotRead.

    Keys are ASCII, so without zero bytes they are the same in UTF-8, UTF-16 and Latin-1.
    """
    return _content(file, _LARGEST_TEXT).replace(b"\0", b"").decode("latin-1")


def read_settings(file: Path) -> JsonObject:
    """What is in a ``Pulumi.yaml`` or ``Pulumi.<stack>.yaml``, as JSON; {} if it is empty. Raises NotRead."""
    try:
        text = _content(file, _LARGEST_SETTINGS).decode("utf-8-sig")
        check_yaml(text, YamlBounds())
        # Through JSON: keys become texts, and a value that contains itself is refused.
        found = cast("JsonValue", json.loads(json.dumps(yaml.safe_load(text), default=str)))
    except UnicodeDecodeError as error:
        raise NotRead("is not UTF-8") from error
    except YamlRefused as error:
        message = f"cannot be used: line {error.line} {error}"
        raise NotRead(message) from error
    except yaml.YAMLError as error:
        raise NotRead(f"is no YAML{_line(error)}") from error
    except (ValueError, TypeError, RecursionError) as error:
        raise NotRead("has values that JSON cannot have") from error
    if found is None:
        return {}
    settings = as_object(found)
    if settings is None:
        raise NotRead("is no mapping")
    return settings


def _content(file: Path, largest_bytes: int) -> bytes:
    try:
        return read_regular_file(file, largest_bytes)
    except FileRefused as error:
        raise NotRead(str(error)) from error
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise NotRead(message) from error


def _line(error: yaml.YAMLError) -> str:
    """Where it is wrong; the error itself quotes the file."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    return "" if mark is None else f" (line {mark.line + 1})"
