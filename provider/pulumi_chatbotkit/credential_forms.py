"""What credentials look like in a text: one list, for tenants files, policies and the doctor."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from pulumi_chatbotkit.json_values import JsonValue, KeyPath

_START: Final = r"(?<![A-Za-z0-9])"
"""Not inside a word: ``risk-``. An underscore may stand before it: ``x_sk-``."""

SERVICE_KEYS: Final[Mapping[str, str]] = {
    "an API key": rf"{_START}sk-[A-Za-z0-9_-]{{16,}}",
    "an OAuth token": rf"{_START}oa(?:ac|rt)-[A-Za-z0-9_-]{{12,}}",
}
"""Regular expressions for keys of the service, by what messages call them (docs/api/api.md a.2)."""

KEYS: Final[Mapping[str, str]] = {
    **SERVICE_KEYS,
    "a key of a payment or AI service": rf"{_START}(?:sk|pk|rk)[-_](?:live|test|proj|ant)[-_][A-Za-z0-9_-]{{16,}}",
    "a JSON web token": rf"{_START}eyJ[A-Za-z0-9_-]{{8,2000}}\.eyJ[A-Za-z0-9_-]{{8,}}\.",
    "a private key": r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----",
    "an AWS access key": rf"{_START}(?:AKIA|ASIA)[0-9A-Z]{{16}}(?![0-9A-Za-z])",
    "a Google API key": rf"{_START}AIza[0-9A-Za-z_-]{{30,}}",
    "a GitHub token": rf"{_START}(?:gh[pousr]_[A-Za-z0-9]{{30,}}|github_pat_[A-Za-z0-9_]{{22,}})",
    "a GitLab token": rf"{_START}gl(?:pat|dt|rt|ptt|cbt|oas|agent)-[A-Za-z0-9_-]{{16,}}",
    "a Slack token": rf"{_START}xox[abeoprs]-[A-Za-z0-9-]{{10,}}",
    "an address with a password": r"://[^\s/:@]{0,200}:(?![$<{*\[]|\d+[/?#])[^\s@\"']{1,200}@",
}
"""The same for what services hand out, and for addresses, in which ``:$NAME@`` and ``:{name}@`` are references.

What begins often and may not end, such as an address, has a bound, so that the time to search a text grows with it."""

CREDENTIALS: Final[Mapping[str, str]] = {
    **KEYS,
    "a bearer token": r"(?i)\bbearer\s+[A-Za-z0-9._~+/-]{20,}",
    # Base64 of user and password: whole groups of four, and no word such as `basic understanding`.
    "a user and password": r"\b[Bb]asic\s+(?=\S*(?:[a-z][A-Z]|\d))(?:[A-Za-z0-9+/]{4}){2,}"
    r"(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)(?![A-Za-z0-9+/=])",
}
"""The same, and what HTTP's ``Authorization`` may have."""

_HIDDEN: Final = "…"


class Found(NamedTuple):
    """A credential in a value."""

    path: KeyPath
    """Of the text; if a key of a map is the credential, of the map."""
    what: str
    """What messages call it."""
    is_key: bool
    """Of a map."""


def credential_in(text: str, forms: Mapping[str, str]) -> str | None:
    """What a text has a credential of, as messages call it; None if it has none."""
    return next((what for what, form in forms.items() if re.search(form, text)), None)


def credentials_in(value: JsonValue, forms: Mapping[str, str], path: KeyPath = ()) -> Iterator[Found]:
    """What looks like a credential in the texts of a value, and in the keys of its maps."""
    if isinstance(value, str):
        what = credential_in(value, forms)
        if what is not None:
            yield Found(path, what, is_key=False)
    elif isinstance(value, dict):
        for key, inner in value.items():
            what = credential_in(key, forms)
            if what is not None:
                yield Found(path, what, is_key=True)
            yield from credentials_in(inner, forms, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from credentials_in(inner, forms, (*path, index))


def shown_path(path: KeyPath, forms: Mapping[str, str]) -> KeyPath:
    """A path as messages may show it: keys that look like a credential are hidden."""
    return tuple(_HIDDEN if isinstance(part, str) and credential_in(part, forms) is not None else part for part in path)
