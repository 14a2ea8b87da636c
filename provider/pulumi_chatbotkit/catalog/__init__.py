"""The table of kinds: pure data. Classes, reference pages and many test cases are generated from it.

Source of every row: docs/api/api.md, in the section that the kind names.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pulumi_chatbotkit.catalog.kinds.account import (
    DATASET_FILE,
    DATASET_RECORD,
    FILE,
    POLICY,
    PORTAL,
    SECRET,
    SKILLSET_ABILITY,
    SPACE,
)
from pulumi_chatbotkit.catalog.kinds.content import DATASET_RECORDS
from pulumi_chatbotkit.catalog.kinds.integrations import INTEGRATIONS
from pulumi_chatbotkit.catalog.kinds.partner import (
    PARTNER_USER,
    PARTNER_USER_CONTEXT,
    PARTNER_USER_GUARD,
    PARTNER_USER_TOKEN,
)
from pulumi_chatbotkit.catalog.kinds.people import CONTACT, MEMORY, TASK
from pulumi_chatbotkit.catalog.kinds.spaces import SPACE_SITE, SPACE_STORAGE_FILE
from pulumi_chatbotkit.catalog.kinds.widgets import WIDGET_FILE
from pulumi_chatbotkit.catalog.kinds.workspace import BLUEPRINT, BOT, DATASET, SKILLSET
from pulumi_chatbotkit.catalog.schema.kind import Dependents, Kind, Scope, Strategy

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            PARTNER_USER,
            PARTNER_USER_CONTEXT,
            PARTNER_USER_TOKEN,
            BOT,
            BLUEPRINT,
            DATASET,
            DATASET_RECORD,
            DATASET_FILE,
            DATASET_RECORDS,
            SKILLSET,
            SKILLSET_ABILITY,
            SECRET,
            FILE,
            PORTAL,
            POLICY,
            SPACE,
            SPACE_SITE,
            SPACE_STORAGE_FILE,
            CONTACT,
            TASK,
            MEMORY,
            *INTEGRATIONS,
            WIDGET_FILE,
        )
    }
)
"""Every kind, keyed by its name."""

OBJECT_KINDS: Mapping[str, Kind] = MappingProxyType(
    {name: kind for name, kind in KINDS.items() if kind.strategy is Strategy.OBJECT}
)
"""The kinds whose resources are objects of the API: those that can be fetched, listed, adopted and looked up."""

GUARDS: Mapping[str, Kind] = MappingProxyType({PARTNER_USER_GUARD.name: PARTNER_USER_GUARD})
"""The kinds of resources that programs do not declare: they come with a resource that has ``Kind.guard``."""


def _account_contents() -> Iterator[Dependents]:
    for kind in OBJECT_KINDS.values():
        noun = kind.noun or kind.title.lower()
        if kind.scope is Scope.RUN_AS and not kind.parents:
            yield Dependents(noun=noun, path=kind.path)
        elif [parent.kind for parent in kind.parents] == [PARTNER_USER.name]:
            yield Dependents(noun=noun, path=kind.path, list_with_run_as=False)
    yield from PARTNER_USER.dependents


ACCOUNT_CONTENTS: tuple[Dependents, ...] = tuple(_account_contents())
"""What a partner user's account may hold, of every kind. What exists only inside one of these, such as the records of a
dataset, is not listed: it is lost with that."""
