"""The policy pack: the rules as policies of Pulumi. A team's own pack begins here (docs/policies.md).

Needs pulumi-policy: ``pip install "pulumi-chatbotkit[policies]"``.
"""

from collections.abc import Mapping, MutableMapping, Sequence
from typing import Final, cast

from pulumi_policy import (
    Policy,
    PolicyConfigSchema,
    PolicyPack,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
)
from pulumi_policy.proxy import (
    UNKNOWN_ARRAY_VALUE,
    UNKNOWN_BOOLEAN_VALUE,
    UNKNOWN_NUMBER_VALUE,
    UNKNOWN_OBJECT_VALUE,
    UNKNOWN_STRING_VALUE,
    UnknownValueError,
)

from pulumi_chatbotkit.catalog.schema.field import whole_numbers
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.operations.hidden_values import marked_paths, secret_paths
from pulumi_chatbotkit.operations.resource_owners import KINDS_BY_CLASS, class_name_of
from pulumi_chatbotkit.policies.rule import (
    AnyRule,
    PolicyRule,
    RegularExpression,
    RuleSettings,
    Subject,
    Violation,
)
from pulumi_chatbotkit.policies.rules import RULES

__all__ = ["PolicyRule", "RegularExpression", "RuleSettings", "Subject", "Violation", "policies", "run_pack"]

PACK_NAME: Final = "chatbotkit"
_UNKNOWN: Final = frozenset(
    {
        UNKNOWN_ARRAY_VALUE,
        UNKNOWN_BOOLEAN_VALUE,
        UNKNOWN_NUMBER_VALUE,
        UNKNOWN_OBJECT_VALUE,
        UNKNOWN_STRING_VALUE,
    }
)


def run_pack(*own: AnyRule | Policy) -> None:
    """Serve the policies of this package, and ``own`` ones after them, to the Pulumi process that has started this.

    All are advisory until a configuration says otherwise (docs/policies.md). Returns when the process is ended.
    """
    PolicyPack(name=PACK_NAME, policies=[*policies(), *(_own(each) for each in own)])


def policies() -> list[Policy]:
    """The policies of this package."""
    return [_policy(rule) for rule in RULES]


def _own(each: AnyRule | Policy) -> Policy:
    return each if isinstance(each, Policy) else _policy(each)


def _policy(rule: AnyRule) -> Policy:
    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        subject = subject_of(args)
        if subject is not None:
            for violation in rule.violations(subject, _configuration(args)):
                report(violation.message(subject), None)

    async def remediate(args: ResourceValidationArgs) -> Mapping[str, object]:
        subject = subject_of(args)
        changed = {} if subject is None else rule.remedies(subject, _configuration(args))
        if not changed:
            return {}  # nothing to change, as None would be, which the types of pulumi-policy leave out
        # In place: these properties remember which of them are secret, and a copy would hold the secrets in clear.
        properties = cast("MutableMapping[str, object]", args.props)
        for name, value in changed.items():
            properties[name] = value
        return properties

    return ResourceValidationPolicy(
        name=rule.name,
        description=rule.description,
        validate=validate,
        remediate=remediate if rule.can_remedy else None,
        config_schema=PolicyConfigSchema(rule.schema),
    )


def subject_of(args: ResourceValidationArgs) -> Subject | None:
    """The resource that Pulumi asks about, as rules see it; None if it is none of an object of this package."""
    kind = KINDS_BY_CLASS.get(class_name_of(args.resource_type) or "")
    if kind is None:
        return None
    values: JsonObject = {}
    unknown: set[str] = set()
    for name in args.props:
        try:
            values[name] = whole_numbers(_plain(args.props[name]))
        except UnknownValueError:
            unknown.add(name)
    fields = {field.name for field in kind.state_fields}
    return Subject(
        kind=kind,
        name=args.name,
        inputs={name: value for name, value in values.items() if name in fields},
        unknown=frozenset(unknown & fields),
        secret=frozenset({*secret_paths(kind), *marked_paths(values)}),
        is_protected=args.opts.protect,
    )


def _configuration(args: ResourceValidationArgs) -> Mapping[str, JsonValue]:
    return cast("Mapping[str, JsonValue]", args.get_config())


def _plain(value: object) -> JsonValue:
    """A property without the wrappers of pulumi-policy. Raises UnknownValueError for what is not known yet."""
    match value:
        case str():
            if value in _UNKNOWN:
                raise UnknownValueError(value, [])
            return value
        case None | bool() | int() | float():
            return value
        case Mapping():
            entries = cast("Mapping[str, object]", value)
            return {key: _plain(entries[key]) for key in entries}
        case Sequence():
            return [_plain(each) for each in cast("Sequence[object]", value)]
        case _:
            raise UnknownValueError(UNKNOWN_OBJECT_VALUE, [])  # an asset: no kind has one
