"""How an orphan comes back into a state: only `pulumi up` can adopt, so this says what to write for it."""

import json
import re
import shlex
from collections.abc import Iterator
from typing import Final

from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.inputs.tenant_layout import SECTION_OF_KIND, TENANTS
from pulumi_chatbotkit.operations.orphans.report import MadeWith, Orphan

_PLAIN: Final = re.compile(r"[a-z][a-z0-9-]*")
_NO_KEY: Final = (
    "a key is never adopted, because its text was shown once: declare a new one, and delete this one when nothing "
    "uses it any more"
)


def how_to_adopt(orphan: Orphan) -> list[str]:
    """What to write and to run, line by line; for what cannot be adopted, why and what to do."""
    if orphan.seen.is_key:
        return [f"{orphan.described}: {_NO_KEY}"]
    if orphan.duplicate_of:
        why = f"the create that made {orphan.duplicate_of} made it too, and a state has that one"
        return [f"{orphan.described}: {why}: delete this one (--delete {orphan.id})"]
    return [*_lines(orphan)]


def _lines(orphan: Orphan) -> Iterator[str]:
    seen, stack = orphan.seen, shlex.quote(orphan.marker.stack.rpartition("/")[2])
    yield f"{orphan.described}, marked by the resource {orphan.marker.name!r} of stack {orphan.marker.stack}"
    key = orphan.marker.name.rpartition(".")[2]
    if seen.kind is PARTNER_USER:
        yield f"  in a tenants file:  {TENANTS}: {{{_yaml(key)}: {{adopt: {_yaml(seen.id)}}}}}"
        yield f"  in a program:       chatbotkit.Tenant({json.dumps(key)}, adopt={json.dumps(seen.id)})"
    else:
        section = SECTION_OF_KIND[seen.kind.name]
        tenant = orphan.marker.name.partition(".")[0]
        if section.parent is None and seen.account:
            entry = f"{{{section.name}: {{{_yaml(key)}: {{adopt: {_yaml(seen.id)}}}}}}}"
            yield f"  in a tenants file:  {TENANTS}: {{{_yaml(tenant)}: {entry}}}"
        place = "".join(f", {name}={json.dumps(value)}" for name, value in _arguments(orphan))
        name = json.dumps(orphan.marker.name)
        call = f"{seen.kind.class_name}({name}, adopt={json.dumps(seen.id)}{place})"
        yield f"  in a program:       chatbotkit.{call}"
    if orphan.holds:
        yield "  What is in it is found by its markers: declare that under the names that it had, without adopt"
    if orphan.made_with is not MadeWith.THIS_STATE:
        yield f"  then:               pulumi config set chatbotkit:adopt marked --stack {stack}   (for one run)"
    yield f"  then:               pulumi up --stack {stack}"


def _yaml(text: str) -> str:
    """A scalar of a flow mapping. Others may have written it, so what is no plain word is quoted."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text)


def _arguments(orphan: Orphan) -> Iterator[tuple[str, str]]:
    """The arguments with the ids of what it is in."""
    names = {owner.field: owner.argument for owner in orphan.seen.kind.parents}
    for key, value in orphan.seen.place:
        yield names.get(key, "run_as"), value
