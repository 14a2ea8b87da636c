"""The reference to a provider in a state is short and constant."""

import base64
import pickletools

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.hosts.dynamic import load
from support.provider_process import reference


@pytest.mark.parametrize("kind", KINDS)
def test_the_reference_names_load_and_the_kind_and_nothing_else(kind: str) -> None:
    """States of every version contain these strings, so they must never change."""
    pickled = base64.b64decode(reference(kind))

    words = [argument for _, argument, _ in pickletools.genops(pickled) if isinstance(argument, str)]
    assert words == ["pulumi_chatbotkit.hosts.dynamic", "load", kind]


def test_five_thousand_resources_do_not_deepen_or_grow_it() -> None:
    """Pulumi's pickler nests deeper with each call and overflows the stack, unless providers have ``__reduce__``."""
    references = {reference("bot") for _ in range(5_000)}

    assert len(references) == 1
    assert len(references.pop()) < 100


def test_the_reference_is_not_marked_as_a_secret() -> None:
    """Encrypting it once per resource is slow, and it contains no secret."""
    assert load("bot").serialize_as_secret_always is False
