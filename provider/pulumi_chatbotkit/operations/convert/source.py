"""What a source declares, whatever its form: the objects of each account, and what could not be taken from it."""

from dataclasses import dataclass

from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.tenant_entries.new_files import WritingRefused
from pulumi_chatbotkit.operations.tenant_entries.remarks import Remark


class ConversionRefused(WritingRefused):
    """Nothing was converted; the message says why and what to do."""


@dataclass(frozen=True)
class ConvertedObject:
    """An object that a source declares, on its way into a tenants file."""

    kind: Kind
    path: str
    """What the source calls it: ``chatbotkit_bot.support``."""
    called: str
    """The text that its key is made of; "" if alias or name are to be taken."""
    id: str | None
    """None if it has not been made, or the source does not know."""
    values: JsonObject
    """By the API's names, of either generation; parents are among them. What is not declared is left out."""
    sensitive: frozenset[str] = frozenset()
    """Names of values that the source marks as sensitive."""


@dataclass(frozen=True)
class SourceAccount:
    """The objects of one account."""

    name: str
    """What the source calls it: ``chatbotkit.acme``; "" if it has no name for it."""
    key: str
    """The text that the key of its tenant or plan is made of."""
    objects: tuple[ConvertedObject, ...]


@dataclass(frozen=True)
class Source:
    """Everything that was found in a source."""

    accounts: tuple[SourceAccount, ...]
    remarks: tuple[Remark, ...] = ()
    blueprint: JsonObject | None = None
    """The blueprint that all objects are in, if the source is one: what is known of it."""
    has_variables: bool = False
    """True if ``${env.NAME}`` in a text stands for a variable of the environment."""
    names_unseen: bool = False
    """True if the source is what the service shows, so that what it leaves out may be set."""
