"""The catalog knows which values must be unique. The contract of the emulator is written apart from it."""

import pytest

from pulumi_chatbotkit.catalog import KINDS, OBJECT_KINDS
from pulumi_chatbotkit.emulator.contract import KINDS as CONTRACT


@pytest.mark.parametrize("kind", OBJECT_KINDS)
def test_the_same_fields_are_unique(kind: str) -> None:
    """Those that the emulator refuses a second time, and where."""
    ours = {
        field.name: "everywhere" if field.unique.everywhere else "in the account"
        for field in KINDS[kind].fields
        if field.unique is not None
    }

    assert ours == {field.name: field.unique for field in CONTRACT[kind].fields if field.unique is not None}
