"""The errors that the SDK throws when the service refuses (a.7: errors, a.8: limits) or does not answer."""

import pytest

from pulumi_chatbotkit.emulator import Fault, FaultAction, Reset, ResetAfterWrite, Status, TooManyRequests
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.testing import EmulatorServer, EmulatorSettings, serve
from wire.third_party.node_sdk import Account, NodeSdk, SdkError

FOREIGN_TOKEN = "sk-foreign"

REFUSALS: list[tuple[str, list[JsonValue], str, str]] = [
    ("bot.fetch", ["nobody"], "NOT_FOUND", "Not found"),
    ("bot.update", ["nobody", {}], "NOT_FOUND", "Not found"),
    ("bot.delete", ["nobody"], "NOT_FOUND", "Not found"),
    ("bot.create", [{"alias": "taken"}], "CONFLICT", "Unique constraint violation"),
    ("bot.create", [{"colour": "red"}], "BAD_REQUEST", '"colour" is not allowed'),
    ("bot.create", [{"name": 5}], "BAD_REQUEST", '"name" must be a string'),
    (
        "bot.create",
        [{"visibility": "secret"}],
        "BAD_REQUEST",
        '"visibility" must be one of [private, protected, public]',
    ),
    ("bot.create", [{"datasetId": "nobody"}], "BAD_REQUEST", "Dataset not found (datasetId)"),
    ("partner.user.create", [{"email": "nobody"}], "BAD_REQUEST", '"email" must be a valid email'),
    # Old names of an ability's links, which this SDK's types still have (docs/api/api.md b.11).
    ("skillset.ability.create", ["@tools", {"botId": None}], "BAD_REQUEST", '"botId" is not allowed'),
    ("secret.create", [{"kind": "personal", "value": "x"}], "CONFLICT", "Personal secrets cannot have a value"),
    ("bot.create", [{"description": None}], "GENERIC_ERROR", "System error occurred"),
]
"""Method, arguments, and what is thrown: code and text."""


def thrown(account: Account, name: str, *arguments: JsonValue) -> SdkError:
    with pytest.raises(SdkError) as error:
        account.call(name, *arguments)
    return error.value


@pytest.mark.parametrize(("name", "arguments", "code", "message"), REFUSALS)
def test_the_sdk_throws_the_services_code_and_text(
    name: str, arguments: list[JsonValue], code: str, message: str, parent: Account
) -> None:
    """Programs use the code, and people read the text."""
    parent.call("bot.create", {"alias": "taken"})
    parent.call("skillset.create", {"alias": "tools"})

    error = thrown(parent, name, *arguments)

    assert (error.name, error.code, error.message) == ("FetchError", code, message)


@pytest.mark.parametrize(
    "options", [{"secret": "sk-unknown"}, {"runAsUserId": "nobody"}, {"runAsChildUserEmail": "nobody@acme.example"}]
)
def test_an_unknown_caller_is_not_authenticated(options: JsonObject, parent: Account) -> None:
    """A wrong run-as is answered like a wrong key (a.3: run-as)."""
    assert thrown(parent.having(**options), "bot.list").code == "NOT_AUTHENTICATED"


@pytest.mark.parametrize("profile", ["seed", "server"])
def test_an_object_of_another_account_is_not_authorized(profile: str, sdk: NodeSdk) -> None:
    """401 in one profile and 403 in the other, but one code (docs/api/api.md d)."""
    with serve(EmulatorSettings(profile="seed" if profile == "seed" else "server")) as server:
        server.add_account("foreign", FOREIGN_TOKEN)
        parent = Account(sdk, {"secret": server.token, "baseUrl": server.url, "retries": 0})
        bot = parent.having(secret=FOREIGN_TOKEN).record("bot.create", {})["id"]

        error = thrown(parent, "bot.fetch", bot)

    assert error.code == "NOT_AUTHORIZED"


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (TooManyRequests(), "TOO_MANY_REQUESTS"),
        (Status(status=429, code="LIMITS_REACHED", message="Limits reached"), "LIMITS_REACHED"),
        (Status(status=402, code="NO_SUBSCRIPTION", message="No subscription"), "NO_SUBSCRIPTION"),
        (Status(status=413, body="<html>Too large</html>"), "CONTENT_TOO_LARGE"),
        (Status(status=502, body="<html>Bad gateway</html>"), "GENERIC_ERROR"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_answer_that_precedes_the_handler_has_its_code(
    fault: FaultAction, code: str, parent: Account, emulator: EmulatorServer
) -> None:
    """Limits have the service's code, a proxy's page has the SDK's."""
    emulator.faults.add(Fault(route="bot/list", do=fault))

    assert thrown(parent, "bot.list").code == code


@pytest.mark.parametrize(
    "fault", [TooManyRequests(retry_after="1"), Status(status=503), Reset()], ids=lambda fault: fault.kind
)
def test_the_sdks_retry_succeeds(fault: FaultAction, parent: Account, emulator: EmulatorServer) -> None:
    """After a single fault there is one record, because nothing was written before the fault."""
    emulator.faults.add(Fault(route="bot/create", do=fault))

    made = parent.having(retries=1, retryDelay=1).record("bot.create", {})

    assert [bot["id"] for bot in emulator.records("bot")] == [made["id"]]


def test_trap_21_the_sdks_retry_of_a_create_duplicates(parent: Account, emulator: EmulatorServer) -> None:
    """There is no idempotency key: a lost answer and a retry create two (trap 21: creates are not idempotent)."""
    emulator.faults.add(Fault(route="bot/create", do=ResetAfterWrite()))

    parent.having(retries=1, retryDelay=1).call("bot.create", {"name": "Twin"})

    assert [bot["name"] for bot in emulator.records("bot")] == ["Twin", "Twin"]


def test_a_refused_stream_throws_before_its_first_line(parent: Account) -> None:
    """The status is decided before the body begins."""
    with pytest.raises(SdkError, match="NOT_FOUND"):
        parent.stream("dataset.record.list", "nobody")
