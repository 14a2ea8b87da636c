"""The policies of the pack, in the order of its page (docs/policies.md)."""

from typing import Final

from pulumi_chatbotkit.policies.credentials import NO_CLEAR_CREDENTIALS, TOKENS_ROTATE
from pulumi_chatbotkit.policies.objects import ALLOWED_MODELS, FORMS, NO_PUBLIC_OBJECTS, PAYLOAD_SIZE
from pulumi_chatbotkit.policies.partner_users import PARTNER_USER_LIMITS, PARTNER_USERS_PROTECTED
from pulumi_chatbotkit.policies.rule import AnyRule

RULES: Final[tuple[AnyRule, ...]] = (
    PARTNER_USER_LIMITS,
    PARTNER_USERS_PROTECTED,
    NO_PUBLIC_OBJECTS,
    ALLOWED_MODELS,
    NO_CLEAR_CREDENTIALS,
    TOKENS_ROTATE,
    PAYLOAD_SIZE,
    FORMS,
)
