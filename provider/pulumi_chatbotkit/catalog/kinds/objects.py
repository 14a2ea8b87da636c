"""The documented keys of object fields: docs/api/api.md b.1, b.3, b.4, b.12, b.14 and b.15."""

from types import MappingProxyType

from pulumi_chatbotkit.catalog.schema.nested import (
    AnyJson,
    Either,
    Key,
    ListOf,
    Structure,
    UnknownKeys,
    Value,
    Variants,
)
from pulumi_chatbotkit.catalog.schema.rules import AtLeast, Matches, OneOf
from pulumi_chatbotkit.catalog.schema.shapes import Shape

EMAIL = Matches(r"[^@\s]+@[^@\s]+\.[^@\s.]+", "an e-mail address such as ops@example.com")
EMAIL_OR_EMPTY = Matches(f"({EMAIL.pattern})?", EMAIL.means)

_COUNT = Value(Shape.INTEGER, (AtLeast(0),))
_POSITIVE = Value(Shape.INTEGER, (AtLeast(1),))
_TEXT = Value(Shape.TEXT)
_HIDDEN = Value(Shape.TEXT, secret=True)
_ADDRESS = Value(Shape.TEXT, (EMAIL,))


def _size_limit(name: str, what: str) -> Structure:
    return Structure(
        name=f"PartnerUserLimits{name}",
        doc=f"Limits on {what} of a partner user; stored, not enforced.",
        keys=(Key(name="maxFileSize", type=_COUNT, doc="Size of one file; the API reference names no unit."),),
    )


LIMITS = Structure(
    name="PartnerUserLimits",
    doc="What a partner user may use up, per kind of thing. 0 blocks. Only tokens, conversations and messages count.",
    keys=(
        Key(name="tokens", type=_COUNT, doc="Tokens."),
        Key(name="conversations", type=_COUNT, doc="Conversations."),
        Key(name="messages", type=_COUNT, doc="Messages."),
        Key(
            name="database",
            type=Structure(
                name="PartnerUserLimitsDatabase",
                doc="How many objects a partner user may have; stored, not enforced.",
                keys=tuple(
                    Key(name=name, type=_COUNT, doc=f"How many {name}.")
                    for name in ("datasets", "records", "skillsets", "abilities", "files")
                ),
            ),
            doc="How many objects.",
        ),
        Key(name="file", type=_size_limit("File", "files"), doc="Limits on files."),
        Key(name="attachment", type=_size_limit("Attachment", "attachments"), doc="Limits on attachments."),
    ),
)

_CONTACT = Key(name="contactId", type=_TEXT, doc="Id of the contact that it acts for.")

TOKEN_CONFIG = Structure(
    name="PartnerUserTokenConfig",
    doc="Whom a token acts for.",
    keys=(
        Key(
            name="allowedRoutes",
            type=ListOf(_TEXT),
            doc="Stored and never enforced: restricts nothing. Use a session to limit a key to routes.",
        ),
        _CONTACT,
    ),
)

SESSION_CONFIG = Structure(
    name="SessionConfig",
    doc="What a session may do.",
    keys=(
        Key(name="allowedRoutes", type=ListOf(_TEXT), doc="The routes that it may call, as globs."),
        _CONTACT,
        Key(name="namespace", type=_TEXT, doc="Its own namespace."),
    ),
    unknown_keys=UnknownKeys.REFUSED,
)
"""The service refuses other keys (docs/api/api.md b.4, sessions)."""

SECRET_CONFIG = Structure(
    name="SecretConfig",
    doc="OAuth or basic settings of a secret. The map is free: as a plain mapping it may have any other key, too.",
    keys=tuple(
        Key(name=name, type=_HIDDEN, doc=doc)
        for name, doc in (
            ("clientId", "OAuth: id of the client."),
            ("clientSecret", "OAuth: secret of the client; the service shows it masked."),
            ("authorizationUrl", "OAuth: where people are sent."),
            ("tokenUrl", "OAuth: where tokens are fetched."),
            ("revokeUrl", "OAuth: where tokens are revoked."),
            ("scope", "OAuth: what is asked for."),
            ("grantType", "OAuth: how a token is granted."),
            ("username", "Basic: the user's name."),
            ("password", "Basic: the password."),
            ("user", "Basic: another word for ``username``."),
            ("pass", "Basic: another word for ``password``."),
        )
    ),
    unknown_keys=UnknownKeys.FREE,
)

PORTAL_CONFIG = Structure(
    name="PortalConfig",
    doc="The sections of a portal. Where no type is given, the API reference does not say more.",
    keys=(
        Key(name="apps", type=AnyJson(), doc="The section apps."),
        Key(name="groups", type=AnyJson(), doc="The section groups; each entry needs ``users`` and ``apps``."),
        Key(name="users", type=AnyJson(), doc="The section users."),
        Key(name="auth", type=AnyJson(), doc="The section auth."),
        Key(name="signin", type=AnyJson(), doc="The section signin."),
        Key(
            name="layout",
            type=Structure(
                name="PortalConfigLayout",
                doc="The section layout of a portal.",
                keys=(
                    Key(
                        name="sidebar",
                        type=Structure(
                            name="PortalConfigLayoutSidebar",
                            doc="The sidebar of a portal.",
                            keys=(
                                Key(
                                    name="link",
                                    type=Value(Shape.TEXT, (Matches(r"https?://\S+", "an http or https URL"),)),
                                    doc="Where it leads.",
                                ),
                            ),
                        ),
                        doc="The sidebar.",
                    ),
                ),
            ),
            doc="The section layout.",
        ),
    ),
)

_RETENTION = Structure(
    name="PolicyRetentionConfig",
    doc="How long conversations are kept, for a policy of the type ``retention``.",
    keys=(Key(name="expiresInDays", type=_POSITIVE, doc="After how many days they are deleted."),),
)

_ADDRESSES = (_ADDRESS, ListOf(_ADDRESS))

_USAGE = Structure(
    name="PolicyUsageConfig",
    doc="What is counted and what happens then, for a policy of the type ``usage``.",
    keys=(
        Key(
            name="metric",
            type=Value(Shape.TEXT, (OneOf(("tokens", "messages", "conversations")),)),
            doc="What is counted.",
            required=True,
        ),
        Key(name="threshold", type=_POSITIVE, doc="How many are too many.", required=True),
        Key(name="windowInSeconds", type=_POSITIVE, doc="Within how many seconds.", required=True),
        Key(
            name="actions",
            type=Structure(
                name="PolicyUsageConfigActions",
                doc="What happens when too much is used; at least one of them.",
                keys=(
                    Key(
                        name="block",
                        type=Structure(
                            name="PolicyUsageConfigActionsBlock",
                            doc="Blocking further use.",
                            keys=(
                                Key(
                                    name="durationInSeconds",
                                    type=_POSITIVE,
                                    doc="For how many seconds.",
                                    required=True,
                                ),
                            ),
                            unknown_keys=UnknownKeys.REFUSED,
                        ),
                        doc="Block further use.",
                    ),
                    Key(
                        name="email",
                        type=Either(
                            (
                                *_ADDRESSES,
                                Structure(
                                    name="PolicyUsageConfigActionsEmail",
                                    doc="Notification by e-mail.",
                                    keys=(Key(name="to", type=Either(_ADDRESSES), doc="One address, or several."),),
                                    unknown_keys=UnknownKeys.REFUSED,
                                ),
                            )
                        ),
                        doc="Notify by e-mail: one address, several, or a map with ``to``.",
                    ),
                ),
                unknown_keys=UnknownKeys.REFUSED,
                at_least_one_key=True,
            ),
            doc="What happens then.",
            required=True,
        ),
    ),
)

POLICY_CONFIG = Variants("type", MappingProxyType({"retention": _RETENTION, "usage": _USAGE}))
