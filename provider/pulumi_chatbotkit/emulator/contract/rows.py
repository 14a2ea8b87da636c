"""Fields that many kinds share, transcribed cell by cell from docs/api/api.md a.12 (field classes)."""

from dataclasses import replace

from pulumi_chatbotkit.emulator.contract.checks import check_alias
from pulumi_chatbotkit.emulator.contract.fields import (
    NOWHERE,
    Access,
    Check,
    Field,
    OnEmpty,
    OnNull,
    OnOmit,
    OnTargetDeleted,
    Reference,
    Source,
)


def alias() -> Field:
    """The alias. Contained in every answer, unless a kind changes ``views``."""
    return Field(
        name="alias",
        type="string",
        source="seen",
        on_null=OnNull.STORED,
        on_empty=OnEmpty.BECOMES_NULL,
        on_omit=OnOmit.RESETS,
        max_chars=128,
        unique="in the account",
        check=check_alias,
    )


def text(
    name: str,
    *,
    source: Source,
    max_bytes: int | None = None,
    max_chars: int | None = None,
    column_bytes: int | None = None,
    check: Check | None = None,
) -> Field:
    """Text in a NOT NULL column: "" if omitted on create, 500 on null."""
    nullable = nullable_text(
        name, source=source, max_bytes=max_bytes, max_chars=max_chars, column_bytes=column_bytes, check=check
    )
    return replace(nullable, default="", on_null=OnNull.SYSTEM_ERROR)


def nullable_text(
    name: str,
    *,
    source: Source,
    max_bytes: int | None = None,
    max_chars: int | None = None,
    column_bytes: int | None = None,
    check: Check | None = None,
) -> Field:
    """Text in a nullable column: null if omitted on create, and cleared by null."""
    return Field(
        name=name,
        type="string",
        source=source,
        on_null=OnNull.STORED,
        max_bytes=max_bytes,
        max_chars=max_chars,
        column_bytes=column_bytes,
        check=check,
    )


def plain(name: str, *, source: Source, check: Check | None = None) -> Field:
    """Nullable text without a documented maximum. A TEXT column is assumed: refusing too much would be worse."""
    return nullable_text(name, source=source, column_bytes=65_535, check=check)


def masked(name: str, *, source: Source) -> Field:
    """A secret that is read back as "********" if set; sending that keeps it (docs/api/api.md b.18, integrations)."""
    return replace(plain(name, source=source), secret=True, masked=True)


def write_only(name: str, *, source: Source) -> Field:
    """A secret that no route returns; "********" has no special meaning and is stored."""
    return replace(plain(name, source=source), secret=True, views=NOWHERE)


def name() -> Field:
    """191 bytes, as the hosted database."""
    return text("name", source="documented", max_bytes=191)


def description() -> Field:
    """65,535 bytes, as the hosted database."""
    return text("description", source="documented", max_bytes=65_535)


def boolean(field_name: str, *, default: bool, source: Source) -> Field:
    """True or false; null and "" are 400."""
    return Field(
        name=field_name,
        type="boolean",
        source=source,
        default=default,
        on_null=OnNull.REFUSED,
        on_empty=OnEmpty.REFUSED,
    )


def enum(field_name: str, *values: str, source: Source) -> Field:
    """One of ``values``, the first if omitted on create; null and "" are 400."""
    return Field(
        name=field_name,
        type="string",
        source=source,
        default=values[0],
        on_null=OnNull.REFUSED,
        on_empty=OnEmpty.REFUSED,
        enum=values,
    )


def visibility() -> Field:
    """Who may refer to the record."""
    return enum("visibility", "private", "protected", "public", source="documented")


def state() -> Field:
    """enabled or disabled."""
    return enum("state", "enabled", "disabled", source="seen")


def number(
    field_name: str, *, minimum: int | None = None, maximum: int | None = None, integer: bool, source: Source
) -> Field:
    """A nullable number; "" is 400."""
    return Field(
        name=field_name,
        type="number",
        source=source,
        on_null=OnNull.STORED,
        on_empty=OnEmpty.REFUSED,
        minimum=minimum,
        maximum=maximum,
        integer_column=integer,
    )


def link(
    field_name: str,
    target_kind: str,
    access: Access,
    *,
    source: Source,
    on_target_deleted: OnTargetDeleted = OnTargetDeleted.UNLINKED,
    member: bool = False,
) -> Field:
    """A reference that null and "" clear. ``member``: as in ``Reference``."""
    return Field(
        name=field_name,
        type="string",
        source=source,
        on_null=OnNull.STORED,
        on_empty=OnEmpty.BECOMES_NULL,
        reference=Reference(kind=target_kind, access=access, on_target_deleted=on_target_deleted, member=member),
    )


def blueprint_link() -> Field:
    """The blueprint that the record is a resource of."""
    return link("blueprintId", "blueprint", Access.OWN, source="documented", member=True)


def json_object(field_name: str, *, source: Source, check: Check | None = None) -> Field:
    """A JSON column: null if omitted on create, 500 on null, replaced as a whole."""
    return Field(name=field_name, type="object", source=source, on_null=OnNull.SYSTEM_ERROR, check=check)


def meta() -> Field:
    """``meta``: replaced as a whole unless wrapped in ``$update``; keys that begin with "_" are 400."""
    return Field(
        name="meta",
        type="object",
        source="documented",
        on_null=OnNull.SYSTEM_ERROR,
        merges=True,
        refused_key_prefix="_",
    )
