"""What a tenant will be declared as: every object and value, and why it is there although nothing says so."""

from collections.abc import Callable

from pulumi_chatbotkit.inputs.tenants import TenantSpec
from pulumi_chatbotkit.inputs.tenants.explaining import explained

Read = Callable[..., tuple[TenantSpec, ...]]

TEXT = """\
    defaults: {vars: {town: Bern}}
    plans:
      pro: {limits: {conversations: 5, database: {records: 7}}}
    tenants:
      acme:
        name: Acme {{ vars.town }}
        plan: pro
        formerly: old
        bots: {support: {}, sales: {dataset: null}}
        dataset: {name: Manuals}
        skillset: {abilities: {open: {instruction: Open.}}}
        spaces: {docs: {sites: {web: {slug: acme-docs}}}}
        context: {skillsetId: sk_1}
    """


def test_every_object_is_explained(read: Read) -> None:
    """Those inside others with the keys of both, and what is made although nothing says so."""
    (acme,) = read(TEXT)

    assert [(each.resource, each.why) for each in explained(acme)] == [
        ("PartnerUser acme", ""),
        ("Bot acme.support", ""),
        ("Bot acme.sales", ""),
        ("Dataset acme.dataset", ""),
        ("Skillset acme.skillset", ""),
        ("SkillsetAbility acme.skillset.open", ""),
        ("Space acme.docs", ""),
        ("SpaceSite acme.docs.web", ""),
        ("PartnerUserContext acme.context", ""),
        ("PartnerUserToken acme.token", "made by default"),
    ]


def test_every_value_is_explained(read: Read) -> None:
    """By the layer that says it, or by what it follows from; what an entry says itself follows from nothing."""
    (acme,) = read(TEXT)

    own = "the tenant's own"
    found = {each.resource: [(value.name, value.value, value.why) for value in each.values] for each in explained(acme)}
    assert sorted(found["PartnerUser acme"]) == [
        ("formerly", ["old"], "tenant acme"),
        ("limits.conversations", 5, "plan pro"),
        ("limits.database.records", 7, "plan pro"),
        ("name", "Acme Bern", "tenant acme"),
    ]
    assert found["Bot acme.support"] == [
        ("dataset", "dataset", f"{own} dataset"),
        ("skillset", "skillset", f"{own} skillset"),
    ]
    assert found["Bot acme.sales"] == [("dataset", None, "tenant acme"), ("skillset", "skillset", f"{own} skillset")]
    assert found["SpaceSite acme.docs.web"] == [("slug", "acme-docs", "tenant acme")]
    assert found["PartnerUserContext acme.context"] == [
        ("skillsetId", "sk_1", "tenant acme"),
        ("dataset", "dataset", f"{own} dataset"),
        ("bot", "support", "the tenant's first bot"),
    ]


def test_what_is_made_by_default_points_to_what_the_tenant_has(read: Read) -> None:
    """Without a bot there is no context, and without a dataset nothing refers to one."""
    one, none = read(
        "tenants: {one: {bots: {b: {}, c: {}}, token: false}, none: {bots: {}, blueprint: {}, files: {f: {}}}}"
    )

    context = explained(one)[-1]
    assert (context.resource, context.why) == ("PartnerUserContext one.context", "made by default")
    assert [(each.name, each.value, each.origin, each.why) for each in context.values] == [
        ("bot", "b", None, "the tenant's first bot")
    ]
    assert [(each.resource, [value.why for value in each.values]) for each in explained(none)] == [
        ("PartnerUser none", []),
        ("Blueprint none.blueprint", []),
        ("File none.f", ["the tenant's own blueprint"]),
        ("PartnerUserToken none.token", []),
    ]


def test_every_value_has_its_place_in_the_file(read: Read) -> None:
    """The full path there, so that it can be searched for, with the line of the key or of the nearest one above it."""
    (acme,) = read(TEXT)

    places = {
        (each.resource, value.name): (value.origin.key, value.origin.line)
        for each in explained(acme)
        for value in each.values
        if value.origin is not None
    }
    assert places == {
        ("PartnerUser acme", "name"): ("tenants.acme.name", 6),
        ("PartnerUser acme", "formerly"): ("tenants.acme.formerly", 8),
        ("PartnerUser acme", "limits.conversations"): ("plans.pro.limits.conversations", 3),
        ("PartnerUser acme", "limits.database.records"): ("plans.pro.limits.database.records", 3),
        ("Bot acme.sales", "dataset"): ("tenants.acme.bots.sales.dataset", 9),
        ("Dataset acme.dataset", "name"): ("tenants.acme.dataset.name", 10),
        ("SkillsetAbility acme.skillset.open", "instruction"): ("tenants.acme.skillset.abilities.open.instruction", 11),
        ("SpaceSite acme.docs.web", "slug"): ("tenants.acme.spaces.docs.sites.web.slug", 12),
        ("PartnerUserContext acme.context", "skillsetId"): ("tenants.acme.context.skillsetId", 13),
    }
