"""What is in a space: sites and stored files. docs/api/api.md b.19 and b.20."""

from dataclasses import replace

from pulumi_chatbotkit.catalog.kinds import common
from pulumi_chatbotkit.catalog.kinds.content import CONTENT_HASH, FILE_ARGUMENTS, FILE_CONTENT
from pulumi_chatbotkit.catalog.schema.field import Clear, Field, ReadBack, Source, Unique
from pulumi_chatbotkit.catalog.schema.kind import Kind, OutputField, Parent, Scope, Strategy
from pulumi_chatbotkit.catalog.schema.rules import Matches, MaxCharacters, NoneOf
from pulumi_chatbotkit.catalog.schema.shapes import Shape

_SEEN = Source.SEEN

_RESERVED = (
    "admin", "api", "app", "apps", "assets", "blog", "cdn", "chat", "dashboard", "docs", "ftp", "help", "hub", "labs",
    "mail", "ns", "ns1", "ns2", "portal", "smtp", "static", "status", "support", "www",
)  # fmt: skip


def _page(field: str, doc: str, default: str) -> Field:
    """The name of a page in the site's folder; neither null nor "" is accepted."""
    return replace(
        common.text(field, doc, Matches(r"(?s).{1,256}", "1 to 256 characters long"), source=_SEEN),
        default=default,
        clear=Clear.DEFAULT,
    )


SPACE_SITE = Kind(
    name="space_site",
    class_name="SpaceSite",
    title="Space site",
    path=("space", "{spaceId}", "site"),
    scope=Scope.RUN_AS,
    parent=Parent(
        field="spaceId",
        argument="space_id",
        kind="space",
        doc="Id of the space whose files it shows. A change replaces the site.",
    ),
    filters=("slug",),
    section="b.19",
    doc="A folder of a space, as a site with its own public address.",
    fields=(
        common.alias(unique_among="the account's sites"),
        common.name(),
        common.description(),
        Field(
            name="slug",
            shape=Shape.TEXT,
            doc="The first part of its public address; unique among all accounts of the service. A change moves the "
            "site.",
            default=None,
            clear=Clear.IMPOSSIBLE,
            required=True,
            unique=Unique(among="the sites of all accounts of the service", everywhere=True),
            reads_back_as_sent=r"[a-z0-9]([a-z0-9-]*[a-z0-9])?",
            older_name="domain",
            older_suffix=".chatbotkit.space",
            rules=(
                Matches(
                    r"\s*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\s*",
                    "1 to 63 letters a-z, digits and inner hyphens",
                ),
                NoneOf(_RESERVED),
            ),
            source=_SEEN,
        ),
        common.text("prefix", "Folder of the space that it shows.", MaxCharacters(1024), nullable=True, source=_SEEN),
        _page("index", "What it shows for a folder.", "index.html"),
        _page("notFound", "What it shows for a page that there is not.", "404.html"),
        common.meta(),
    ),
    notes=(
        "The service stores the slug in lower case; what it made of it is the output `slug`.",
        "A deployment without a domain for sites (`SPACE_APEX`) refuses them.",
        "Deleting the space deletes the site. It cannot be moved to another space.",
        "The older generation of the API has the whole address instead (`domain`): `chatbotkit:generation`.",
    ),
)

PATH = "path"
OVERWRITE = "overwrite"
UPDATED_AT = "updatedAt"

_NAME = r"(?!\.\.?(/|$))[^/\x00-\x1f\x7f]+"

SPACE_STORAGE_FILE = Kind(
    name="space_storage_file",
    class_name="SpaceStorageFile",
    title="Stored file of a space",
    path=("space", "{spaceId}", "storage"),
    scope=Scope.RUN_AS,
    strategy=Strategy.STORED_FILE,
    parent=Parent(
        field="spaceId",
        argument="space_id",
        kind="space",
        doc="Id of the space that it is stored in. A change replaces the file.",
    ),
    is_deleted_first=True,
    section="b.20",
    doc="A file at a path of a space, with its content.",
    content_fields=tuple(replace(field, required=field.name == CONTENT_HASH) for field in FILE_CONTENT),
    content_arguments=FILE_ARGUMENTS,
    outputs=(OutputField(name=UPDATED_AT, doc="When it was stored, in milliseconds since 1970."),),
    fields=(
        Field(
            name=PATH,
            shape=Shape.TEXT,
            doc="Where it is in the space, such as ``site/index.html``. A change replaces the file.",
            default=None,
            clear=Clear.IMPOSSIBLE,
            required=True,
            replace_on_change=True,
            rules=(Matches(f"{_NAME}(/{_NAME})*", "names with slashes between them, none of them ``.`` or ``..``"),),
            source=_SEEN,
        ),
        replace(
            common.switch(
                OVERWRITE,
                "Replace a file that is at the path already when this one is created.",
                read_back=ReadBack.NEVER,
            ),
            provider_only=True,
        ),
    ),
    notes=(
        "A file that is at the path already is not overwritten, unless `overwrite` is set: nothing shows whose it is.",
        "The service tells size and time: if either changes, the content is uploaded again.",
        "Of content from an address it is only seen whether it is there.",
        "It is deleted before its space and its partner user: the service would leave it behind, out of reach.",
        "A stored file has no record and no marker at the service, so no function looks one up.",
    ),
)
