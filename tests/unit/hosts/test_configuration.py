"""The keys of the configuration: their defaults, the least and the largest values, and what errors do not show."""

import os
import re
from pathlib import Path

import pytest

from pulumi_chatbotkit.hosts.configuration import Misconfigured, ServiceSettings, read_configuration

Keys = dict[str, object]
README = Path(__file__).parents[3] / "README.md"
ROW = re.compile(r"^\| `chatbotkit:(\w+)` \|.*\| (.*) \|$", re.MULTILINE)


@pytest.fixture(autouse=True)
def configured(monkeypatch: pytest.MonkeyPatch) -> None:
    """The token alone, and nothing else of the environment."""
    for name in [name for name in os.environ if name.startswith(("CHATBOTKIT_", "CBK_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CHATBOTKIT_API_TOKEN", "sk-0123456789")


def settings_with(**keys: object) -> ServiceSettings:
    return read_configuration({f"chatbotkit:{key}": value for key, value in keys.items()})


def test_the_defaults_are_those_of_the_readme() -> None:
    """People read the table before they set anything; the client adds the API's path to the endpoint."""
    said = {key: text.strip("`") for key, text in ROW.findall(README.read_text(encoding="utf-8"))}

    found = settings_with()
    client, embedded = found.client, settings_with(endpoint="embedded")

    assert said == {
        "endpoint": found.endpoint.removesuffix("/v1"),
        "generation": found.generation,
        "partnerPrefix": client.partner_path or "none",
        "adopt": found.adopt,
        "owner": found.owner or "none",
        "movedFrom": found.moved_from or "none",
        "goneLimit": "5",
        "verifyToken": str(found.verify_token).lower(),
        "requestsPerSecond": str(client.requests_per_second).lower(),
        "concurrency": str(client.concurrency),
        "retryDeadline": f"{client.retry.deadline_s:g}",
        "logRequests": str(found.request_log).lower(),
        "embeddedDatabase": str(embedded.embedded_database),
    }


WEEK_S = 604_800
BOUNDS = {
    "concurrency": ([1, 256, "256"], [0, 257, "many", 1.5]),
    "retryDeadline": ([0, 0.5, WEEK_S, str(WEEK_S)], [-1, WEEK_S + 1, "soon"]),
    "requestsPerSecond": ([0.1, 1000, "2"], [0, -1, "fast"]),
    "goneLimit": ([0, 1_000_000], [-1, "all"]),
    "owner": (["a", "a" * 100], ["", "a" * 101]),
}
"""Values that are taken, and values that are refused."""


@pytest.mark.parametrize("key", BOUNDS)
def test_values_at_the_bounds_are_taken_and_others_refused_by_their_key(key: str) -> None:
    """In the configuration of a stack, where numbers are texts."""
    taken, refused = BOUNDS[key]

    for value in taken:
        settings_with(**{key: value})
    for value in refused:
        with pytest.raises(Misconfigured, match=f"^chatbotkit:{key} cannot be used: "):
            settings_with(**{key: value})


def test_what_is_set_is_used() -> None:
    found = settings_with(concurrency="7", retryDeadline="60", requestsPerSecond="2.5", goneLimit="0", owner="acme")

    assert (found.client.concurrency, found.client.retry.deadline_s, found.client.requests_per_second) == (7, 60, 2.5)
    assert (found.gone_limit, found.owner) == (0, "acme")


HOSTED: Keys = {"endpoint": "https://shop.example"}
EMBEDDED: Keys = {"endpoint": "embedded"}
PREFIXED: Keys = {"partnerPrefix": "/v1/user"}


@pytest.mark.parametrize(
    ("keys", "asked_as"),
    [
        (HOSTED, "auto"),
        ({**HOSTED, "generation": "partner"}, "partner"),
        ({**HOSTED, "generation": "user"}, "user"),
        (EMBEDDED, "user"),
        ({**EMBEDDED, **PREFIXED, "generation": "user"}, "user"),
        ({**EMBEDDED, "generation": "partner"}, "partner"),
    ],
    ids=str,
)
def test_only_the_embedded_service_is_known_without_asking(keys: Keys, asked_as: str) -> None:
    """Unless it is said otherwise: another service may be of either generation."""
    assert settings_with(**keys).client.generation == asked_as


@pytest.mark.parametrize("keys", [HOSTED, EMBEDDED], ids=str)
def test_a_path_of_ones_own_does_not_tell_the_generation(keys: Keys) -> None:
    """Nor at the embedded service: it could be tried out there with other names than the real one has."""
    with pytest.raises(Misconfigured, match=r"^chatbotkit:partnerPrefix cannot be used: .* say that, too"):
        settings_with(**keys, **PREFIXED)


def test_an_error_holds_no_value_nor_does_what_caused_it() -> None:
    """Whoever logs an exception with its context must not log a token that was written in the wrong form."""
    with pytest.raises(Misconfigured) as refused:
        settings_with(token=["sk-planted-in-a-list"])

    assert str(refused.value).startswith("chatbotkit:token cannot be used: ")
    assert refused.value.__context__ is not None
    assert "sk-planted" not in f"{refused.value} {refused.value.__context__}"
