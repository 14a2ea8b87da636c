"""What is generated of a tenant's sections: names of types, for the templates."""

from collections.abc import Callable, Mapping

from pulumi_chatbotkit.inputs.tenant_layout import SECTION_OF_KIND, Section


def entry_type(section: Section) -> str:
    """The type of an entry's arguments: the kind's own, unless an entry may have more than these."""
    has_more = section.links or section.children or section.kind.attached
    return f"{'Tenant' if has_more else ''}{section.kind.class_name}ArgsDict"


def public_names() -> list[str]:
    """The public names of the module with the arguments of ``Tenant``."""
    names = {entry_type(section) for section in SECTION_OF_KIND.values()}
    return sorted({"TenantArgsDict", *(name for name in names if name.startswith("Tenant"))})


def as_code(text: str) -> str:
    """Text as code of Markdown."""
    return f"`{text}`"


FILTERS: Mapping[str, Callable[..., object]] = {"entry_type": entry_type, "as_code": as_code}
