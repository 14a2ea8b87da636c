"""Which fields the engine is told to show of a difference, and how."""

import pytest
from pulumi.runtime.proto import provider_pb2 as proto

from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.detailed_diff import add_detailed_diff
from support.provider_process import Properties, struct

INPUTS = {"kept": "a", "edited": "a", "changed": "a", "removed": "a"}
STATE = {"kept": "a", "edited": "elsewhere", "changed": "a", "removed": "a", "made": "elsewhere", "unset": "elsewhere"}
NEWS = {"kept": "a", "edited": "a", "changed": "b", "unset": "a", "added": "a"}

SHOWN = {
    "changed": ("UPDATE", True),
    "removed": ("DELETE", True),
    "added": ("ADD", True),
    "unset": ("ADD", True),
    "edited": ("UPDATE", False),
    "made": ("DELETE", False),
    "nowhere": None,
}
"""For each field, what the engine shows: the program has changed the input, or somebody the object (False)."""


def answered(*fields: str, replaces: tuple[str, ...] = (), news: Properties = NEWS) -> proto.DiffResponse:
    request = proto.DiffRequest(old_inputs=struct(INPUTS), olds=struct(STATE), news=struct(news))
    response = proto.DiffResponse(replaces=replaces)
    add_detailed_diff(request, response, fields)
    return response


@pytest.mark.parametrize("replaces", [(), tuple(SHOWN)])
def test_each_field_is_shown_as_what_happens_to_it(replaces: tuple[str, ...]) -> None:
    """Compared with what the program declared before, or, if that is the same, with the object."""
    response = answered(*SHOWN, replaces=replaces)

    kind = proto.PropertyDiff.Kind
    shown = {name: (kind.Name(each.kind), each.inputDiff) for name, each in response.detailedDiff.items()}
    suffix = "_REPLACE" if replaces else ""
    assert shown == {name: (f"{each[0]}{suffix}", each[1]) for name, each in SHOWN.items() if each is not None}
    assert response.hasDetailedDiff


def test_an_answer_that_names_no_field_is_not_a_detailed_one() -> None:
    """The engine would show nothing at all."""
    for fields in ((), ("nowhere",)):
        response = answered(*fields)

        assert not response.hasDetailedDiff
        assert not response.detailedDiff


def test_other_messages_are_left_alone() -> None:
    """Those of a host that has changed."""
    response = proto.DiffResponse()

    add_detailed_diff(object(), response, ["changed"])
    add_detailed_diff(proto.DiffRequest(), object(), ["changed"])

    assert response == proto.DiffResponse()
