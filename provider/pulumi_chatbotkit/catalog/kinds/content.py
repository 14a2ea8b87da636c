"""What the state keeps of content that is too large for it: hash and size. docs/api/api.md b.8 and b.13.

Create and update do not send these fields; separate actions upload the content.
"""

from pulumi_chatbotkit.catalog.schema.field import Clear, Field, ReadBack
from pulumi_chatbotkit.catalog.schema.kind import ContentArgument, Kind, Parent, Scope, Strategy
from pulumi_chatbotkit.catalog.schema.rules import AtLeast, Between, Matches, Rule
from pulumi_chatbotkit.catalog.schema.shapes import Shape

CONTENT_HASH = "contentHash"
CONTENT_SIZE = "contentSize"
CONTENT_TYPE = "contentType"
SOURCE_URL = "sourceUrl"
RECORD_COUNT = "recordCount"

LARGEST_CONTENT_BYTES = 100_000_000
"""Our own limit, to bound the provider's memory. The limits of plans are not published (b.13: ``maxFileSize``)."""

_SHA256 = Matches(r"[0-9a-f]{64}", "a SHA-256 hash in hexadecimal digits")


def _content(
    name: str,
    doc: str,
    rule: Rule,
    *,
    shape: Shape = Shape.TEXT,
    clear: Clear = Clear.NULL,
    required: bool = False,
) -> Field:
    return Field(
        name=name,
        shape=shape,
        doc=doc,
        default=None,
        clear=clear,
        read_back=ReadBack.NEVER,
        required=required,
        rules=(rule,),
    )


FILE_CONTENT = (
    _content(
        CONTENT_HASH,
        "SHA-256 of the content, or of the address that it comes from.",
        _SHA256,
        clear=Clear.IMPOSSIBLE,
    ),
    _content(
        CONTENT_SIZE,
        "Size of the content in bytes; none where it comes from an address.",
        Between(0, LARGEST_CONTENT_BYTES, "bytes"),
        shape=Shape.INTEGER,
    ),
    _content(
        CONTENT_TYPE,
        "Media type of the content.",
        Matches(r"[\w.+-]+/[\w.+-]+(;[\w.-]+=[\w.+-]+)*", "a media type, such as text/plain"),
    ),
    _content(
        SOURCE_URL,
        "Address from which the service fetches the content.",
        Matches(r"https?://\S+", "an http or https address"),
    ),
)

_REFUSED = "nothing: refused"

FILE_ARGUMENTS = (
    ContentArgument(
        name="content",
        type="str | bytes",
        keys=(CONTENT_HASH, CONTENT_SIZE),
        doc="The content itself. It cannot be removed, only replaced.",
        limits=f"at most {LARGEST_CONTENT_BYTES:,} bytes",
        when_removed=_REFUSED,
    ),
    ContentArgument(
        name="source",
        type="str | PathLike[str]",
        keys=(CONTENT_HASH, CONTENT_SIZE, SOURCE_URL),
        doc="Where the content is, instead of ``content``. A path is relative to the project's directory; "
        "at an address, a change is a change of the address.",
        limits="a path, or an http or https address",
        when_removed=_REFUSED,
    ),
    ContentArgument(
        name="content_type",
        type="str",
        keys=(CONTENT_TYPE,),
        doc="Its media type; left out, it is guessed from the ending of the path.",
        limits="a media type",
        when_removed="the guessed one, with the content",
        default="guessed",
    ),
)

DATASET_RECORDS = Kind(
    name="dataset_records",
    class_name="DatasetRecords",
    title="Dataset records",
    path=("dataset", "{datasetId}", "record"),
    scope=Scope.RUN_AS,
    parent=Parent(
        field="datasetId",
        argument="dataset_id",
        kind="dataset",
        doc="Id of the dataset they belong to. A change replaces all of them.",
    ),
    section="b.8",
    strategy=Strategy.RECORD_SET,
    doc="The records of a dataset that a folder or a file lists, as one resource.",
    fields=(),
    content_arguments=(
        ContentArgument(
            name="source",
            type="str | PathLike[str]",
            keys=(CONTENT_HASH, RECORD_COUNT),
            doc="Path of a folder (one record for each file), or of a ``.jsonl`` or ``.csv`` file, relative to the "
            "project's directory; the formats are in [docs/content.md](../content.md).",
            limits="a path",
            when_removed=_REFUSED,
            required=True,
        ),
    ),
    notes=(
        "Only records that differ are sent. Other records of the dataset are left alone.",
        "A run that fails half way keeps what it did, and the next one continues.",
        "Faults of the source stop the program before anything is sent, all of them at once, with their lines.",
    ),
    content_fields=(
        _content(CONTENT_HASH, "SHA-256 of all records.", _SHA256, required=True, clear=Clear.IMPOSSIBLE),
        _content(
            RECORD_COUNT,
            "How many there are.",
            AtLeast(0),
            shape=Shape.INTEGER,
            required=True,
            clear=Clear.IMPOSSIBLE,
        ),
    ),
)
