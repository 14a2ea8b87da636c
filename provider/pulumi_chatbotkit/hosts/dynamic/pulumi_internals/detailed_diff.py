"""Which fields differ, in the answer to a request to compare: the engine then shows these alone.

Only for display: what is replaced follows from the answer's ``replaces``, and ``diffs``, which would count for
``replace_on_changes`` as well, stays empty.
"""

from collections.abc import Sequence

from pulumi.runtime.proto import provider_pb2 as proto


def add_detailed_diff(request: object, response: object, fields: Sequence[str]) -> None:
    """Name ``fields`` in the host's answer; nothing happens if the messages are not as expected."""
    if not isinstance(request, proto.DiffRequest) or not isinstance(response, proto.DiffResponse):
        return
    before, after = (each.fields for each in (request.old_inputs, request.news))
    for name in fields:
        is_input = before.get(name) != after.get(name)
        old = before if is_input else request.olds.fields
        if name not in old and name not in after:
            continue
        kind = "UPDATE" if name in old and name in after else "ADD" if name in after else "DELETE"
        replaces = "_REPLACE" if name in response.replaces else ""
        response.detailedDiff[name].kind = proto.PropertyDiff.Kind.Value(f"{kind}{replaces}")
        response.detailedDiff[name].inputDiff = is_input
    response.hasDetailedDiff = bool(response.detailedDiff)
