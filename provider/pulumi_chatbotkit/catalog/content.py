"""What is kept of content that is too large for a state: its hash and its size. docs/api/api.md b.8 and b.13.

These fields are no part of create or update; content reaches the service by actions of its own.
"""

from pulumi_chatbotkit.catalog.field import Clear, Field, ReadBack
from pulumi_chatbotkit.catalog.kind import Kind, Owner, Scope
from pulumi_chatbotkit.catalog.rules import AtLeast, Between, Matches, Rule
from pulumi_chatbotkit.catalog.shapes import Shape

CONTENT_HASH = "contentHash"
CONTENT_SIZE = "contentSize"
CONTENT_TYPE = "contentType"
SOURCE_URL = "sourceUrl"
RECORD_COUNT = "recordCount"

LARGEST_CONTENT_BYTES = 100_000_000
"""Our own limit, for the memory of the provider. What a plan allows is not published (b.13: ``maxFileSize``)."""

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

DATASET_RECORDS = Kind(
    name="dataset_records",
    class_name="DatasetRecords",
    title="Dataset records",
    path=("dataset", "{datasetId}", "record"),
    scope=Scope.RUN_AS,
    owner=Owner(
        field="datasetId",
        argument="dataset_id",
        kind="dataset",
        doc="Id of the dataset they belong to. A change replaces all of them.",
    ),
    section="b.8",
    doc="Many records of one dataset.",
    fields=(),
    content=(
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
"""Not in the catalog's table: no object of the API is of this kind."""
