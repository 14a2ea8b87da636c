"""A program's way to the service: the settings of its stack, one client for each, errors as one clear line."""

import atexit
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

import pulumi

from pulumi_chatbotkit.api import ChatBotKitError
from pulumi_chatbotkit.emulator import EmulatorFileError
from pulumi_chatbotkit.hosts.configuration import KEYS, NAMESPACE, ServiceSettings, read_configuration
from pulumi_chatbotkit.hosts.runtime import Runtime, Runtimes


@dataclass(frozen=True)
class Connection:
    """A way to the service, and the address to name in messages."""

    runtime: Runtime
    base_url: str


_RUNTIMES = Runtimes()
"""One for each stack that this process has run functions for: a process of the Automation API runs several."""
atexit.register(_RUNTIMES.close)


@contextmanager
def connected(function: str) -> Generator[Connection]:
    """The service that the stack's configuration names.

    Raises:
        pulumi.RunError: for whatever goes wrong with configuration or service, with the name of the public
            ``function`` in front; Pulumi shows its message without a traceback.
    """
    try:
        settings = _settings()
        with _RUNTIMES.use(settings) as runtime:
            yield Connection(runtime, settings.client.base_url)
    except (ChatBotKitError, EmulatorFileError) as error:
        message = f"{function}: {error}"
        raise pulumi.RunError(message) from error


def _settings() -> ServiceSettings:
    config = pulumi.Config(NAMESPACE)
    given = {f"{NAMESPACE}:{key}": config.get(key) for key in KEYS}
    return read_configuration({key: value for key, value in given.items() if value is not None})
