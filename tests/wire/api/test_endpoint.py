"""The base URL from an endpoint as people write it."""

import pytest

from pulumi_chatbotkit.api import ClientSettings, ConfigurationError, base_url_for


@pytest.mark.parametrize(
    ("endpoint", "base_url"),
    [
        ("https://api.chatbotkit.com", "https://api.chatbotkit.com/v1"),
        ("https://api.chatbotkit.com/", "https://api.chatbotkit.com/v1"),
        ("https://API.ChatBotKit.com", "https://api.chatbotkit.com/v1"),
        ("https://api.chatbotkit.com/v1", "https://api.chatbotkit.com/v1"),
        ("https://bots.example.com", "https://bots.example.com/api/v1"),
        ("https://bots.example.com/", "https://bots.example.com/api/v1"),
        ("https://bots.example.com/api", "https://bots.example.com/api/v1"),
        ("https://bots.example.com/api/v1/", "https://bots.example.com/api/v1"),
        ("https://bots.example.com/behind", "https://bots.example.com/behind/api/v1"),
        ("http://127.0.0.1:8765", "http://127.0.0.1:8765/api/v1"),
        ("http://localhost:8765", "http://localhost:8765/api/v1"),
        ("http://embedded.localhost", "http://embedded.localhost/api/v1"),
        ("http://[::1]:8765", "http://[::1]:8765/api/v1"),
    ],
)
def test_an_endpoint_leads_to_the_base_url_of_its_host(endpoint: str, base_url: str) -> None:
    """Only the hosted service has its routes directly under /v1."""
    assert base_url_for(endpoint) == base_url


def test_a_base_url_leads_to_itself() -> None:
    """So a value may pass through twice without harm."""
    once = base_url_for("https://bots.example.com")

    assert base_url_for(once) == once


@pytest.mark.parametrize(
    "endpoint",
    ["", "api.chatbotkit.com", "ftp://example.com", "https://", "https:///v1", "https://example.com?a=b",
     "https://example.com#x", "https://exa mple.com", "https://example.com:99999", "https://example.com:x",
     " https://example.com", "https://example.com/\x00"],
)  # fmt: skip
def test_a_bad_endpoint_is_refused_by_its_value(endpoint: str) -> None:
    """The message shows what was read, and what a good value looks like."""
    with pytest.raises(ConfigurationError) as refused:
        base_url_for(endpoint)

    assert repr(endpoint) in str(refused.value)
    assert "https://api.chatbotkit.com" in str(refused.value)


def test_a_password_in_the_endpoint_is_refused_unseen() -> None:
    """It would be sent, logged and stored with every URL."""
    with pytest.raises(ConfigurationError) as refused:
        base_url_for("https://ada:hunter2@example.com")

    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("host", ["example.com", "10.0.0.5", "localhost.example.com", "127.0.0.1.example.com"])
def test_plain_http_is_refused_off_this_machine(host: str) -> None:
    """The token would be readable on the way."""
    with pytest.raises(ConfigurationError, match="use https"):
        ClientSettings(f"http://{host}", "a-token")


def test_plain_http_is_possible_if_allowed() -> None:
    """Containers of one test network speak it."""
    settings = ClientSettings("http://emulator:8080", "a-token", allow_plain_http=True)

    assert settings.base_url == "http://emulator:8080/api/v1"
