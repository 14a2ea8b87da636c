"""Credentials stand in fields that are secret, and tokens of partner users rotate."""

import re
from collections.abc import Iterator
from typing import Final

from pydantic import Field

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER_TOKEN
from pulumi_chatbotkit.credential_forms import CREDENTIALS, credentials_in, shown_path
from pulumi_chatbotkit.policies.rule import PolicyRule, RegularExpression, RuleSettings, Subject, Violation

_ROTATE_WHEN: Final = "rotateWhen"


class CredentialSettings(RuleSettings):
    """What a credential looks like."""

    patterns: dict[str, RegularExpression] = Field(
        default=dict(CREDENTIALS),
        description="Regular expressions that find a credential in a text, by what messages call it.",
    )


def _check_credentials(subject: Subject, settings: CredentialSettings) -> Iterator[Violation]:
    for field in subject.kind.fields:
        for found in credentials_in(subject.inputs.get(field.name), settings.patterns, (field.name,)):
            if not subject.is_secret(found.path):
                where = "has a key that" if found.is_key else "has what"
                yield Violation(
                    shown_path(found.path, settings.patterns),
                    f"{where} looks like {found.what}, in clear text in the state and in previews",
                    "Put it into a Secret and refer to that, or give it as a secret of Pulumi "
                    "(pulumi.Output.secret, `pulumi config set --secret`); then replace it: it has been seen.",
                )


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
