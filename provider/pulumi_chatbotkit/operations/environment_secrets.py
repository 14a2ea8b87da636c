"""Credentials in the environment of a command, so that no report repeats one.

A pipeline's log masks them, a comment or an artifact does not.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import Final

from pulumi_chatbotkit.hosts.configuration import TOKEN_VARIABLES
from pulumi_chatbotkit.hosts.redaction import Redactor
from pulumi_chatbotkit.masking import SHORTEST
from pulumi_chatbotkit.pulumi_cli.environment import BACKEND_VARIABLE, PASSPHRASE_VARIABLES

_VARIABLES: Final = (
    *TOKEN_VARIABLES,
    "PULUMI_ACCESS_TOKEN",
    PASSPHRASE_VARIABLES[0],
    "GITHUB_TOKEN",
    "GH_TOKEN",
    "ACTIONS_RUNTIME_TOKEN",
    "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
    "GITLAB_TOKEN",
    "CI_JOB_TOKEN",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AZURE_CLIENT_SECRET",
    "AZURE_STORAGE_KEY",
    "AZURE_STORAGE_SAS_TOKEN",
    "GOOGLE_OAUTH_ACCESS_TOKEN",
    "PGPASSWORD",
)
_ADDRESSES: Final = (BACKEND_VARIABLE, "https_proxy", "http_proxy", "all_proxy")
"""Variables with an address that may have a password in it; proxies are read in capitals, too."""
_PLAIN_QUERY: Final = {
    "awssdk", "endpoint", "profile", "region", "sslmode", "sslrootcert", "s3forcepathstyle", "use_path_style",
    "disablessl", "disable_https", "hostname_immutable", "storage_account", "domain", "localemu", "protocol",
    "connect_timeout", "search_path", "table", "kmskeyid", "ssetype", "rate_limiter_capacity",
}  # fmt: skip
"""Settings of back ends that are no credentials, and whose values are ordinary words such as ``true``."""
_SETTINGS: Final = re.compile(r"[?#&;](?=[\w.-]+=)")
"""Before each setting of a query or a fragment; a password may have the first of these characters, too."""
_SHORTEST: Final = 8
"""A shorter value, such as "dev", is hardly a secret, and masking it would mangle ordinary words."""
_SHORTEST_USER: Final = 16
"""A user without a password may be a token; a shorter one is a name such as ``postgres``."""


def environment_redactor(environ: Mapping[str, str]) -> Redactor:
    """A redactor that masks the credentials of an environment."""
    redactor = Redactor()
    learn_environment(redactor, environ)
    return redactor


def learn_environment(redactor: Redactor, environ: Mapping[str, str]) -> None:
    """Mask the credentials of an environment from now on, also in Base64, and in capitals if they are no mere words."""
    for text in environment_credentials(environ):
        forms = [text, *_in_base64(text.encode())]
        if any(map(str.isdigit, text)):
            forms += [text.upper(), text.lower()]
        redactor.learn({"forms": [each for each in forms if len(each) >= SHORTEST]}, ["forms"])


def environment_credentials(environ: Mapping[str, str]) -> list[str]:
    """The credentials of an environment: values of variables, and what addresses of back ends and proxies have.

    A short password of an address comes with the marks around it, as it may be an ordinary word: ``:dev@``.
    """
    found = [environ.get(name, "") for name in _VARIABLES]
    named = (name for address in _ADDRESSES for name in (address, address.upper()))
    found += (each for name in dict.fromkeys(named) for each in _of_address(environ.get(name, "")))
    return [*dict.fromkeys(each for each in found if len(each) >= _SHORTEST or each.startswith(":"))]


def _in_base64(text: bytes) -> Iterator[str]:
    """What is the same of a text in Base64, whatever stands around it: it may begin at each of three places."""
    for before in range(3):
        encoded = b64encode(bytes(before) + text).decode()
        yield encoded[-(-before * 8 // 6) : (before + len(text)) * 8 // 6]


def _of_address(address: str) -> Iterator[str]:
    """What may be secret in an address, also in one that is written wrongly, which ``urlsplit`` refuses."""
    if address.startswith("file://"):
        return
    place, *settings = _SETTINGS.split(address)
    user, at, _ = place.rpartition("@")
    name, colon, password = user.rpartition("://")[2].partition(":")
    if at and colon and password:
        yield password if len(password) >= _SHORTEST else f":{password}@"
    elif at and len(name) >= _SHORTEST_USER:
        yield name
    for setting in settings:
        key, _, value = setting.partition("=")
        if key.lower() not in _PLAIN_QUERY:
            yield value
