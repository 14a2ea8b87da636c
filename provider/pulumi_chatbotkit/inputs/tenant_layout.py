"""What a tenant can have, derived from the catalog: the sections, their fields, and what an entry may refer to.

A kind that lives in a partner user is a section, a map from key to fields. A kind with another parent is a section
inside the entries of that parent. The few keys that only the file has are rows here.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from graphlib import TopologicalSorter
from types import MappingProxyType

from pulumi_chatbotkit.catalog import GUARDS, KINDS
from pulumi_chatbotkit.catalog.kinds import common
from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.catalog.schema.kind import Kind, Parent, Strategy, snake_case
from pulumi_chatbotkit.catalog.schema.rules import Matches, MaxCharacters, Rule
from pulumi_chatbotkit.json_values import JsonObject

TENANT_TYPE = "chatbotkit:index:Tenant"
"""Pulumi's type of the component that has one tenant."""

TENANTS = "tenants"
PLANS = "plans"
DEFAULTS = "defaults"
CUSTOMERS = "customers"
"""The keys at the top of a file."""
SHARED_PREFIX = "x-"
"""Keys at the top with this prefix are ignored; YAML anchors may go there."""

BOTS = "bots"
CONTEXTS = "contexts"
CONTEXT_BOT = "bot"
PLAN = "plan"
VARS = "vars"
FORMERLY = "formerly"
SINGULAR = ("blueprint", "dataset", "skillset", "token", "context")
"""Sections that a tenant may have in the singular: one entry, under that key."""
OWN = frozenset({"blueprint", "dataset", "skillset"})
"""Kinds of which the one in the singular is the tenant's own: what can refer to one, refers to it by default."""
BY_DEFAULT = ("token", "context")
"""In the singular, what a tenant has unless the file says otherwise."""

KEY_RULES: tuple[Rule, ...] = (
    Matches(r"[a-z0-9][a-z0-9-]*", "lowercase letters, digits and hyphens, beginning with a letter or a digit"),
    MaxCharacters(60),
)
"""Rules for the keys of tenants and entries: they are part of resource names, and so of Pulumi's URNs."""

PROTECT = common.switch("protect", "Whether Pulumi refuses to delete what belongs to the tenant.")
ON_DELETE = common.choice("onDelete", "What removing the tenant from the file does.", "delete", "retain")
ADOPT = common.text(
    "adopt", "Which existing object to take over instead of creating one: an id, or a word (docs/operations.md).",
    nullable=True,
)  # fmt: skip


@dataclass(frozen=True)
class Link:
    """A key of an entry that names another object of the tenant by its key."""

    name: str
    """As the file spells it: ``bot``."""
    field: str
    """The field with the id instead: ``botId``."""
    argument: str
    """The Python name of that field."""
    kind: str
    """The kind of the other object."""


@dataclass(frozen=True, eq=False)
class Section:
    """The objects of one kind: what an entry may have."""

    name: str
    """As the file spells it: ``bots``."""
    kind: Kind
    parent: "Section | None" = None
    """The section whose entries hold this one; None for a section of the tenant itself."""

    @cached_property
    def title(self) -> str:
        """For messages: "is not a field of a bot"."""
        first = self.noun.split()[0]
        vowel = first[0] in "AEFHILMNORSX" if first.isupper() else first[0].lower() in "aeiou"
        return f"{'an' if vowel else 'a'} {self.noun}"

    @cached_property
    def noun(self) -> str:
        """For messages: "is no bot of the tenant"."""
        noun = self.kind.noun or self.kind.title.lower()
        return f"set of {noun}" if self.kind.strategy is Strategy.RECORD_SET else noun

    @property
    def argument(self) -> str:
        """The Python name of the argument: ``widget_integrations``."""
        return snake_case(self.name)

    @property
    def attribute(self) -> str:
        """The attribute of a ``Tenant`` that has the resources: ``skillset_abilities``."""
        above = "" if self.parent is None else f"{snake_case(self.parent.kind.class_name)}_"
        return f"{above}{self.argument.removeprefix(above)}"

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Everything in an entry that is a value: fields, content, and the attached object's id."""
        kind = self.kind
        content = (_content_field(kind, argument.name) for argument in kind.content_arguments)
        attached = (replace(common.reference(it.field, it.kind, it.doc), required=True) for it in _attached(kind))
        adopt = (
            (ADOPT,) if kind.strategy is Strategy.OBJECT and not kind.attached and not kind.create_only_outputs else ()
        )
        return (*kind.fields, *content, *attached, *adopt)

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields, keyed as the file spells them."""
        return {field.name: field for field in self.fields}

    @cached_property
    def links(self) -> Mapping[str, Link]:
        """The keys for references, keyed as the file spells them; only to kinds that a tenant can have."""
        found = (_link(field) for field in self.fields if field.references in _ROOT_KINDS)
        return {link.name: link for link in found}

    @cached_property
    def children(self) -> "Mapping[str, Section]":
        """The sections inside an entry, keyed as the file spells them."""
        found = (Section(_section_name(kind), kind, self) for kind in _IN_TENANTS if _parent(kind) == self.kind.name)
        return {section.name: section for section in found}

    def place_inside(self, place: JsonObject, record: JsonObject) -> JsonObject:
        """Where the objects in an entry are, by state key: ``place`` of the entry, and the id of its ``record``."""
        owners = (child.kind.parent for child in self.children.values())
        return {**place, **{owner.field: record.get("id") for owner in owners if owner is not None}}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Everything that an entry may have, as the file spells it."""
        return (*self.by_name, *self.links, *self.children)

    @cached_property
    def exclusive(self) -> tuple[tuple[str, str], ...]:
        """Pairs of fields of which an entry has one."""
        return (("content", "source"),) if {"content", "source"} <= self.by_name.keys() else ()

    @cached_property
    def alternatives(self) -> Mapping[str, str]:
        """For a name the other one that says the same in another way, so that either replaces the other."""
        pairs = [*((link.name, link.field) for link in self.links.values()), *self.exclusive]
        return {**dict(pairs), **{second: first for first, second in pairs}}

    def below(self) -> "Iterator[Section]":
        """This section and all sections inside it."""
        yield self
        for child in self.children.values():
            yield from child.below()


def implied_links(
    section: Section, given: Collection[str], own: Collection[str], first_bot: str | None
) -> dict[str, str]:
    """What an entry refers to although it does not say so: keys of the tenant, by the link's name.

    Args:
        given: What the entry declares, null included; names as the file or as programs spell them.
        own: Of ``OWN`` what the tenant has.
        first_bot: Key of the tenant's first bot, to which a context points; None if there is none.
    """
    links = [link for link in section.links.values() if not {link.name, link.field, link.argument} & {*given}]
    found = {link.name: link.kind for link in links if link.kind in own}
    if section.name == CONTEXTS and first_bot is not None and any(link.name == CONTEXT_BOT for link in links):
        found[CONTEXT_BOT] = first_bot
    return found


def made_by_default(tenant: Mapping[str, object], *, has_bots: bool) -> tuple[str, ...]:
    """Of ``BY_DEFAULT`` what a tenant has although it does not say so: a context needs a bot to tell of.

    Args:
        tenant: What it declares, by the names of the file or of programs.
    """
    unsaid = (name for name in BY_DEFAULT if tenant.get(name) is None and tenant.get(f"{name}s") is None)
    return tuple(name for name in unsaid if name != "context" or has_bots)


def _parent(kind: Kind) -> str | None:
    return None if kind.parent is None else kind.parent.kind


def _attached(kind: Kind) -> tuple[Parent, ...]:
    return () if kind.attached is None else (kind.attached,)


def _content_field(kind: Kind, argument: str) -> Field:
    """A content argument as a field of the file: always text here."""
    described = next(each for each in kind.content_arguments if each.name == argument)
    field = common.text(_camel_case(argument), described.doc, nullable=True)
    return replace(field, required=described.required)


def _link(field: Field) -> Link:
    # The older generation's names have no "linked" in front: secretId, not linkedSecretId.
    name = (field.older_name or field.name).removesuffix("Id")
    return Link(name, field.name, snake_case(field.name), str(field.references))


def _section_name(kind: Kind) -> str:
    """The plural of the class, without what its parent says already: ``abilities``, ``widgetIntegrations``."""
    if kind.tenants_key is not None:
        return kind.tenants_key
    name = _without_words_of(kind.parent, snake_case(kind.class_name))
    plural = name if kind.strategy is Strategy.RECORD_SET else f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
    return _camel_case(plural)


def _camel_case(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _without_words_of(parent: Parent | None, name: str) -> str:
    """``name`` without the words at its beginning that the parent's name begins with, too."""
    above = [] if parent is None else snake_case(KINDS[parent.kind].class_name).split("_")
    words = name.split("_")
    while above and len(words) > 1 and words[0] == above[0]:
        words, above = words[1:], above[1:]
    return "_".join(words)


_IN_TENANTS = tuple(kind for kind in KINDS.values() if kind is not PARTNER_USER and kind.name not in GUARDS)
_ROOT_KINDS = {kind.name for kind in _IN_TENANTS if _parent(kind) in (None, PARTNER_USER.name)}

SECTIONS: Mapping[str, Section] = MappingProxyType(
    {_section_name(kind): Section(_section_name(kind), kind) for kind in _IN_TENANTS if kind.name in _ROOT_KINDS}
)
"""The sections of a tenant, keyed as the file spells them."""

SINGULAR_SECTIONS: Mapping[str, Section] = MappingProxyType({name: SECTIONS[f"{name}s"] for name in SINGULAR})
"""The sections that may be in the singular, by that."""

SECTION_OF_KIND: Mapping[str, Section] = MappingProxyType(
    {section.kind.name: section for root in SECTIONS.values() for section in root.below()}
)
"""Every section, by the name of its kind."""

TENANT_FIELDS: Mapping[str, Field] = MappingProxyType(
    {field.name: field for field in (*PARTNER_USER.fields, ADOPT, PROTECT, ON_DELETE)}
)
"""The fields of a tenant itself."""
TENANT_NAMES = (*TENANT_FIELDS, PLAN, VARS, FORMERLY, *SINGULAR, *SECTIONS)
"""Everything that a tenant may have, as the file spells it."""


def _creation_order() -> tuple[Section, ...]:
    needs = {
        section.kind.name: {
            *(link.kind for link in section.links.values()),
            *({section.parent.kind.name} if section.parent else ()),
        }
        for section in SECTION_OF_KIND.values()
    }
    return tuple(SECTION_OF_KIND[name] for name in TopologicalSorter(needs).static_order())


CREATION_ORDER = _creation_order()
"""All sections, each after those that its entries refer to or live in."""
