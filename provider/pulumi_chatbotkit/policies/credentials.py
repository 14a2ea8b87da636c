"""Credentials stand in fields that are secret, and tokens of partner users rotate."""

import re
from collections.abc import Iterator
from typing import Final

from pydantic import Field

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER_TOKEN
from pulumi_chatbotkit.json_values import JsonValue, KeyPath
from pulumi_chatbotkit.policies.rule import PolicyRule, RegularExpression, RuleSettings, Subject, Violation

_ROTATE_WHEN: Final = "rotateWhen"


class CredentialSettings(RuleSettings):
    """What a credential looks like."""

    patterns: dict[str, RegularExpression] = Field(
        default={
            "an API key": r"\bsk-[A-Za-z0-9_-]{20,}",  # docs/api/api.md a.2: `sk-` and 64 hexadecimal digits
            "a bearer token": r"(?i)\bbearer\s+[A-Za-z0-9._~+/-]{20,}",
            "a JSON web token": r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.",
            "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
            "an AWS access key": r"\b(AKIA|ASIA)[0-9A-Z]{16}\b",
            "a GitHub token": r"\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22})",
            "a Slack token": r"\bxox[abeprs]-[A-Za-z0-9-]{10,}",
        },
        description="Regular expressions that find a credential in a text, by what messages call it.",
    )


def _check_credentials(subject: Subject, settings: CredentialSettings) -> Iterator[Violation]:
    for field in subject.kind.fields:
        for path, text in _texts(subject.inputs.get(field.name), (field.name,)):
            found = next((name for name, form in settings.patterns.items() if re.search(form, text)), None)
            if found is not None and not subject.is_secret(path):
                yield Violation(
                    path,
                    f"has what looks like {found}, in clear text in the state and in previews",
                    "Put it into a Secret and refer to that, or give it as a secret of Pulumi "
                    "(pulumi.Output.secret, `pulumi config set --secret`); then replace it: it has been seen.",
                )


def _texts(value: JsonValue, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """All texts in a value, with their paths. Keys of maps are names."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))


class RotationSettings(RuleSettings):
    """How tokens say when they rotate."""

    form: RegularExpression = Field(
        default=r".+", description=r"Regular expression for the whole text of `rotate_when`, such as `\d{4}-\d{2}`."
    )


def _check_rotation(token: Subject, settings: RotationSettings) -> Iterator[Violation]:
    if _ROTATE_WHEN in token.unknown:
        return
    text = token.text(_ROTATE_WHEN)
    if not text:
        step = "Set rotate_when, such as to the month: when it changes, the token is replaced."
        yield Violation((_ROTATE_WHEN,), "is not set, so the token never rotates, and it never expires", step)
    elif re.fullmatch(settings.form, text, re.DOTALL) is None:
        yield Violation(
            (_ROTATE_WHEN,),
            f"is {token.quoted(_ROTATE_WHEN)}, but must have the form {settings.form}",
            "Write it in that form.",
        )


NO_CLEAR_CREDENTIALS = PolicyRule(
    name="no-clear-credentials",
    description="Credentials stand in secrets, and nowhere in clear text.",
    kinds=frozenset(kind.class_name for kind in KINDS.values()),
    settings=CredentialSettings,
    check=_check_credentials,
)
TOKENS_ROTATE = PolicyRule(
    name="tokens-rotate",
    description="Tokens of partner users rotate.",
    kinds=frozenset({PARTNER_USER_TOKEN.class_name}),
    settings=RotationSettings,
    check=_check_rotation,
)
