"""The dictionaries of arguments that type checkers and editors know: what must be in one, and what may."""

import pytest

from pulumi_chatbotkit.catalog.schema.kind import snake_case
from pulumi_chatbotkit.components import tenant_arguments
from pulumi_chatbotkit.inputs.tenant_layout import SECTION_OF_KIND, SECTIONS, SINGULAR, Section

WITH_MORE = [section for section in SECTION_OF_KIND.values() if section.links or section.children]


def optional(name: str) -> frozenset[str]:
    """The keys that may be left out of a dictionary."""
    return vars(tenant_arguments)[name].__optional_keys__


@pytest.mark.parametrize("section", WITH_MORE, ids=lambda section: section.attribute)
def test_what_an_entry_has_only_in_a_tenant_may_be_left_out(section: Section) -> None:
    """References by key and objects inside: a type checker would ask each program for all of them."""
    added = {*(snake_case(name) for name in section.links), *(child.argument for child in section.children.values())}

    assert added <= optional(f"Tenant{section.kind.class_name}ArgsDict")


def test_every_section_of_a_tenant_may_be_left_out() -> None:
    """The one in the singular, too."""
    assert {*SINGULAR, *(section.argument for section in SECTIONS.values())} <= optional("TenantArgsDict")
