"""Secrets within secrets: a password inside a connection string must not be masked instead of the whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulumi_chatbotkit.hosts.redaction import Redactor

INNER = "hunter2-and-more"
OUTER = f"postgres://admin:{INNER}@db.example/customers"


def redacted(text: str, *secrets: str) -> str:
    """The text after these secrets were learnt, in this order."""
    redactor = Redactor()
    for number, secret in enumerate(secrets):
        redactor.learn({str(number): secret}, {str(number)})
    return redactor.redact(text)


@pytest.mark.parametrize("secrets", [(INNER, OUTER), (OUTER, INNER)], ids=["inner first", "outer first"])
def test_the_longer_of_two_nested_secrets_is_masked_as_a_whole(secrets: tuple[str, str]) -> None:
    """Masked by the shorter one alone, the rest of the longer one would be readable."""
    assert redacted(f"cannot reach {OUTER} now, password {INNER}", *secrets) == (
        "cannot reach ******** now, password ********"
    )


@settings(deadline=None)
@given(
    outer=st.from_regex(r"[a-zA-Z0-9]{24,60}", fullmatch=True),
    spans=st.lists(st.tuples(st.integers(0, 40), st.integers(4, 20)), min_size=1, max_size=4),
)
def test_nothing_of_a_secret_is_left_whatever_is_nested_in_it(outer: str, spans: list[tuple[int, int]]) -> None:
    """Also where nested ones overlap each other."""
    inner = [outer[start : start + size] for start, size in spans]

    assert redacted(f"<<{outer}>>", *inner, outer) == "<<********>>"
