"""Reads a tenants file: the tenants, or everything that is wrong with the file."""

import codecs
from collections.abc import Callable, Mapping
from pathlib import Path

from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER, PARTNER_USER_CONTEXT
from pulumi_chatbotkit.inputs.tenants.consistency import inconsistencies
from pulumi_chatbotkit.inputs.tenants.csv_text import read_csv
from pulumi_chatbotkit.inputs.tenants.document import MAX_BYTES, Document, unstorable, unusable
from pulumi_chatbotkit.inputs.tenants.json_text import read_json
from pulumi_chatbotkit.inputs.tenants.layout import BOTS, CONTEXT, CONTEXT_BOT, ON_DELETE, PARTS, PROTECT
from pulumi_chatbotkit.inputs.tenants.problems import FileProblem, TenantsFileError
from pulumi_chatbotkit.inputs.tenants.sections import Section, TenantSection, read_sections
from pulumi_chatbotkit.inputs.tenants.spec import TenantSpec
from pulumi_chatbotkit.inputs.tenants.yaml_text import read_yaml
from pulumi_chatbotkit.json_values import JsonObject
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
    document = _document(path)
    not_storable = [document.problem(*problem) for problem in unstorable(document.value)]
    if not_storable:
        raise _error([*document.problems, *not_storable])
    tenants, found = read_sections(document.value)
    problems = [*document.problems, *inconsistencies(document), *(document.problem(*problem) for problem in found)]
    if problems:
        raise _error(problems)
    return tuple(_spec(key, tenant) for key, tenant in tenants.items())


def _error(problems: list[FileProblem]) -> TenantsFileError:
    return TenantsFileError(tuple(sorted(problems, key=lambda problem: problem.line or 0)))


def _document(path: Path) -> Document:
    file = str(path)
    read = _FORMATS.get(path.suffix.lower())
    if read is None:
        raise unusable(
            file, f"has an unknown extension: name the file {', '.join('*' + suffix for suffix in _FORMATS)}"
        )
    try:
        content = read_regular_file(path, MAX_BYTES).removeprefix(codecs.BOM_UTF8)
        text = content.decode()
    except FileRefused as error:
        raise unusable(file, str(error)) from error
    except FileNotFoundError as error:
        raise unusable(file, "does not exist") from error
    except OSError as error:
        raise unusable(file, f"can not be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise unusable(file, "is not UTF-8 here: save the file in that encoding", line=line) from error
    return read(file, text)


def _spec(key: str, tenant: TenantSection) -> TenantSpec:
    parts = {name: _arguments(name, part) for name, part in tenant.parts.items()}
    bots = {name: bot.declared(PARTS[BOTS].fields) for name, bot in tenant.bots.items()}
    context = tenant.parts[CONTEXT] or Section({})
    return TenantSpec(
        key=key,
        user=tenant.declared(PARTNER_USER.fields),
        token=parts["token"],
        blueprint=parts["blueprint"],
        dataset=parts["dataset"],
        skillset=parts["skillset"],
        bots=bots,
        context=context.declared(PARTNER_USER_CONTEXT.fields),
        context_bot=_context_bot(context, bots),
        protect=tenant.value(PROTECT) is True,
        retain=tenant.value(ON_DELETE) == "retain",
    )


def _arguments(name: str, part: Section | None) -> JsonObject | None:
    return None if part is None else part.declared(PARTS[name].fields)


def _context_bot(context: Section, bots: Mapping[str, JsonObject]) -> str | None:
    """Key of the bot that the context points to: the one that it names, else the first; None if it says so itself."""
    named = context.value(CONTEXT_BOT)
    if isinstance(named, str):
        return named
    has_bot_id = context.declared(PARTNER_USER_CONTEXT.fields).get("bot_id") is not None
    return None if context.has_key(CONTEXT_BOT) or has_bot_id else next(iter(bots))
