"""Error messages for the user: what was tried, on which resource, why it failed, what to do next."""

from collections.abc import Generator
from contextlib import contextmanager

from pulumi_chatbotkit.api import (
    BadRequest,
    ChatBotKitError,
    ForeignAnswer,
    NoAnswer,
    NotAuthenticated,
    UnknownGeneration,
)
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.emulator import EmulatorFileError
from pulumi_chatbotkit.hosts.background_client import Interrupted
from pulumi_chatbotkit.hosts.runtime import Runtime
from pulumi_chatbotkit.printable import printable
from pulumi_chatbotkit.reconcile import MARKER, State

_GIVEN_UP = (
    "the run was interrupted before the service had answered. Run `pulumi up`: what the service did all the same is "
    "found then"
)


class OperationFailed(Exception):
    """A create, read, update or delete failed; the message is for the user and has no secrets."""


@contextmanager
def explained(runtime: Runtime, kind: Kind, verb: str, values: State, *others: State) -> Generator[None]:
    """Turn errors of the block into one message that names the resource.

    The secrets in the values are masked from now on, already where the client folds and cuts what a service says.

    Args:
        runtime: The run, which knows the endpoint and the secrets.
        kind: The kind of the resource.
        verb: The operation, e.g. ``create``.
        values: The resource's inputs or state.
        others: More values of the resource that may hold secrets, such as the state before an update.

    Raises:
        OperationFailed: the service refused or did not answer, or the run was interrupted.
    """
    runtime.redactor.learn_kind(kind, values, *others)
    try:
        yield
    except (ChatBotKitError, EmulatorFileError, Interrupted) as error:
        message = f"{verb} of {resource_label(kind, values)} failed: {_reason(runtime, error)}{_hint(kind, error)}"
        raise OperationFailed(_shown(runtime, message + _given_up(error))) from error


def key_problem(runtime: Runtime) -> str | None:
    """Why a preview must not go on with this key, for the user and without secrets; None if ``chatbotkit:verifyToken``
    is off, or the service takes the key. It is asked once in a run."""
    error = runtime.key_refusal()
    if error is None:
        return None
    verdict = "is not accepted" if isinstance(error, NotAuthenticated) else "could not be verified"
    message = f"chatbotkit:token {verdict}: {_reason(runtime, error)}{_given_up(error)}"
    return _shown(runtime, f"{message}. A preview asks for it because chatbotkit:verifyToken is true")


def resource_label(kind: Kind, values: State) -> str:
    """A resource in messages, e.g. ``Bot 'support'``."""
    marker = values.get(MARKER)
    name = marker.get("name") if isinstance(marker, dict) else "?"
    return f"{kind.class_name} {name!r}"


def _shown(runtime: Runtime, message: str) -> str:
    return printable(runtime.redactor.redact(message), keep="\n")


def _reason(runtime: Runtime, error: Exception) -> str:
    match error:
        case Interrupted():
            return _GIVEN_UP
        case NoAnswer() | ForeignAnswer():
            return f"{error} (chatbotkit:endpoint is {runtime.settings.endpoint})"
        case UnknownGeneration():
            return f"{error}, with chatbotkit:generation (chatbotkit:endpoint is {runtime.settings.endpoint})"
        case _:
            return str(error)


def _given_up(error: Exception) -> str:
    """Which setting has ended the waiting; "" if none."""
    if not isinstance(error, ChatBotKitError) or error.gave_up_after_s is None:
        return ""
    asked = f"; the service asks to wait {error.retry_after_s:,.0f} s" if error.retry_after_s else ""
    return f" (given up after {error.gave_up_after_s:,g} s, the value of chatbotkit:retryDeadline{asked})"


def _hint(kind: Kind, error: Exception) -> str:
    """Which configuration key to change after a refusal; "" if none."""
    if not isinstance(error, BadRequest):
        return ""
    for ours, older, _ in kind.older_names:
        if error.unknown_field in (ours, older):
            wanted = "partner" if error.unknown_field == ours else "user"
            return f" (this service has the field under another name: set chatbotkit:generation to {wanted})"
    return ""
