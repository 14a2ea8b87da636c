"""Renders templates to pages. Every value is escaped; an undefined name in a template is an error.

Characters that turn the reading direction around or cannot be seen are written out, except in the forms that edit them.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from starlette.responses import HTMLResponse, Response

from pulumi_chatbotkit.printable import printable

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER: Final = Path(__file__).parent

PREFIX: Final = "/console"
"""The path of the web console."""

STYLE: Final = (_FOLDER / "console.css").read_text(encoding="utf-8")

_NOTES: Final = {
    "saved": "Saved. No request was logged, as for an edit in the service's own console.",
    "unchanged": "Nothing was changed.",
    "deleted": "Deleted.",
    "reset": "Everything was removed. Accounts without a parent and their keys stay.",
    "cleared": "The request log is empty.",
}
"""Messages about the previous form. The query parameter ``note`` selects one, so a link cannot show other text."""


def record_path(kind: str, record_id: str) -> str:
    """The path of a record's form."""
    return f"{PREFIX}/record/{kind}/{quote(record_id)}"


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - a server starts faster without it

    return Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_readable,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class _AsStored(str):
    """A text that a form shows as it is, because it is sent back."""

    __slots__ = ()


def _readable(value: object) -> object:
    # What has __html__ was made of values that went through here.
    if not isinstance(value, str) or isinstance(value, _AsStored) or hasattr(value, "__html__"):
        return value
    return printable(value, keep="\n\t")


_EVERYWHERE: Final[Mapping[str, object]] = {
    "console": PREFIX,
    "record_path": record_path,
    "notes": _NOTES,
    "as_stored": _AsStored,
}
"""Values for every template."""


def page(template: str, *, status: int = 200, **values: object) -> Response:
    """The page of a template. ``note``: a key of the messages; any other text shows none."""
    return HTMLResponse(_templates().get_template(template).render(_EVERYWHERE, **values), status)
