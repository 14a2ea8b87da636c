"""What is in a widget integration: its file slots. docs/api/api.md b.18 (Widget)."""

from pulumi_chatbotkit.catalog.schema.field import Clear, Field, ReadBack, Source
from pulumi_chatbotkit.catalog.schema.kind import Actions, Kind, Parent, Scope, Strategy
from pulumi_chatbotkit.catalog.schema.rules import OneOf
from pulumi_chatbotkit.catalog.schema.shapes import Shape

FILE_ID = "fileId"
SLOT = "type"

WIDGET_FILE = Kind(
    name="widget_file",
    class_name="WidgetFile",
    title="Widget file",
    path=("integration", "widget", "{widgetIntegrationId}", "file"),
    scope=Scope.RUN_AS,
    strategy=Strategy.SLOT,
    parent=Parent(
        field="widgetIntegrationId",
        argument="widget_integration_id",
        kind="integration_widget",
        doc="Id of the widget integration. A change empties the slot and fills the other widget's.",
        raw_id=True,
    ),
    actions=Actions(create=("{fileId}", "attach"), delete=("{fileId}", "detach"), create_is_repeatable=True),
    section="b.18",
    doc="A slot of a widget integration, filled with a file: a picture.",
    fields=(
        Field(
            name=SLOT,
            shape=Shape.TEXT,
            doc="The slot. A change empties it and fills the other one.",
            default=None,
            clear=Clear.IMPOSSIBLE,
            read_back=ReadBack.NEVER,
            required=True,
            replace_on_change=True,
            rules=(OneOf(("bar", "user", "bot", "button")),),
            source=Source.SEEN,
        ),
        Field(
            name=FILE_ID,
            shape=Shape.TEXT,
            doc="Id of a file of the account. A change puts the other file into the slot.",
            default=None,
            clear=Clear.IMPOSSIBLE,
            read_back=ReadBack.NEVER,
            references="file",
            empty_is_null=True,
            required=True,
            source=Source.SEEN,
        ),
    ),
    notes=(
        "No answer of the service shows what is in a slot: a change made elsewhere cannot be seen.",
        "A file that is in the slot already is replaced, whoever has put it there.",
        "Deleting the file or the widget empties the slot. Two resources cannot have one slot.",
        "No route lists the slots, so no function looks one up.",
    ),
)
