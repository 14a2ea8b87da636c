"""Secrets are masked in whatever form a service or a proxy repeats them. Laws by hypothesis."""

import html
import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.hosts.redaction import Redactor
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.written_forms import canonical

PEM = (
    "-----BEGIN PRIVATE KEY-----\n"
    "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n"
    "MzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu\n"
    "NMoSfm76oqFvAp8Gy0iz5sxjZmSnXyCdPEovGhLa0VzMaQ8s+CLOyS56YyCFGeJZ\n"
    "-----END PRIVATE KEY-----\n"
)


def folded(text: str) -> str:
    """As messages are shown: control characters and runs of white space become one space."""
    return " ".join("".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text).split())


FORMS: dict[str, Callable[[str], str]] = {
    "as is": str,
    "folded": folded,
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON with all letters": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "JSON in JSON": lambda text: json.dumps(json.dumps(text))[3:-3],
    "repr": lambda text: repr(text)[1:-1],
    "ascii": lambda text: ascii(text)[1:-1],
    "URL": lambda text: quote(text, safe=""),
    "form": quote_plus,
    "HTML": html.escape,
    "HTML of JSON": lambda text: html.escape(json.dumps(text)[1:-1]),
    "URL of JSON": lambda text: quote(json.dumps(text)[1:-1], safe=""),
    "folded JSON": lambda text: folded(json.dumps(text, ensure_ascii=False)[1:-1]),
}
few = settings(max_examples=40, deadline=None)
each_form = pytest.mark.parametrize("form", FORMS)

# Letters and digits enough that masking is due in every form, and anything between them.
_anything = st.text(st.characters(codec="utf-8"), max_size=60)
secrets = st.tuples(
    st.from_regex(r"[a-zA-Z0-9]{6}", fullmatch=True), _anything, st.from_regex("[a-z]{2}", fullmatch=True)
)
secrets = secrets.map("".join)
tokens = st.from_regex(r"[!-~]{8,80}", fullmatch=True)


def knowing(*texts: str) -> Redactor:
    redactor = Redactor()
    redactor.learn({"backstory": list(texts)}, {"backstory"})
    return redactor


@each_form
@few
@given(secret=secrets)
@example(secret=PEM)
@example(secret='{"private_key": "a\\nb", "client": "c"}')
@example(secret="C:\\new\\u0041 100%41 &amp;lt; a+b")
def test_a_secret_is_masked_in_every_written_form(form: str, secret: str) -> None:
    """Nothing of it is left but white space at its ends, and what is around it stays."""
    said = knowing(secret).redact(f"value '{FORMS[form](secret)}' is refused")

    assert _solid(said) == "value'********'isrefused"


@each_form
@few
@given(secret=tokens.filter(lambda text: any(map(str.isalnum, text))))
def test_a_key_is_masked_in_every_written_form(form: str, secret: str) -> None:
    """Keys hold any printable character, also those that begin an escape."""
    assert FORMS[form](secret) not in knowing(secret).redact(f"key: {FORMS[form](secret)} (refused)")


@each_form
@few
@given(cut=st.integers(4, 300))
def test_a_beginning_at_the_end_of_a_text_is_masked(form: str, cut: int) -> None:
    """A service or a proxy shortens what it quotes, even in the middle of an escape."""
    for ending in ("", "...", "\N{HORIZONTAL ELLIPSIS}", '..."', "' ", "[truncated]"):
        shown = FORMS[form](PEM)[:cut]

        said = knowing(PEM).redact(f"the key is {shown}{ending}")

        assert said.startswith("the key is ********")
        assert not [part for part in _parts(shown, 4) if part in said.removeprefix("the key is ")]


@each_form
@few
@given(start=st.integers(0, 200), size=st.integers(70, 200))
def test_a_part_of_a_long_secret_is_masked(form: str, start: int, size: int) -> None:
    """Parsers quote what is around a mistake."""
    secret = "".join(PEM.splitlines()[1:-1]) + "\nBe kind; say 'hello' & \"goodbye\" to everybody who asks for it."
    shown = FORMS[form](secret[start : start + size])

    said = knowing(secret).redact(f"near <{shown}>")

    assert _solid(said) == "near<********>"


@each_form
def test_a_line_of_a_secret_is_masked(form: str) -> None:
    """Of a key or a prompt of several lines, a service may quote the one that it objects to."""
    prompt = "You help.\nThe password is hunter2000.\nBe brief and kind."

    said = [knowing(prompt).redact(f"line: {FORMS[form](line)}!") for line in prompt.splitlines()[1:]]

    assert said == ["line: ********!"] * 2


@given(st.lists(secrets, min_size=2, max_size=5), st.sampled_from(sorted(FORMS)))
def test_the_longest_secret_is_masked_first(known: list[str], form: str) -> None:
    """Otherwise the rest of a longer one would remain where a shorter one is its beginning."""
    longest = "".join(known)

    assert knowing(*known, longest).redact(f"'{FORMS[form](longest)}'").strip("' ") == "********"


@given(st.text(st.sampled_from("abcdefghij ,.'"), max_size=200))
def test_other_text_stays(text: str) -> None:
    """A message has to remain readable."""
    assert knowing("KEY-0123456789-KEY", PEM).redact(text) == text


def test_secrets_are_found_at_any_depth_and_in_secret_fields() -> None:
    """Both what the program marks and what the catalog calls secret."""
    redactor = Redactor()
    redactor.learn({"meta": {"deep": [{"key": "hidden-text"}]}, "name": "shown-text"}, {"meta"})
    redactor.learn_kind(KINDS["secret"], {"value": "stored-text", "name": "other-text"})

    assert redactor.redact("hidden-text shown-text stored-text other-text") == "******** shown-text ******** other-text"


def test_short_texts_are_not_masked() -> None:
    """They are hardly secrets, and messages would become unreadable."""
    assert knowing("abc", "  ", "\\\\\\\\").redact("abc of \\ it") == "abc of \\ it"


@pytest.mark.parametrize("part", ["a", "\\", "%41", "\\u0061", "&", "&amp;", "...", ")", "a...", "[.. "])
def test_hostile_text_is_no_burden(part: str) -> None:
    """A quadratic search would not end here: the text is long and repeats what could begin a secret or an escape."""
    redactor = knowing("a" * 2_000, "a\\%41" * 30, "&&&&&&", "(((((")

    assert redactor.redact(f"{part * 20_000} (((((").endswith("********")


def _solid(text: str) -> str:
    """``text`` without white space, written in any form."""
    return canonical(text).packed


def _parts(text: str, size: int) -> set[str]:
    return {text[start : start + size] for start in range(len(text) - size + 1) if text[start : start + size].isalnum()}


def test_a_name_that_a_secret_begins_with_is_no_secret() -> None:
    """In values, which nobody has cut; where something was, an ellipsis says so."""
    redactor = Redactor()
    redactor.learn({"passphrase": "staging-2f8e1c"}, ["passphrase"])

    shown = redactor.redact_value({"stack": "staging", "quoted": "it was stagi…", "whole": "is staging-2f8e1c"})

    assert shown == {"stack": "staging", "quoted": "it was ********…", "whole": "is ********"}
    assert redactor.redact("it was staging") == "it was ********"


def test_keys_are_masked_and_stay_apart() -> None:
    """A map of texts that programs fill has secrets in its keys, too."""
    redactor = Redactor()
    redactor.learn({"a": "planted-0a1b2c", "b": "planted-9z8y7x"}, ["a", "b"])

    found = redactor.redact_value({"planted-0a1b2c": 1, "planted-9z8y7x": [{"x planted-0a1b2c": 2}], "c": 3})

    assert found == {"********": 1, "********'": [{"x ********": 2}], "c": 3}


class _Outcome(StrEnum):
    STAGING = "staging-2f8e1c"


@dataclass(frozen=True)
class _Step:
    line: str
    outcome: _Outcome


@dataclass(frozen=True)
class _Report:
    title: str
    last: _Step | None
    steps: tuple[_Step, ...]
    notes: list[str]
    meta: JsonObject


def test_a_record_is_masked_at_any_depth() -> None:
    """Reports go into comments that many can read. A member of an enumeration is of our making, and no secret."""
    redactor = Redactor()
    redactor.learn({"passphrase": "staging-2f8e1c"}, ["passphrase"])
    said = "is staging-2f8e1c"

    step = _Step(said, _Outcome.STAGING)
    shown = redactor.redact_record(_Report(said, step, (step, step), [said, "other"], {"a": [said], "b": 1}))

    masked = _Step("is ********", _Outcome.STAGING)
    expected = _Report(
        "is ********", masked, (masked, masked), ["is ********", "other"], {"a": ["is ********"], "b": 1}
    )
    assert shown == expected
    assert redactor.redact_record(_Report("", None, (), [], {})) == _Report("", None, (), [], {})


def test_secrets_that_come_later_are_masked_too() -> None:
    """A run learns more with each resource, and forgets none."""
    redactor = Redactor()
    shown: list[str] = []
    for number in range(3):
        redactor.learn({"value": f"planted-{number}"}, ["value"])
        shown.append(redactor.redact("planted-0 planted-1 planted-2"))

    assert shown == ["******** planted-1 planted-2", "******** ******** planted-2", "******** ******** ********"]
