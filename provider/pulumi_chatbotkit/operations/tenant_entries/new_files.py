"""A tenants file or program and its remarks, written together: both complete or neither, and over nothing there is."""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final, TextIO

from pulumi_chatbotkit.operations.tenant_entries.remarks import Remark
from pulumi_chatbotkit.printable import printable

PROGRAM: Final = ".py"
_YAML: Final = (".yaml", ".yml")
"""By which the reader knows a YAML file."""


class WritingRefused(Exception):
    """Nothing was written; the message says why and what to do."""


def remarks_path(path: Path) -> Path:
    """Where the remarks of the tenants file ``path`` are."""
    return path.with_suffix(".remarks.txt")


def refuse_path(path: Path, *, program: bool = False) -> None:
    """Raise WritingRefused if the tenants file, or the program that it may be, cannot be written here."""
    if path.suffix not in (*_YAML, *((PROGRAM,) if program else ())):
        or_program = f" for a tenants file, or with {PROGRAM} for a program" if program else ""
        message = f"{path}: its name must end with {' or '.join(_YAML)}{or_program}"
        raise WritingRefused(message)
    if not path.parent.is_dir():
        message = f"there is no folder {path.parent} for {path.name}: make it first"
        raise WritingRefused(message)
    for each in (path, remarks_path(path)):
        if each.exists():
            message = f"{each} is there already: move it, or name another file"
            raise WritingRefused(message)


@contextmanager
def new_files(path: Path) -> Generator[tuple[TextIO, TextIO]]:
    """The tenants file and that of its remarks, which get their names once both are complete. Raises OSError."""
    paths = (path, remarks_path(path))
    parts = [each.with_name(f"{each.name}.part") for each in paths]
    try:
        with ExitStack() as opened:
            file, remarks = (opened.enter_context(part.open("w", encoding="utf-8")) for part in parts)
            yield file, remarks
        for part, each in zip(parts, paths, strict=True):
            part.replace(each)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)


def remark_line(key: str, remark: Remark) -> str:
    """One line, whatever names its source has. ``key``: that of the tenant or plan."""
    return f"{printable(': '.join(part for part in (key, remark.sort, remark.path, remark.detail) if part))}\n"
