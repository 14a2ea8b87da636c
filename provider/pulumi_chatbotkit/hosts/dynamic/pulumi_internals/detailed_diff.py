"""Names the fields that differ in the answer to a request to compare: the engine then shows these alone.

The engine does more than show them: it replaces an object if ``replace_on_changes`` names one of these fields
(``applyReplaceOnChanges`` in Pulumi 3.259). From the options of a program the core decides the same, which a law in
``tests/unit/reconcile/test_laws.py`` checks. What a transform sets in the engine, only the engine knows. So nothing but
fields of the object may be named: with ``*``, a new marker would replace the object.
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
