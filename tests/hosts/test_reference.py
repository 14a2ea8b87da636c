"""What a state keeps of a provider: a short constant reference, whatever else happens."""

import base64
import pickletools

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.hosts.dynamic import load
from support.provider_process import reference


@pytest.mark.parametrize("kind", KINDS)
def test_the_reference_names_load_and_the_kind_and_nothing_else(kind: str) -> None:
    """These strings are a promise: states of every version refer to them."""
    pickled = base64.b64decode(reference(kind))

    words = [argument for _, argument, _ in pickletools.genops(pickled) if isinstance(argument, str)]
    assert words == ["pulumi_chatbotkit.hosts.dynamic", "load", kind]


def test_five_thousand_resources_do_not_deepen_or_grow_it() -> None:
    """Pulumi's pickler nests once more on each call and overflows the stack, except for providers that reduce."""
    references = {reference("bot") for _ in range(5_000)}

    assert len(references) == 1
    assert len(references.pop()) < 100


def test_the_reference_is_not_marked_as_a_secret() -> None:
    """Encrypting it once per resource is slow, and there is nothing in it to hide."""
    assert load("bot").serialize_as_secret_always is False
