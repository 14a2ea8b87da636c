"""What two tenants of one program must not share, and what they may."""

import asyncio

import pulumi
import pytest

from pulumi_chatbotkit.components.unique_tenants import refuse_duplicates


def declare(*tenants: tuple[str, dict[str, object]]) -> None:
    """Tenants with these arguments in one program."""

    async def program() -> None:
        for tenant, given in tenants:
            refuse_duplicates(tenant, given)

    asyncio.run(program())


@pytest.mark.parametrize(
    ("field", "first", "second"), [("email", "Ops@a.example", "ops@A.example"), ("alias", "acme", "acme")]
)
def test_an_address_or_alias_of_another_tenant_is_refused(field: str, first: str, second: str) -> None:
    """The service would refuse it in the middle of a run; the message names both tenants."""
    says = f"Tenant 'b': {field} is {second!r}, as in tenant 'a', but must be unique among your partner users"

    with pytest.raises(pulumi.RunError, match=f"^{says}$"):
        declare(("a", {field: first}), ("c", {field: "other"}), ("b", {field: second}))


@pytest.mark.parametrize("value", ["", None])
def test_tenants_without_an_address_do_not_share_it(value: str | None) -> None:
    """The API stores "" as null, and null is not unique."""
    declare(("a", {"email": value, "alias": value}), ("b", {"email": value, "alias": value}))


def test_tenants_may_share_a_name() -> None:
    """Two customers may be called the same."""
    declare(("a", {"name": "Acme"}), ("b", {"name": "Acme"}))


def test_one_value_may_be_an_alias_and_an_address() -> None:
    """Each field is compared with itself only."""
    declare(("a", {"email": "acme"}), ("b", {"alias": "acme"}))


def test_an_output_is_left_to_the_service() -> None:
    """Its value is not known yet."""

    async def program() -> None:
        address = pulumi.Output.from_input("ops@a.example")
        refuse_duplicates("a", {"email": address})
        refuse_duplicates("b", {"email": address})

    asyncio.run(program())


def test_programs_do_not_know_of_each_other() -> None:
    """Two programs of the Automation API in one process may be two accounts; outside of a program nothing is kept."""
    for tenant in ("a", "b"):
        declare((tenant, {"email": "ops@a.example"}))
        refuse_duplicates(tenant, {"email": "ops@a.example"})
