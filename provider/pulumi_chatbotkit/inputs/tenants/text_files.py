"""Reads the text of a file that people wrote."""

import codecs
from pathlib import Path

from pulumi_chatbotkit.inputs.tenants.document import MAX_BYTES, unusable
from pulumi_chatbotkit.people_files import FileRefused, read_regular_file


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
