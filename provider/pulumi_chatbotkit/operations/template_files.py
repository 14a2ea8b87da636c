"""Files that are rendered from a template of this package, and written where there is none yet."""

import errno
from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib import resources
from pathlib import Path, PurePath
from typing import Final

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

# Delimiters of its own: tenants files have {{ templates }} themselves, and so have the workflows of GitHub.
_ENVIRONMENT: Final = ImmutableSandboxedEnvironment(
    variable_start_string="<<",
    variable_end_string=">>",
    block_start_string="<%",
    block_end_string="%>",
    comment_start_string="<#",
    comment_end_string="#>",
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    undefined=StrictUndefined,
    autoescape=False,
)


def rendered(folder: str, template: str, values: Mapping[str, object]) -> str:
    """The text of a template in a folder beside this module."""
    source = resources.files("pulumi_chatbotkit.operations") / folder / template
    return _ENVIRONMENT.from_string(source.read_text(encoding="utf-8")).render(values)


class ReachedByLink(OSError):
    """A file would be written through a symbolic link; the message names it and what to do."""

    def __str__(self) -> str:
        return str(self.strerror)


def write_new(folder: Path, texts: Mapping[str, str]) -> None:
    """Write texts by their path in ``folder``; folders are made.

    Raises:
        ReachedByLink: a folder between ``folder`` and a file is a symbolic link. Nothing was written.
        OSError: one cannot be written, or is there already. What was written before is removed again, and so are the
            folders that were made.
    """
    _refuse_links(folder, texts)
    made: list[Path] = []
    written: list[Path] = []
    try:
        for name, text in texts.items():
            path = folder / name
            _make_folder(path.parent, made)
            with path.open("x", encoding="utf-8") as file:  # x: another process may have made it meanwhile
                written.append(path)
                file.write(text)
    except BaseException:
        for path in written:
            with suppress(OSError):
                path.unlink()
        for each in reversed(made):
            with suppress(OSError):  # somebody has put something into it meanwhile
                each.rmdir()
        raise


def _refuse_links(folder: Path, names: Iterable[str]) -> None:
    """Refuse links inside the folder, which a repository can bring along; the folder itself was named by a person."""
    for way in dict.fromkeys(folder / each for name in names for each in PurePath(name).parents if each.name):
        if way.is_symlink():
            message = f"{way} is a symbolic link, which could lead anywhere, so nothing was written: make it a folder"
            raise ReachedByLink(errno.ELOOP, message)


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder and those around it, and note which are new."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        with suppress(FileExistsError):  # another process was faster
            each.mkdir()
            made.append(each)
