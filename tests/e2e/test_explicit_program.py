"""A program with single resources: tests compare every request that a change of it causes."""

from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project
from support.wire import Wire, marker

ACME = """
acme = chatbotkit.PartnerUser("acme", name="Acme", email="ops@acme.example", limits={"tokens": 100})
helper = chatbotkit.Bot("helper", run_as=acme, name="Helper", alias="helper", backstory="You help.")
chatbotkit.PartnerUserContext("desk", user=acme, name="Desk", bot_id=helper.id, payload={"plan": {"seats": 5}})
chatbotkit.PartnerUserToken("key", user=acme, name="Key")
"""


def test_each_object_costs_one_create_and_nothing_else(project: Project, wire: Wire) -> None:
    """A new tenant is empty, so no search is needed."""
    project.program(ACME)

    project.up()

    user = {"name": "Acme", "email": "ops@acme.example", "limits": {"tokens": 100}}
    bot = {"name": "Helper", "alias": "helper", "backstory": "You help."}
    context = {"name": "Desk", "botId": "helper", "payload": {"plan": {"seats": 5}}}
    assert sorted(wire.writes()) == [
        ("create bot as acme", {**bot, "meta": marker("bot", "helper")}),
        ("create partner/user", {**user, "meta": marker("partner_user", "acme")}),
        ("create partner/user/acme/context", {**context, "meta": marker("partner_user_context", "desk")}),
        ("create partner/user/acme/token", {"name": "Key", "meta": marker("partner_user_token", "key")}),
    ]


def test_a_preview_after_up_is_empty_and_makes_no_requests(project: Project, wire: Wire) -> None:
    """Check and diff make no network calls: the engine runs them one by one."""
    project.program(ACME)
    project.up()
    wire.take()

    project.preview("--expect-no-changes")

    assert wire.take() == []


def test_an_edited_argument_is_sent_alone(project: Project, wire: Wire) -> None:
    """Fields that are not sent keep edits by others; the alias is always sent (trap 1: a missing alias is deleted)."""
    project.program(ACME)
    project.up()
    wire.take()
    project.program(ACME.replace("You help.", "You help a lot.").replace('"seats": 5', '"seats": 6'))

    project.up()

    assert sorted(wire.writes()) == [
        ("update bot/helper as acme", {"backstory": "You help a lot.", "alias": "helper"}),
        ("update partner/user/acme/context/desk", {"payload": {"plan": {"seats": 6}}}),
    ]
    project.preview("--expect-no-changes")


def test_a_removed_argument_is_cleared(project: Project, wire: Wire, emulator: EmulatorServer) -> None:
    """Absent means the default: a link is unlinked with null."""
    project.program(ACME)
    project.up()
    wire.take()
    project.program(ACME.replace(" bot_id=helper.id,", ""))

    project.up()

    assert wire.writes() == [("update partner/user/acme/context/desk", {"botId": None})]
    assert [context["botId"] for context in emulator.records("partner_user_context")] == [None]
    project.preview("--expect-no-changes")


def test_each_kind_of_field_has_its_own_way_to_be_cleared(project: Project, wire: Wire) -> None:
    """NOT NULL text takes "", a JSON column {}, a nullable one null, a choice its default."""
    project.program(
        'user = chatbotkit.PartnerUser("user", name="Acme", alias="acme", limits={"tokens": 1})\n'
        'chatbotkit.Bot("bot", run_as=user, name="B", model="m", visibility="public", privacy=True)'
    )
    project.up()
    wire.take()
    project.program('user = chatbotkit.PartnerUser("user")\nchatbotkit.Bot("bot", run_as=user)')

    project.up()

    assert sorted(wire.writes()) == [
        ("update bot/bot as user", {"name": "", "model": "", "visibility": "private", "privacy": False}),
        ("update partner/user/user", {"name": None, "alias": None, "limits": {}}),
    ]
    project.preview("--expect-no-changes")


def test_a_bot_that_moves_to_another_tenant_is_created_before_the_old_one_is_deleted(
    project: Project, wire: Wire
) -> None:
    """An object cannot be moved to another account, and there should be a bot at any time."""
    tenants = 'one = chatbotkit.PartnerUser("one")\ntwo = chatbotkit.PartnerUser("two")\n'
    project.program(f'{tenants}chatbotkit.Bot("bot", name="B", run_as=one)')
    project.up()
    wire.take()
    project.program(f'{tenants}chatbotkit.Bot("bot", name="B", run_as=two)')

    project.up()

    assert wire.writes() == [
        ("create bot as two", {"name": "B", "meta": marker("bot", "bot")}),
        ("delete bot/bot as one", {}),
    ]


def test_a_renamed_resource_keeps_its_object(project: Project, wire: Wire) -> None:
    """With an alias only the marker changes; keys of others in meta are kept."""
    project.program('chatbotkit.Bot("old", name="B")')
    project.up()
    wire.take()
    project.program(
        'chatbotkit.Bot("new", pulumi.ResourceOptions(aliases=[pulumi.Alias(name="old")]), name="B", backstory="b")'
    )

    project.up()

    update = {"backstory": "b", "meta": {"$update": marker("bot", "new")}}
    assert wire.writes() == [("update bot/new", update)]
    project.preview("--expect-no-changes")


COMPONENT = """
class Desk(pulumi.ComponentResource):
    def __init__(self):
        super().__init__("e2e:index:Desk", "front")
        moved = pulumi.ResourceOptions(parent=self, aliases=[pulumi.Alias(parent=pulumi.ROOT_STACK_RESOURCE)])
        acme = chatbotkit.PartnerUser("acme", moved, name="Acme")
        chatbotkit.Bot("helper", moved, name="Helper", run_as=acme)

Desk()
"""


def test_resources_that_move_into_a_component_cost_no_request(project: Project, wire: Wire) -> None:
    """Restructuring a program must not affect its customers."""
    project.program(
        'acme = chatbotkit.PartnerUser("acme", name="Acme")\nchatbotkit.Bot("helper", name="Helper", run_as=acme)'
    )
    project.up()
    wire.take()
    project.program(COMPONENT)

    project.up()

    assert wire.take() == []


def test_whole_numbers_stay_whole(project: Project, emulator: EmulatorServer) -> None:
    """Pulumi passes all numbers as floats, and the API's integer columns refuse those (trap 25)."""
    project.program(
        'kb = chatbotkit.Dataset("kb", record_max_tokens=512, search_min_score=0.5, meta={"n": 7, "list": [1, 1.5]})\n'
        'pulumi.export("tokens", kb.record_max_tokens)\npulumi.export("meta", kb.meta)'
    )

    project.up()
    outputs = project.outputs()

    assert repr(outputs) == "{'meta': {'list': [1, 1.5], 'n': 7}, 'tokens': 512}"
    (dataset,) = emulator.records("dataset")
    assert (repr(dataset["recordMaxTokens"]), repr(dataset["searchMinScore"])) == ("512", "0.5")


def test_the_same_address_spelled_otherwise_changes_no_resource(project: Project, emulator: EmulatorServer) -> None:
    """The state knows the service, not how its address was written."""
    project.program(ACME)
    project.up()
    project.configure({"chatbotkit:endpoint": emulator.url + "/api/v1/"})

    project.preview("--expect-no-changes")

    assert project.drift().exit_code == 0


def test_another_key_of_the_account_changes_no_resource(project: Project, emulator: EmulatorServer, wire: Wire) -> None:
    """The key is not part of any resource, and a new one is used at once."""
    project.program(ACME)
    project.up()
    wire.take()
    project.environment["CHATBOTKIT_API_TOKEN"] = "sk-rotated"
    emulator.add_account("parent", "sk-rotated")
    project.program(ACME.replace("You help.", "You help a lot."))

    project.up()

    assert wire.writes() == [("update bot/helper as acme", {"backstory": "You help a lot.", "alias": "helper"})]
