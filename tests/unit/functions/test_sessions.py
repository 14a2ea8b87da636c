"""Sessions of partner users, and teams."""

import httpx
import pulumi
import pytest

import pulumi_chatbotkit as chatbotkit
from pulumi_chatbotkit.testing import EmulatorServer

from .conftest import Create, RunProgram


def test_a_session_acts_as_the_partner_user(create: Create, emulator: EmulatorServer) -> None:
    """Its token is a key, until it ends."""
    acme = create("partner/user", name="Acme")
    bot = create("bot", run_as=acme)

    session = chatbotkit.create_session(acme, duration_in_seconds=60)

    seen = httpx.get(f"{emulator.url}/v1/bot/list", headers={"Authorization": f"Token {session.token}"})
    assert [each["id"] for each in seen.json()["items"]] == [bot]
    assert session.expires_at is not None


def test_a_session_does_not_show_its_token(create: Create) -> None:
    """Results are printed while programs are written."""
    session = chatbotkit.create_session(create("partner/user"))

    assert session.token not in f"{session} {session!r}"


def test_a_session_output_is_secret(create: Create, run_program: RunProgram) -> None:
    """So that an export of it is encrypted in the state."""
    acme = create("partner/user")
    program = (
        f"import asyncio\nsession = chatbotkit.create_session_output('{acme}')\n"
        "async def show(): print(await session.token.is_secret())\nasyncio.ensure_future(show())"
    )

    ran = run_program(program)

    assert ran.stdout.strip() == "True", ran.stderr


def test_a_preview_makes_no_session(create: Create, run_program: RunProgram, emulator: EmulatorServer) -> None:
    """A preview changes nothing, and a key that nobody holds is a risk."""
    acme = create("partner/user")
    emulator.clear_requests()

    ran = run_program(f"chatbotkit.create_session_output('{acme}').token.apply(print)", "preview")

    assert (ran.stdout, ran.returncode, emulator.requests) == ("", 0, []), ran.stderr


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ({"allowedRoutes": "/v1/*"}, "config.allowedRoutes is '/v1/*', but must be a list of text"),
        ({"contactID": "c1"}, "config.contactID is not a documented key; did you mean contactId?"),
        ({"colour": "red"}, "config.colour is not a documented key; there are allowedRoutes, contactId, namespace"),
    ],
)
def test_a_config_is_examined_before_it_is_sent(emulator: EmulatorServer, config: dict[str, object], says: str) -> None:
    """The service refuses other keys, one at a time (docs/api/api.md b.4)."""
    with pytest.raises(pulumi.RunError) as failure:
        chatbotkit.create_session("u1", config=config)

    assert str(failure.value) == f"create_session: {says}"
    assert emulator.requests == []


def test_an_entry_of_a_config_that_is_none_is_left_out(create: Create) -> None:
    """None means not declared, here as elsewhere."""
    config = {"allowedRoutes": ["/v1/*"], "contactId": None}

    assert chatbotkit.create_session(create("partner/user"), config=config).token


@pytest.mark.parametrize("duration", [0, -1, 1.5, True, "60"])
def test_a_duration_is_a_whole_number_of_seconds(emulator: EmulatorServer, duration: int) -> None:
    """The service takes integers above 0 (docs/api/api.md b.4)."""
    with pytest.raises(pulumi.RunError, match=r"create_session: duration_in_seconds is .* whole number of at least 1"):
        chatbotkit.create_session("u1", duration_in_seconds=duration)

    assert emulator.requests == []


def test_a_session_of_nobody_is_refused() -> None:
    """The refusal names the call, and so the id."""
    with pytest.raises(pulumi.RunError, match=r"^create_session: POST /user/u1/session/create: .*NOT_FOUND"):
        chatbotkit.create_session("u1")


def test_an_account_without_teams_has_none() -> None:
    """The API publishes no action that makes one (docs/api/api.md b.17)."""
    assert list(chatbotkit.list_teams()) == []
