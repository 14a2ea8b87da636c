"""Fields that many kinds share, each with the differences as arguments (docs/api/api.md a.12, field classes)."""

from pulumi_chatbotkit.catalog.schema.field import Clear, Field, Omit, ReadBack, Source, Unique
from pulumi_chatbotkit.catalog.schema.nested import Structure, Variants
from pulumi_chatbotkit.catalog.schema.rules import (
    Matches,
    MaxBytes,
    MaxCharacters,
    OneOf,
    Rule,
    StorableKeys,
    VisibleKeys,
)
from pulumi_chatbotkit.catalog.schema.shapes import Shape

NAME_BYTES = 191
DESCRIPTION_BYTES = 65_535

STRUCTURED = r"[^/=\s]+(/[^/=\s]+=[^/]*)*"
"""The pattern of a structured string: a name with options, ``name/key=value/key=value``."""

MODEL = Matches(f"({STRUCTURED})?", "a model string: name, or name/key=value/key=value")


def text(
    name: str,
    doc: str,
    *rules: Rule,
    nullable: bool = False,
    read_back: ReadBack = ReadBack.RETURNED,
    source: Source = Source.DOCUMENTED,
) -> Field:
    """A text column: NOT NULL with default "" unless ``nullable``. NOT NULL columns refuse null (trap 10, null)."""
    return Field(
        name=name,
        shape=Shape.TEXT,
        doc=doc,
        default=None if nullable else "",
        clear=Clear.NULL if nullable else Clear.EMPTY_STRING,
        rules=rules,
        read_back=read_back,
        source=source,
    )


def name(*, nullable: bool = False) -> Field:
    """The display name."""
    return text("name", "Display name.", MaxBytes(NAME_BYTES), nullable=nullable)


def description(*, nullable: bool = False, read_back: ReadBack = ReadBack.RETURNED) -> Field:
    """The free description."""
    return text("description", "What it is for.", MaxBytes(DESCRIPTION_BYTES), nullable=nullable, read_back=read_back)


def alias(*, unique_among: str, read_back: ReadBack = ReadBack.RETURNED, is_handle: bool = True) -> Field:
    """Your own handle. An update that leaves it out erases it (trap 1, omitted fields), so every update sends it."""
    return Field(
        name="alias",
        shape=Shape.TEXT,
        doc=f"Your own handle for it, unique among {unique_among}; references accept it as ``@alias``.",
        default=None,
        clear=Clear.NULL,
        omit=Omit.RESETS,
        read_back=read_back,
        empty_is_null=True,
        unique=Unique(among=unique_among, is_handle=is_handle),
        rules=(MaxCharacters(128), Matches(r"[a-z0-9_-]*", "lowercase letters, digits, hyphens and underscores only")),
        source=Source.SEEN,
    )


def reference(field: str, kind: str, doc: str, *, source: Source = Source.DOCUMENTED) -> Field:
    """A link to another object; null clears it, and so does deleting the other object."""
    return Field(
        name=field,
        shape=Shape.TEXT,
        doc=doc,
        default=None,
        clear=Clear.NULL,
        references=kind,
        empty_is_null=True,
        source=source,
    )


def blueprint_reference() -> Field:
    """The blueprint that groups an account's objects."""
    return reference("blueprintId", "blueprint", "Id of a blueprint of the same account.")


def choice(
    field: str, doc: str, *choices: str, default: str | None = None, source: Source = Source.DOCUMENTED
) -> Field:
    """One of a closed list; the first is the default, unless said otherwise. "" is refused."""
    return Field(
        name=field,
        shape=Shape.TEXT,
        doc=doc,
        default=choices[0] if default is None else default,
        clear=Clear.DEFAULT,
        rules=(OneOf(choices),),
        source=source,
    )


def visibility() -> Field:
    """Who may use the object."""
    return choice(
        "visibility",
        "Who may use it: this account; related accounts too (parent, children, siblings); or everyone.",
        "private",
        "protected",
        "public",
    )


def switch(field: str, doc: str, *, read_back: ReadBack = ReadBack.RETURNED) -> Field:
    """A boolean that is off by default."""
    return Field(
        name=field, shape=Shape.BOOLEAN, doc=doc, default=False, clear=Clear.DEFAULT, read_back=read_back,
    )  # fmt: skip


def switch_on(field: str, doc: str) -> Field:
    """A boolean that is on by default."""
    return Field(name=field, shape=Shape.BOOLEAN, doc=doc, default=True, clear=Clear.DEFAULT, source=Source.SEEN)


def secret(field: str, doc: str, *, read_back: ReadBack) -> Field:
    """A credential: nullable text that is never shown in clear. Empty means not set."""
    return Field(
        name=field,
        shape=Shape.TEXT,
        doc=doc,
        default=None,
        clear=Clear.NULL,
        empty_is_null=True,
        secret=True,
        read_back=read_back,
        source=Source.SEEN,
    )


def number(field: str, doc: str, *rules: Rule, shape: Shape = Shape.INTEGER) -> Field:
    """A nullable number."""
    return Field(
        name=field, shape=shape, doc=doc, default=None, clear=Clear.NULL, rules=rules, source=Source.SEEN,
    )  # fmt: skip


def json_object(
    field: str,
    doc: str,
    *rules: Rule,
    read_back: ReadBack = ReadBack.RETURNED,
    source: Source = Source.DOCUMENTED,
    carries_marker: bool = False,
    structure: Structure | Variants | None = None,
) -> Field:
    """A JSON column: replaced as a whole (trap 8), and cleared with ``{}``, because null fails (traps 10 and 11)."""
    return Field(
        name=field,
        shape=Shape.OBJECT,
        doc=doc,
        default=None,
        clear=Clear.EMPTY_OBJECT,
        read_back=read_back,
        carries_marker=carries_marker,
        structure=structure,
        rules=(*rules, VisibleKeys()),
        source=source,
    )


def meta() -> Field:
    """``meta``. If declared, the whole map is managed; else only the marker's keys (docs/design.md, section 4)."""
    return json_object(
        "meta",
        "Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.",
        StorableKeys(),
        carries_marker=True,
    )
