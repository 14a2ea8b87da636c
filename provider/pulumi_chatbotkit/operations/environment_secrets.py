"""Credentials in the environment of a command, so that no report repeats one.

A pipeline's log masks them, a comment or an artifact does not.
"""

from collections.abc import Mapping
from typing import Final

from pulumi_chatbotkit.hosts.redaction import Redactor

_VARIABLES: Final = (
    "CHATBOTKIT_API_TOKEN",
    "PULUMI_ACCESS_TOKEN",
    "PULUMI_CONFIG_PASSPHRASE",
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
_SHORTEST: Final = 8
"""A shorter value, such as "dev", is hardly a secret, and masking it would mangle ordinary words."""


def environment_redactor(environ: Mapping[str, str]) -> Redactor:
    """A redactor that masks the credentials of an environment."""
    redactor = Redactor()
    found = {name: environ[name] for name in _VARIABLES if len(environ.get(name, "")) >= _SHORTEST}
    redactor.learn(found, found)
    return redactor
