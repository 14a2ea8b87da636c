"""Previews in which most values are unknown."""

import json

from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project

UNKNOWN_EVERYWHERE = """
user = chatbotkit.PartnerUser("user")
text = user.id.apply(lambda known: f"of {known}")
number = user.id.apply(len)
nested = {"text": text, "list": [text, {"number": number}], "known": 1}
whole = text.apply(lambda known: {"text": known})
group = chatbotkit.Blueprint("group", run_as=user, name=text, description=text, meta=nested)
kb = chatbotkit.Dataset("kb", run_as=user.id, name=text, blueprint_id=group.id, record_max_tokens=number, meta=whole)
skills = chatbotkit.Skillset("skills", run_as=user, name=text, state=text.apply(lambda _: "disabled"))
bot = chatbotkit.Bot(
    "bot", run_as=user, name=text, alias=user.id, dataset_id=kb.id, skillset_id=skills.id, meta=nested,
    moderation=number.apply(bool), visibility=text.apply(lambda _: "public"),
)
chatbotkit.PartnerUserContext("context", user=user, bot_id=bot.id, payload=nested, meta=whole)
chatbotkit.PartnerUserToken("key", user=user.id, name=text, config={"allowedRoutes": [text]})
chatbotkit.PartnerUser(
    "second", name=text, email=user.id.apply(lambda known: f"{known}@acme.example"),
    limits=chatbotkit.PartnerUserLimitsArgs(tokens=number, database={"records": number}),
)
pulumi.export("nested", bot.meta)
"""


def test_values_that_are_not_known_yet_preview_without_a_request(project: Project, emulator: EmulatorServer) -> None:
    """At any depth, in every kind of field; what the preview could not examine is examined by up."""
    project.program(UNKNOWN_EVERYWHERE)

    run = project.preview()

    assert "11 to create" in run.stdout
    assert emulator.requests == []


def test_what_a_preview_could_not_know_is_filled_in_by_up(project: Project, emulator: EmulatorServer) -> None:
    """Numbers that arrive late are whole numbers too, and the next preview is empty."""
    project.program(UNKNOWN_EVERYWHERE)

    project.up()

    text = f"of {project.resources()['user']['id']}"
    (context,) = emulator.records("partner_user_context")
    expected = {"known": 1, "list": [text, {"number": 24}], "text": text}
    assert json.dumps(context["payload"], sort_keys=True) == json.dumps(expected)
    project.preview("--expect-no-changes")


def test_a_value_that_turns_out_bad_is_refused_by_up(project: Project, emulator: EmulatorServer) -> None:
    """The preview could not check it; ``up`` refuses it before any request is sent."""
    project.program(
        'user = chatbotkit.PartnerUser("user")\n'
        'chatbotkit.Bot("bad", run_as=user, alias=user.id.apply(lambda known: f"NO {known}"))'
    )

    run = project.pulumi("up", "--yes")

    assert run.exit_code != 0
    assert "is 'NO " in run.output
    assert emulator.records("bot") == []
