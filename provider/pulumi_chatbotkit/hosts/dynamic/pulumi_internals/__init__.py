"""Every use of a private or undocumented name of Pulumi's SDK and of Python's standard library.

The rest of the package calls the functions of the modules in here and touches no such name itself. ``INTERNALS`` is the
whole list. ``tests/hosts/test_pulumi_internals.py`` tests each row with the oldest, the locked and the newest SDK.

``outputs``, ``program_end``, ``registrations`` and ``transformations`` are for the program's process; ``host``,
``detailed_diff``, ``request_options`` and ``thread_pool`` are for the provider's; ``property_values`` and
``references`` are for both.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Internal:
    """One use of a name that nobody promises to keep."""

    name: str
    """Full name, as imported."""

    purpose: str
    """What it is used for."""

    when_missing: str
    """What happens where an SDK or an interpreter does not have it."""

    has_fallback: bool = True
    """Without one, the import fails or the first call does."""

    in_oldest_sdk: bool = True
    """Whether the oldest SDK that the package accepts has it."""


_ORIGIN: Final = "Required: the engine's wire format has had it since the first SDK, so no fallback exists."

INTERNALS: Final = (
    Internal(
        "pulumi.dynamic.__main__",
        "Tell the provider's process from the program's: what is changed for a whole process is changed there only.",
        "The process is taken for a program's, and nothing of the host is changed: errors come with a traceback, "
        "Ctrl-C waits for the calls under way, four requests are served at a time, no summary is printed.",
    ),
    Internal(
        "pulumi.dynamic.__main__.DynamicResourceProviderServicer.Cancel",
        "Learn of Ctrl-C: the host answers the engine's request to stop, and tells no provider of it.",
        "Calls under way at Ctrl-C keep the engine waiting until their own deadline.",
    ),
    Internal(
        "pulumi.dynamic.__main__.DynamicResourceProviderServicer.Diff",
        "Learn of ignore_changes: the engine tells the host, and the host tells no provider. Name the fields that "
        "differ in the host's answer (`detailed_diff`), so that previews show these alone.",
        "An entry of a map that a program ignores is set back when another entry of the map changes. Previews show all "
        "inputs of what changes.",
    ),
    Internal(
        "pulumi.dynamic.__main__.DynamicResourceProviderServicer.Create",
        "Learn of custom_timeouts that a transform has set, which are refused because nothing would keep to them.",
        "Such timeouts have no effect on creates.",
    ),
    Internal(
        "pulumi.Resource._transformations",
        "Examine the options of a resource once all transformations of the program have changed them.",
        "Options that a transformation sets are not examined: those that Pulumi does not find have no effect.",
    ),
    Internal(
        "pulumi.dynamic.__main__.DynamicResourceProviderServicer.Update",
        "Learn of ignore_changes and custom_timeouts where the update is made.",
        "An entry of a map that a program ignores is set back when another entry of the map changes.",
    ),
    Internal(
        "pulumi.dynamic.__main__.traceback",
        "Show the message of a failed operation without its traceback.",
        "A host that does not import it (3.216) lets gRPC show the message; one that formats errors in another way "
        "shows the traceback.",
        in_oldest_sdk=False,
    ),
    Internal(
        "pulumi.dynamic.config.Config._props",
        "Read the whole configuration of a stack, to report keys that do not exist.",
        "The first request of each resource fails with the name of the missing attribute.",
        has_fallback=False,
    ),
    Internal(
        "pulumi.dynamic.ResourceProvider.serialize_as_secret_always",
        "Keep the reference to the provider in plain text: it is no secret, and encrypting it per resource is slow.",
        "The reference is encrypted with each resource, and large stacks take longer.",
    ),
    Internal(
        "pulumi.dynamic.dynamic.PROVIDER_KEY",
        "Leave Pulumi's own property out of the values of a resource.",
        _ORIGIN,
        has_fallback=False,
    ),
    Internal(
        "pulumi.runtime.rpc.UNKNOWN",
        "Answer the engine that a value is not known yet.",
        _ORIGIN,
        has_fallback=False,
    ),
    Internal(
        "pulumi.output.Unknown",
        "Recognise a value that is not known yet.",
        "Required: the import fails.",
        has_fallback=False,
    ),
    Internal(
        "pulumi.runtime.rpc._special_secret_sig",
        "Answer the engine that a value is secret: Output.secret needs an event loop, which provider threads lack.",
        _ORIGIN,
        has_fallback=False,
    ),
    Internal(
        "pulumi.Output._untrack",
        "Take a resource's own outputs off the list that the end of a program waits for (decision 0015, outputs).",
        "The list stays long, and programs with many resources end later.",
        in_oldest_sdk=False,
    ),
    Internal(
        "pulumi.Output.__init__",
        "Make an output whose value is unknown.",
        "A preview of a program that calls a function which changes something fails.",
        has_fallback=False,
    ),
    Internal(
        "pulumi.runtime.stack.wait_for_rpcs",
        "Register the guards of partner users after everything that they depend on (decision 0017, deletion guard).",
        "No guard is registered: the partner user's own deletion still counts and refuses, but Pulumi has forgotten "
        "what is in it by then.",
    ),
    Internal(
        "pulumi.resource.register_resource",
        "Learn of retain_on_delete and deleted_with of components and of resources of other packages, which the engine "
        "hands on to their children.",
        "Such options are inherited unseen: objects below may be left alive, or go with their partner user.",
    ),
    Internal(
        "threading.Thread._args",
        "Find the thread pool that the host serves requests with, from one of its threads.",
        "The pool stays as it is: four requests are served at a time.",
    ),
    Internal(
        "concurrent.futures.ThreadPoolExecutor._max_workers",
        "Let the host serve as many requests as the stack's chatbotkit:concurrency says (decision 0012, width).",
        "The pool stays as it is: four requests are served at a time.",
    ),
    Internal(
        "concurrent.futures.ThreadPoolExecutor._idle_semaphore",
        "Make the pool add a thread for each request until it has enough: its own count of idle threads is too high "
        "once work has had to wait.",
        "The pool stays as it is: four requests are served at a time.",
    ),
)
