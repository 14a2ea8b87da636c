"""Partner users have limits, and are protected from deletion (docs/api/api.md b.1)."""

import math
from collections.abc import Iterator
from typing import Annotated, Final, TypeGuard

from pydantic import AfterValidator, Field

from pulumi_chatbotkit.catalog.kinds.objects import LIMITS
from pulumi_chatbotkit.catalog.kinds.partner import FORCE_DESTROY, PARTNER_USER
from pulumi_chatbotkit.catalog.schema.nested import Structure
from pulumi_chatbotkit.catalog.schema.quoting import quoted
from pulumi_chatbotkit.json_values import JsonValue, KeyPath
from pulumi_chatbotkit.policies.rule import PolicyRule, RuleSettings, Subject, Violation
from pulumi_chatbotkit.suggestions import did_you_mean

_LIMITS: Final = "limits"
_PARTNER_USERS: Final = frozenset({PARTNER_USER.class_name})


def _paths(structure: Structure) -> Iterator[str]:
    for key in structure.keys:
        if isinstance(key.type, Structure):
            yield from (f"{key.name}.{inner}" for inner in _paths(key.type))
        else:
            yield key.name


LIMIT_NAMES: Final = tuple(_paths(LIMITS))
"""Every limit of a partner user: ``messages``, ``database.records``."""


def _limit(name: str) -> str:
    if name not in LIMIT_NAMES:
        message = f"{name!r} is no limit of a partner user{did_you_mean(name, list(LIMIT_NAMES))}"
        raise ValueError(message)
    return name


_LimitName = Annotated[str, AfterValidator(_limit)]


class LimitSettings(RuleSettings):
    """Which limits a partner user must have, and how high they may be."""

    required: list[_LimitName] = Field(
        default=["tokens", "conversations", "messages"],
        description="Limits that each partner user must have; by default those that the service enforces.",
    )
    maxima: dict[_LimitName, Annotated[int, Field(ge=0)]] = Field(
        default={}, description="The highest value that a limit may have, by its name."
    )


def _check_limits(user: Subject, settings: LimitSettings) -> Iterator[Violation]:
    if _LIMITS in user.unknown:
        return
    for name in dict.fromkeys((*settings.required, *settings.maxima)):
        value, maximum = _value(user, name), settings.maxima.get(name)
        if value is None:
            if name in settings.required:
                step = "Set it in limits: without it, this customer may use up what the whole account has."
                yield Violation(_path(name), "is not set", step)
        elif not _is_limit(value):
            shown = "a secret" if user.is_secret(_path(name)) else quoted(value)
            yield Violation(_path(name), f"is {shown}, which limits nothing", "Set it to a number, 0 or more.")
        elif maximum is not None and value > maximum:
            yield Violation(_path(name), f"is {value:,}, but may be {maximum:,} at most", "Lower it.")


def _is_limit(value: JsonValue) -> TypeGuard[int | float]:
    """The provider refuses others, but a state may have been written elsewhere."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < math.inf


def _path(limit: str) -> KeyPath:
    return (_LIMITS, *limit.split("."))


def _value(user: Subject, limit: str) -> JsonValue:
    value: JsonValue = user.inputs
    for key in _path(limit):
        value = value.get(str(key)) if isinstance(value, dict) else None
    return value


class ProtectionSettings(RuleSettings):
    """How partner users are protected."""

    allowForceDestroy: bool = Field(  # noqa: N815 - settings are spelt as the API spells its fields
        default=False, description="Whether `force_destroy` may be set."
    )


def _check_protection(user: Subject, settings: ProtectionSettings) -> Iterator[Violation]:
    if not user.is_protected:
        yield Violation(
            (),
            "is not protected: its deletion takes everything that the customer has",
            "Set protect=True in its resource options (`protect: true` in a tenants file); if it is retained "
            "(retain_on_delete), which policies cannot see, name it in exempt.",
        )
    if user.inputs.get(FORCE_DESTROY) is True and not settings.allowForceDestroy:
        step = "Remove it once the deletion that it was set for is done."
        yield Violation((FORCE_DESTROY,), "is true, so it is deleted with what others made in it", step)


PARTNER_USER_LIMITS = PolicyRule(
    name="partner-user-limits",
    description="Partner users have limits, and none above a maximum.",
    kinds=_PARTNER_USERS,
    settings=LimitSettings,
    check=_check_limits,
)
PARTNER_USERS_PROTECTED = PolicyRule(
    name="partner-users-protected",
    description="Partner users are protected from deletion.",
    kinds=_PARTNER_USERS,
    settings=ProtectionSettings,
    check=_check_protection,
)
