"""Checks of single values beyond type and length.

Each raises Refusal with the API's text (docs/api/api.md a.7, errors).
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST, Refusal
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

_ALIAS: Final = re.compile(r"[a-z0-9_-]*")
_EMAIL: Final = re.compile(r"[^@\s\"(),:;<>\[\]\\]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")
_MODEL: Final = re.compile(r"[^/\s]+(?:/[^/=\s]+=[^/]*)*")
_HANDLE: Final = re.compile(r"[A-Za-z0-9_]*")
_WHITE_SPACE: Final = (
    "\t\n\v\f\r \u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""White space to JavaScript."""

_EXAMPLE_THEME: Final = re.compile(r"@examples/[^/\s]+")
_SHORTEST_FINGERPRINT: Final = 16
_E164: Final = re.compile(r"\+[1-9][0-9]{6,14}")
_US_NUMBER: Final = re.compile(r"[2-9][0-9]{9}")
_WEB_ADDRESS: Final = re.compile(r"https?://[^\s/?#]+[^\s]*")
_TIMEZONE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*")
_LABEL: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_NOT_SLUG_CHARACTERS: Final = re.compile(r"[^a-z0-9]+")

FORBIDDEN_IN_SLUGS: Final = (
    "cbk",
    "chatbotkit",
    "category",
    "categories",
    "topic",
    "topics",
    "widget",
    "widgets",
    "embed",
    "embeds",
    "portal",
    "portals",
    "auth",
    "oauth",
    "oauth2",
    "security",
    "mcp",
)
"""A slug that contains one of these is refused (docs/api/api.md b.14, portal)."""

RESERVED_LABELS: Final = (
    "admin", "api", "app", "apps", "assets", "blog", "cdn", "chat", "dashboard", "docs", "ftp", "help", "hub", "labs",
    "mail", "ns", "ns1", "ns2", "portal", "smtp", "static", "status", "support", "www",
)  # fmt: skip
"""Slugs that no site of a space may have (docs/api/api.md b.19, space site)."""

LIMIT_PATHS: Final = (
    ("tokens",),
    ("conversations",),
    ("messages",),
    ("database", "datasets"),
    ("database", "records"),
    ("database", "skillsets"),
    ("database", "abilities"),
    ("database", "files"),
    ("file", "maxFileSize"),
    ("attachment", "maxFileSize"),
)
"""The limits whose values the API checks; others are stored as sent (docs/api/api.md b.1, partner user)."""


def check_alias(_name: str, value: JsonValue) -> None:
    """Lower-case letters, digits, hyphens and underscores."""
    if not _ALIAS.fullmatch(str(value)):
        raise Refusal(BAD_REQUEST, "Alias must contain only lowercase letters, numbers, hyphens, and underscores")


def check_email(name: str, value: JsonValue) -> None:
    """An address with a dotted domain, any top-level domain."""
    if value != "" and not _EMAIL.fullmatch(str(value)):
        raise Refusal(BAD_REQUEST, f'"{name}" must be a valid email')


def check_model(name: str, value: JsonValue) -> None:
    """``name[/key=value]*``, or empty."""
    if value != "" and not _MODEL.fullmatch(str(value)):
        raise Refusal(BAD_REQUEST, f'"{name}" must be a valid model')


def trimmed(text: str) -> str:
    """``text`` without white space at both ends, as JavaScript trims."""
    return text.strip(_WHITE_SPACE)


def check_structured(name: str, value: JsonValue) -> None:
    """A structured string ``name[/key=value]*``, or empty. The text of the refusal is assumed."""
    if value != "" and not _MODEL.fullmatch(str(value)):
        raise Refusal(BAD_REQUEST, f'"{name}" failed custom validation because Invalid {name}')


def structured_text(given: JsonObject) -> JsonValue:
    """The structured string of ``{name, config}``; an object without a name is left as it is, to be refused."""
    name, config = given.get("name"), as_object(given.get("config")) or {}
    return f"{name}{''.join(f'/{key}={value}' for key, value in config.items())}" if isinstance(name, str) else given


def check_theme(name: str, value: JsonValue) -> None:
    """A structured string, or the name of an example; which examples there are is not known, so any name passes."""
    if not _EXAMPLE_THEME.fullmatch(str(value)):
        check_structured(name, value)


def check_fingerprint(name: str, value: JsonValue) -> None:
    """At least 16 characters after trimming. An update with "" is not refused (inferred, b.22)."""
    if value != "" and len(trimmed(str(value))) < _SHORTEST_FINGERPRINT:
        raise Refusal(BAD_REQUEST, f'"{name}" length must be at least {_SHORTEST_FINGERPRINT} characters long')


def phone_number(text: str) -> str:
    """The number in E.164 form if ``text`` has one, else ``text``. A number without a country code is of the US."""
    digits = re.sub(r"[\s().-]", "", text)
    if _E164.fullmatch(digits):
        return digits
    local = digits.removeprefix("1")
    return f"+1{local}" if _US_NUMBER.fullmatch(local) else text


def check_phone(name: str, value: JsonValue) -> None:
    """A number in E.164 form, which ``phone_number`` makes, or empty. The service's own rules are not known."""
    if value != "" and not _E164.fullmatch(str(value)):
        raise Refusal(BAD_REQUEST, f'"{name}" failed custom validation because Invalid phone number')


def check_not_blank(name: str, value: JsonValue) -> None:
    """A text that is not empty or white space."""
    if not str(value).strip():
        raise Refusal(BAD_REQUEST, f'"{name}" is not allowed to be empty')


def check_handle(name: str, value: JsonValue) -> None:
    """Letters, digits and underscores, as JavaScript counts them."""
    if not _HANDLE.fullmatch(str(value)):
        raise Refusal(BAD_REQUEST, f'"{name}" with value "{value}" fails to match the required pattern: /^\\w*$/')


def check_web_address(name: str, value: JsonValue) -> None:
    """An http or https address, or empty."""
    if value != "" and not _WEB_ADDRESS.fullmatch(str(value)):
        raise Refusal(BAD_REQUEST, f'"{name}" must be a valid uri with a scheme matching the http|https pattern')


def check_timezone(name: str, value: JsonValue) -> None:
    """A text in the form of an IANA time zone. Whether the zone exists is not checked: that depends on the machine."""
    if not _TIMEZONE.fullmatch(str(value)):
        raise Refusal(BAD_REQUEST, f'"{name}" must be a valid timezone')


def slug_of(text: str) -> str:
    """``text`` in lower case without accents; other characters become hyphens. The service's rule is not known."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _NOT_SLUG_CHARACTERS.sub("-", letters.lower()).strip("-")


def check_slug(name: str, value: JsonValue) -> None:
    """A normalised slug: not empty, and without forbidden words."""
    if value == "":
        raise Refusal(BAD_REQUEST, f'"{name}" is not allowed to be empty')
    if any(word in str(value) for word in FORBIDDEN_IN_SLUGS):
        raise Refusal(BAD_REQUEST, "Slug contains forbidden words")


def label_of(text: str) -> str:
    """``text`` without white space at both ends, in lower case."""
    return trimmed(text).lower()


def check_label(_name: str, value: JsonValue) -> None:
    """One label of a domain name that is not reserved (docs/api/api.md b.19, space site)."""
    if not _LABEL.fullmatch(str(value)):
        raise Refusal(BAD_REQUEST, "Slug must be a valid DNS label")
    if value in RESERVED_LABELS:
        raise Refusal(BAD_REQUEST, "This slug is reserved")


def refuse_label(_name: str, _value: JsonValue) -> None:
    """No label, because the deployment has no domain that it could be below."""
    raise Refusal(BAD_REQUEST, "Space sites are not configured on this deployment (SPACE_APEX is not set)")


def check_limits(name: str, value: JsonValue) -> None:
    """Known limits are integers of at least 0."""
    for path in LIMIT_PATHS:
        _check_limit(name, path, value)


def _check_limit(name: str, path: tuple[str, ...], limits: JsonValue) -> None:
    value = limits
    for key in path:
        group = as_object(value)
        if group is None or key not in group:
            _check_group(name, path, value, limits)
            return
        value = group[key]
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _invalid_limit(name, path, value)


def _check_group(name: str, path: tuple[str, ...], value: JsonValue, limits: JsonValue) -> None:
    """A group such as ``database`` must be an object if it is given."""
    if value is not limits and not isinstance(value, Mapping):
        raise _invalid_limit(name, path[:1], value)


def _invalid_limit(name: str, path: tuple[str, ...], value: JsonValue) -> Refusal:
    return Refusal(BAD_REQUEST, f'"{name}" contains an invalid value: {".".join(path)}={json.dumps(value)}')
