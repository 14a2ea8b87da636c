"""The generated class of a record set takes and shows what its row of the catalog lists."""

import inspect

from pulumi_chatbotkit import DatasetRecords, DatasetRecordsArgsDict
from pulumi_chatbotkit.catalog.kinds.content import DATASET_RECORDS
from pulumi_chatbotkit.catalog.schema.kind import snake_case


def test_the_class_takes_the_arguments_of_its_row() -> None:
    """As the page lists them, the account last."""
    parameters = inspect.signature(DatasetRecords).parameters.values()
    named = [each.name for each in parameters if each.kind is inspect.Parameter.KEYWORD_ONLY]
    listed = [argument.name for argument in DATASET_RECORDS.content_arguments]

    assert named == [*(owner.argument for owner in DATASET_RECORDS.parents), *listed, "run_as"]
    assert DatasetRecordsArgsDict.__required_keys__ == set(listed)


def test_the_class_shows_the_outputs_of_its_row() -> None:
    """A program reads them by these names."""
    assert all(hasattr(DatasetRecords, snake_case(field.name)) for field in DATASET_RECORDS.content_fields)
