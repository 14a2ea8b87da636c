"""Plans that an export proposes: what is in them, what is left to the tenants, and what they are called."""

import random
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from pulumi_chatbotkit.inputs.tenants.reading import read_tenants_text
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.operations.export.file_forms import FileForm, TenantsFile, TenantsFileWithPlans
from pulumi_chatbotkit.operations.export.plans import planned
from pulumi_chatbotkit.operations.tenant_entries.keys import slug_of
from pulumi_chatbotkit.operations.tenant_entries.writable import written
from support.tenants import explanation


def identifier(kind: str, name: str) -> str:
    """The id of an object."""
    return f"{kind}-{slug_of(name):0>20}"


def entry(name: str, *, limits: JsonObject | None = None, **sections: JsonValue) -> JsonObject:
    """What an export finds of a tenant: its own fields, a bot and whatever else it has."""
    bot: JsonObject = {"name": f"{name} support", "backstory": f"You help customers of {name}.", "model": "gpt-4o"}
    own: JsonObject = {"name": name, "alias": "", "adopt": identifier("u", name)}
    bots: JsonObject = {"support": {**bot, "adopt": identifier("b", name)}}
    return {**own, **({"limits": limits} if limits else {}), "bots": bots, "token": False, "context": False, **sections}


def tenants(*names: str, **values: JsonObject) -> dict[str, JsonObject]:
    """Tenants that are alike, by key."""
    return {slug_of(name): entry(name, **values) for name in names}


def with_dataset(*names: str) -> dict[str, JsonObject]:
    """Tenants that have a dataset, too."""
    return {
        name.lower(): entry(name, datasets={"faq": {"name": "FAQ", "adopt": identifier("d", name)}}) for name in names
    }


def bot(entries: Mapping[str, JsonObject], key: str) -> JsonObject:
    """The bot of one of these."""
    found = as_object((as_object(entries[key]["bots"]) or {})["support"])
    assert found is not None
    return found


def test_what_tenants_share_is_in_a_plan_and_the_rest_with_them() -> None:
    """Ids, names and e-mail addresses stay; a text with the tenant's own name in it is a template."""
    found = planned(tenants("Acme", "Globex Inc.", "Initech & Co"))

    assert found.members == {"plan-1": 3}
    assert found.plans["plan-1"] == {
        "bots": {
            "support": {
                "name": "{{ tenant.name }} support",
                "backstory": "You help customers of {{ tenant.name }}.",
                "model": "gpt-4o",
            }
        },
        "token": False,
        "context": False,
    }
    assert found.tenants["acme"] == {
        "plan": "plan-1",
        "name": "Acme",
        "alias": "",
        "adopt": identifier("u", "Acme"),
        "bots": {"support": {"adopt": identifier("b", "Acme")}},
    }


def test_a_tenant_says_how_it_differs() -> None:
    """With its own value, with what it has besides, and with null for what it lacks."""
    entries = with_dataset("Acme", "Globex", "Initech", "Hooli", "Stark")
    bot(entries, "globex")["model"] = "gpt-4"
    bot(entries, "globex")["description"] = "Ours"
    del bot(entries, "initech")["model"]
    del entries["hooli"]["datasets"]

    found = planned(entries)

    assert bot(found.tenants, "globex") == {"model": "gpt-4", "description": "Ours", "adopt": identifier("b", "Globex")}
    assert bot(found.tenants, "initech") == {"adopt": identifier("b", "Initech"), "model": None}
    assert found.tenants["hooli"]["datasets"] is None
    assert_same(entries)


def test_a_reference_that_one_lacks_is_in_no_plan() -> None:
    """Null would not remove it, but declare that there is none."""
    entries = with_dataset("Acme", "Globex", "Initech")
    for key in ("acme", "globex"):
        bot(entries, key)["dataset"] = "faq"

    found = planned(entries)

    assert "dataset" not in bot(found.plans, "plan-1")
    assert bot(found.tenants, "acme")["dataset"] == "faq"
    assert_same(entries)


def test_a_reference_may_be_another_one_or_an_id() -> None:
    """Either way of saying it replaces the other."""
    entries = with_dataset("Acme", "Globex", "Initech")
    for key in ("acme", "globex"):
        bot(entries, key)["dataset"] = "faq"
    bot(entries, "initech")["datasetId"] = "cmx0zfkkj0001p47vjhif1h5a"

    found = planned(entries)

    assert bot(found.plans, "plan-1")["dataset"] == "faq"
    assert bot(found.tenants, "initech")["datasetId"] == "cmx0zfkkj0001p47vjhif1h5a"
    assert_same(entries)


def test_tenants_with_other_limits_have_another_plan() -> None:
    """Plans are called after what distinguishes them."""
    small: JsonObject = {"conversations": 1000}
    large: JsonObject = {"conversations": 10_000, "database": {"records": 5000}}
    entries = {**tenants("Acme", "Globex", limits=small), **tenants("Hooli", "Stark", limits=large)}

    found = planned(entries)

    assert found.members == {"conversations-1000": 2, "conversations-10000": 2}
    assert [*planned(dict(reversed(entries.items()))).plans] == ["conversations-10000", "conversations-1000"]
    assert found.tenants["acme"]["plan"] == "conversations-1000"
    assert found.plans["conversations-10000"]["limits"] == large


def test_a_plan_is_called_what_meta_calls_it() -> None:
    """People write there which plan a customer has."""
    entries = tenants("Acme", "Globex", meta={"plan": "Gold"}) | tenants("Hooli", "Stark", meta={"plan": "Free"})

    assert planned(entries).members == {"gold": 2, "free": 2}


def test_a_plan_with_other_objects_is_called_after_one() -> None:
    """Where limits and meta are the same."""
    task: JsonObject = {
        str(number): {"name": f"T{number}", "description": "Do", "adopt": identifier("t", str(number))}
        for number in range(9)
    }
    entries = {**tenants("Acme", "Globex", "Initech"), **tenants("Hooli", "Stark", "Umbrella", tasks=task)}

    assert planned(entries).members == {"plan-1": 3, "0": 3}


def test_tenants_that_are_not_alike_have_no_plan() -> None:
    """Nor does one alone, however much it has."""
    entries: dict[str, JsonObject] = {
        "acme": entry("Acme"),
        "globex": {
            "name": "Globex",
            "adopt": identifier("u", "x"),
            "bots": {"sales": {"name": "S", "adopt": identifier("b", "x")}},
        },
    }

    found = planned(entries)

    assert (found.plans, found.tenants) == ({}, entries)


def test_what_fewer_than_half_have_is_in_no_plan() -> None:
    """It stays with those that have it."""
    entries = {**tenants("Acme", "Globex", "Initech"), **with_dataset("Hooli", "Stark")}

    found = planned(entries)

    assert found.members == {"plan-1": 5}
    assert "datasets" not in found.plans["plan-1"]
    assert found.tenants["hooli"]["datasets"] == entries["hooli"]["datasets"]


def test_an_object_that_some_lack_is_one_line_of_theirs() -> None:
    """However much is in it, it makes no second plan."""
    faq: JsonObject = dict.fromkeys(("name", "description", "separators", "matchInstruction"), "Text")
    entries = {
        **tenants("Acme", "Globex", "Initech", "Umbrella", datasets={"faq": {**faq, "adopt": identifier("d", "x")}}),
        **tenants("Hooli", "Stark", "Wayne"),
    }

    assert planned(entries).members == {"plan-1": 7}


def test_a_plan_that_makes_the_file_no_shorter_is_not_proposed() -> None:
    """Its own lines count, and the line in each tenant that names it."""

    def bare(*names: str) -> dict[str, JsonObject]:
        return {key: {**each, "bots": {}} for key, each in tenants(*names).items()}

    assert planned(bare("Acme", "Globex")).plans == {}
    assert planned(bare("Acme", "Globex", "Initech")).members == {"plan-1": 3}


def test_a_tenant_whose_entry_would_be_longer_has_no_plan() -> None:
    """It would have to say more often that it lacks something than the plan saves it."""
    sections = ("datasets", "skillsets", "tasks", "blueprints", "spaces")
    extra: dict[str, JsonObject] = {
        section: {"x": {"name": "X", "description": "Y", "adopt": identifier(section[0], "x")}} for section in sections
    }
    entries = {**tenants("Acme", "Globex", "Initech", "Umbrella", **extra), **tenants("Hooli")}

    found = planned(entries)

    assert found.members == {"plan-1": 4}
    assert found.tenants["hooli"] == entries["hooli"]


def test_a_tenant_with_contexts_need_not_contradict_a_plan_without_one() -> None:
    """`context: false` only says that none is made by default."""
    entries = tenants("Acme", "Globex", "Initech")
    entries["acme"]["contexts"] = {"support": {"bot": "support", "adopt": identifier("c", "acme")}}
    del entries["acme"]["context"]

    found = planned(entries)

    assert found.plans["plan-1"]["context"] is False
    assert "context" not in found.tenants["acme"]
    assert_same(entries)


def test_a_tenants_own_fields_know_its_key_only() -> None:
    """The reader fills them in before there is a name."""
    entries = tenants("Acme", "Globex", "Initech")
    for key, each in entries.items():
        each["description"], each["image"] = f"Account of {each['name']}", f"https://img.example/{key}.png"
        each["meta"] = {"crm": f"{each['name']} in {key}"}

    found = planned(entries)

    assert found.plans["plan-1"]["image"] == "https://img.example/{{ tenant.key }}.png"
    assert found.tenants["acme"]["description"] == "Account of Acme"
    assert found.tenants["acme"]["meta"] == {"crm": "Acme in acme"}
    assert_same(entries)


def test_references_are_no_templates() -> None:
    """A key is a name in the file, although it may be that of the tenant."""
    entries = tenants("Acme", "Globex", "Initech")
    for key, each in entries.items():
        each["datasets"] = {key: {"name": "FAQ", "adopt": identifier("d", key)}}
        bot(entries, key)["dataset"] = key

    found = planned(entries)

    assert bot(found.tenants, "acme")["dataset"] == "acme"
    assert_same(entries)


def test_what_no_plan_can_say_stays_written_out() -> None:
    """A null in the data would remove what the plan has under that key."""
    entries = tenants("Acme", "Globex", "Initech", "Hooli")
    for key, each in entries.items():
        each["meta"] = {"tier": "gold", "region": None if key == "hooli" else "eu"}

    found = planned(entries)

    assert found.members == {"gold": 3}
    assert found.tenants["hooli"] == entries["hooli"]


def test_numbers_and_booleans_are_not_taken_for_one_another() -> None:
    """Python takes 1, 1.0 and True for the same."""
    entries = tenants("Acme", "Globex", "Initech")
    for key, value in {"acme": 1, "globex": 1, "initech": True}.items():
        entries[key]["meta"] = {"level": value}

    found = planned(entries)

    assert found.tenants["initech"]["meta"] == {"level": True}
    assert "meta" not in found.tenants["globex"]


def test_names_in_the_midst_of_words_or_braces_are_no_templates() -> None:
    """Certain and readable, or as it is."""
    entries = tenants("Ann", "Bob", "Cid")
    for key, each in entries.items():
        name = str(each["name"])
        bot(entries, key)["backstory"] = f"{name}ual {{{name}}} {{{{ {name} }}}} for {name}"
    entries = {key: written(each) for key, each in entries.items()}

    found = planned(entries)

    assert "backstory" not in bot(found.plans, "plan-1")
    assert bot(found.tenants, "ann")["backstory"] == "Annual {Ann} {{{{ Ann }} for Ann"
    assert_same(entries)


def test_chance_makes_no_plans() -> None:
    """Many tenants with two limits, and objects of which each has one of three texts: two plans, without the texts."""
    texts = random.Random(13)  # noqa: S311 - no secret
    entries: dict[str, JsonObject] = {}
    for number in range(100):
        name = f"company-{number}"
        tasks: JsonObject = {
            f"t{task}": {
                "name": "T",
                "description": f"Text {texts.randrange(3)}",
                "adopt": identifier(f"t{task}", name),
            }
            for task in range(6)
        }
        entries[name] = entry(name, limits={"conversations": 1000 * (1 + number % 2)}, tasks=tasks)

    found = planned(entries)

    assert found.members == {"conversations-1000": 50, "conversations-2000": 50}
    assert "Text" not in str(found.plans)


def assert_same(entries: Mapping[str, JsonObject]) -> None:
    """The file with plans says what the one without them says."""
    assert said(TenantsFileWithPlans, entries) == said(TenantsFile, entries)


def said(form: type[TenantsFile] | type[TenantsFileWithPlans], entries: Mapping[str, JsonObject]) -> list[str]:
    """What a reader finds: each tenant's objects with their values, wherever these come from."""
    text = StringIO()
    file: FileForm = form(text)
    for key, values in entries.items():
        file.add(key, values)
    file.finish()
    return [explanation(spec) for spec in read_tenants_text(Path("tenants.yaml"), text.getvalue()).tenants]
