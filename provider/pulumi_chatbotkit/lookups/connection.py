"""The service that a program's functions call: configured by the stack, with errors as one line."""

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
    """A service, and its address for messages."""

    runtime: Runtime
    base_url: str


_RUNTIMES = Runtimes()
"""One for each stack that this process has run functions for: a process of the Automation API runs several."""
atexit.register(_RUNTIMES.close)


@contextmanager
def connected(function: str) -> Generator[Connection]:
    """The service that the stack's configuration names.

    Raises:
        pulumi.RunError: the configuration is faulty, or the service failed or refused. The message begins with the name
            of the public ``function``; Pulumi shows it without a traceback.
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
