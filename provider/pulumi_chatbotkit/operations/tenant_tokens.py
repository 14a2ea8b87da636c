"""The keys of a stack's tenants, read from its state with secrets in clear."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER_TOKEN
from pulumi_chatbotkit.operations.tenants_in_state import tenants_in
from pulumi_chatbotkit.pulumi_cli.stack_state import ENCRYPTED, StackState

_OUTPUT: Final = PARTNER_USER_TOKEN.create_only_outputs[0].name


class TokensRefused(Exception):
    """The keys are not written; the message says why."""


@dataclass(frozen=True)
class TenantToken:
    """A key of a tenant."""

    tenant: str
    name: str
    """Its own part of the resource's name: ``token``."""
    token: str

    @property
    def variable(self) -> str:
        """Its name as a variable: ``ACME_CORP_TOKEN``, ``_1ST_TOKEN``."""
        name = re.sub(r"[^A-Z0-9]+", "_", f"{self.tenant}_{self.name}".upper()).strip("_")
        return f"_{name}" if name[:1].isdigit() else name


def tokens_of(state: StackState, keys: Iterable[str] = ()) -> list[TenantToken]:
    """The keys of tenants, in the order of the state.

    Args:
        state: Exported with its secrets in clear. What is only waiting for its deletion is not in it, so of a rotated
            key it has the new one.
        keys: The tenants; all if there are none.

    Raises:
        TokensRefused: a tenant is not there, there is no key at all, or a key is not readable.
    """
    tenants = tenants_in(state)
    wanted = [*dict.fromkeys(keys)] or [*tenants]
    missing = [key for key in wanted if key not in tenants]
    if missing:
        raise TokensRefused(f"the stack {state.stack} has no tenant {', '.join(map(repr, missing))}")
    found: list[TenantToken] = []
    for key in wanted:
        for each in tenants[key].inside:
            if each.class_name == PARTNER_USER_TOKEN.class_name and each.id:
                value = each.outputs.values.get(_OUTPUT)
                if not isinstance(value, str) or value in {"", ENCRYPTED}:
                    raise TokensRefused(
                        f"the state has no text of the key {each.name}: run `pulumi up` to make it anew"
                    )
                found.append(TenantToken(key, each.name.removeprefix(f"{key}."), value))
    if not found:
        raise TokensRefused(f"no tenant of the stack {state.stack} has a token")
    return found


def as_json(tokens: Iterable[TenantToken]) -> str:
    """``{"acme": {"token": "..."}}``."""
    by_tenant: dict[str, dict[str, str]] = {}
    for each in tokens:
        by_tenant.setdefault(each.tenant, {})[each.name] = each.token
    return json.dumps(by_tenant, indent=2) + "\n"


def as_dotenv(tokens: Iterable[TenantToken]) -> str:
    """``ACME_TOKEN='...'`` for each.

    Raises:
        TokensRefused: two keys have one name, or a key holds a character that a line cannot hold.
    """
    named: dict[str, TenantToken] = {}
    for each in tokens:
        other = named.setdefault(each.variable, each)
        if other is not each:
            pair = " and ".join(f"{one.tenant}.{one.name}" for one in (other, each))
            raise TokensRefused(f"{pair} are both {each.variable} in dotenv: write JSON, or name tenants one by one")
        if not each.token.isprintable() or "'" in each.token:
            raise TokensRefused(f"the key {each.tenant}.{each.name} cannot be written as dotenv: write JSON")
    return "".join(f"{name}='{each.token}'\n" for name, each in named.items())


FORMATS: Final[Mapping[str, Callable[[Iterable[TenantToken]], str]]] = {"json": as_json, "dotenv": as_dotenv}
EXTENSIONS: Final[Mapping[str, str]] = {".json": "json", ".env": "dotenv"}
"""The format of a file, by its extension; a file called ``.env`` is dotenv, too."""
