"""Reads a tenants file: the tenants, or everything that is wrong with the file."""

import codecs
from collections.abc import Callable, Mapping
from pathlib import Path

from pulumi_chatbotkit.inputs.tenants.assembly import assembled
from pulumi_chatbotkit.inputs.tenants.csv_text import read_csv
from pulumi_chatbotkit.inputs.tenants.document import MAX_BYTES, Document, unusable
from pulumi_chatbotkit.inputs.tenants.json_text import read_json
from pulumi_chatbotkit.inputs.tenants.spec import TenantsFile, TenantSpec
from pulumi_chatbotkit.inputs.tenants.yaml_text import read_yaml
from pulumi_chatbotkit.people_files import FileRefused, read_regular_file

_FORMATS: Mapping[str, Callable[[str, str], Document]] = {
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".json": read_json,
    ".csv": read_csv,
}
"""By the file's extension."""


def read_tenants(path: Path) -> tuple[TenantSpec, ...]:
    """The tenants of a file, in its order.

    Args:
        path: A file named ``*.yaml``, ``*.yml``, ``*.json`` or ``*.csv``, in UTF-8; the format is docs/tenants.md.

    Raises:
        TenantsFileError: The file cannot be read, or something in it is wrong. It lists all problems, but those of
            values only if the text is valid YAML, JSON or CSV.
    """
    return read_tenants_file(path).tenants


def read_tenants_file(path: Path) -> TenantsFile:
    """The tenants of a file, and what people should look at although it is valid. Raises as ``read_tenants`` does."""
    return assembled(read_document(path), folder=path.parent)


def read_document(path: Path) -> Document:
    """The values of a file, which are not examined yet.

    Raises:
        TenantsFileError: The file cannot be read, or is not valid YAML, JSON or CSV.
    """
    file = str(path)
    read = _FORMATS.get(path.suffix.lower())
    if read is None:
        raise unusable(
            file, f"has an unknown extension: name the file {', '.join('*' + suffix for suffix in _FORMATS)}"
        )
    return read(file, read_text(path))


def read_text(path: Path) -> str:
    """The text of a file; raises TenantsFileError if it cannot be read."""
    file = str(path)
    try:
        return read_regular_file(path, MAX_BYTES).removeprefix(codecs.BOM_UTF8).decode()
    except FileRefused as error:
        raise unusable(file, str(error)) from error
    except FileNotFoundError as error:
        raise unusable(file, "does not exist") from error
    except OSError as error:
        raise unusable(file, f"can not be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise unusable(file, "is not UTF-8 here: save the file in that encoding", line=line) from error
