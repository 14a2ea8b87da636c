"""Settings are refused before anything is sent."""

from collections.abc import Callable

import pytest

from pulumi_chatbotkit.api import ClientSettings, ConfigurationError, RetryPolicy, RunAs, Timeouts

URL = "https://api.chatbotkit.com"


@pytest.mark.parametrize("token", ["", " ", "with space", "line\nfeed", "tokén", "tab\t"])
def test_a_token_that_no_header_can_carry_is_refused_unseen(token: str) -> None:
    """A pasted line feed is the usual cause; the value stays out of the message all the same."""
    with pytest.raises(ConfigurationError) as refused:
        ClientSettings(URL, f"{token}secret" if token.strip() else token)

    assert "secret" not in str(refused.value)


def test_settings_do_not_show_their_token() -> None:
    """They are printed in tests, logs and tracebacks."""
    assert "planted" not in repr(ClientSettings(URL, "planted-token"))


@pytest.mark.parametrize(
    "make",
    [
        lambda: ClientSettings(URL, "t", partner_path="partner", generation="user"),
        lambda: ClientSettings(URL, "t", partner_path="/a/../user", generation="user"),
        lambda: ClientSettings(URL, "t", partner_path="/accounts"),
        lambda: ClientSettings(URL, "t", requests_per_second=0),
        lambda: ClientSettings(URL, "t", requests_per_second=float("nan")),
        lambda: ClientSettings(URL, "t", concurrency=0),
        lambda: ClientSettings(URL, "t", max_body_bytes=0),
        lambda: ClientSettings(URL, "t", max_pages=0),
        lambda: Timeouts(connect_s=0),
        lambda: Timeouts(read_s=0),
        lambda: Timeouts(write_s=-1),
        lambda: Timeouts(pool_s=float("inf")),
        lambda: Timeouts(total_s=0),
        lambda: RetryPolicy(attempts=0),
        lambda: RetryPolicy(base_s=0),
        lambda: RetryPolicy(longest_s=-0.5),
        lambda: RetryPolicy(deadline_s=float("inf")),
        lambda: RetryPolicy(deadline_s=-0.5),
        lambda: RetryPolicy(deadline_s=-1),
    ],
)
def test_a_number_that_would_stop_everything_is_refused(make: Callable[[], object]) -> None:
    """Zero requests at a time, or none in a second, is a hang without an error."""
    with pytest.raises(ConfigurationError):
        make()


def test_the_least_that_works_is_accepted() -> None:
    """One request at a time, one page, one byte, one attempt, and no second one: a test may want that."""
    retry = RetryPolicy(attempts=1, base_s=0.001, longest_s=0.001, deadline_s=0)
    times = Timeouts(connect_s=0.5, read_s=0.5, write_s=0.5, pool_s=0.5, total_s=0.5)

    ClientSettings(
        URL,
        "t",
        requests_per_second=0.5,
        concurrency=1,
        timeouts=times,
        retry=retry,
        max_body_bytes=1,
        max_pages=1,
    )


@pytest.mark.parametrize("value", ["", "@ada", "@@ada", "(Ada)", "a b", "a\r\nX-Evil: 1", "ä"])
def test_run_as_takes_only_raw_ids(value: str) -> None:
    """The service resolves no alias in this header and answers as if the token were wrong."""
    with pytest.raises(ConfigurationError, match="run-as"):
        RunAs(user_id=value)


@pytest.mark.parametrize("email", ["", "a b@example.com", "a@example.com\r\nX: 1", "ä@example.com"])
def test_run_as_takes_only_an_email_that_a_header_can_carry(email: str) -> None:
    """A line feed would begin a header of its own."""
    with pytest.raises(ConfigurationError, match="run-as"):
        RunAs(email=email)


def test_run_as_takes_one_selector() -> None:
    """With both, the service would silently use the id."""
    with pytest.raises(ConfigurationError):
        RunAs(user_id="abc", email="a@example.com")
    with pytest.raises(ConfigurationError):
        RunAs()
