"""Files that are rendered from a template of this package, and written where there is none yet."""

from collections.abc import Mapping
from contextlib import suppress
from importlib import resources
from pathlib import Path
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


def write_new(folder: Path, texts: Mapping[str, str]) -> None:
    """Write texts by their path in ``folder``; folders are made.

    Raises:
        OSError: one cannot be written, or is there already. What was written before is removed again.
    """
    written: list[Path] = []
    try:
        for name, text in texts.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:  # x: another process may have made it meanwhile
                written.append(path)
                file.write(text)
    except OSError:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise
