"""Fields whose values, too, are written otherwise in the older generation (docs/api/api.md b.19, older generation)."""

from dataclasses import replace

import pytest

from pulumi_chatbotkit.emulator.actions.views import shown
from pulumi_chatbotkit.emulator.contract import KINDS
from pulumi_chatbotkit.emulator.messages.validation import validated
from pulumi_chatbotkit.emulator.storage.rows import Record
from pulumi_chatbotkit.json_values import JsonValue

_SLUG = KINDS["portal"].field("slug")


@pytest.mark.parametrize("given", ["ada-desk.chatbotkit.space", "ada-desk"])
def test_an_address_is_stored_without_the_domain_that_the_older_generation_shows(given: JsonValue) -> None:
    """A slug stands for any such field: its older name is refused by nobody, and the newer one is unknown."""
    assert _SLUG is not None
    older = replace(_SLUG, older_name="domain", older_suffix=".chatbotkit.space").as_older
    kind = replace(KINDS["portal"], fields=(older,))

    stored = validated(kind.fields, {"domain": given})
    record = Record(id="p1", kind="portal", account="a1", parent=None, created_at=0, updated_at=0, document={**stored})

    assert stored == {"slug": "ada-desk"}
    assert shown(record, kind, "seed", "fetch")["domain"] == "ada-desk.chatbotkit.space"
