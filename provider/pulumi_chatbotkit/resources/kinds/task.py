# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Task, and how to look one up. Source: docs/api/api.md b.21 and a.9 (lists)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.lookups.calls import find, find_all
from pulumi_chatbotkit.lookups.outputs import deferred, deferred_list
from pulumi_chatbotkit.reconcile import Adopt
from pulumi_chatbotkit.resources.account_object import AccountObject, AccountObjectResult
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


class TaskArgsDict(TypedDict, total=False):
    """The arguments of Task as a dictionary, for programs that build them step by step."""

    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    bot_id: pulumi.Input[str] | None
    contact_id: pulumi.Input[str] | None
    schedule: pulumi.Input[str] | None
    timezone: pulumi.Input[str] | None
    expires_at: pulumi.Input[int] | None
    session_duration: pulumi.Input[int] | None
    max_iterations: pulumi.Input[int] | None
    max_time: pulumi.Input[int] | None
    max_calls: pulumi.Input[int] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[Adopt] | None


class Task(AccountObject, module="chatbotkit", name="Task"):
    """Work that a bot does, now and then or on a schedule.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        bot_id: Id of a bot that the account may use. It can be set and changed, never removed. It cannot be removed.
        contact_id: Id of a contact of the account. It can be set and changed, never removed. It cannot be removed.
        schedule: When it runs: an interval such as ``daily``, a cron expression, ``HH:MM``, or a date. Limits: at most
            191 bytes. Removing it clears it.
        timezone: IANA time zone of a cron expression or ``HH:MM``; UTC if left out. Removing it clears it.
        expires_at: When the task is deleted, in milliseconds since 1970. Limits: at least 0. Removing it clears it.
        session_duration: How long its conversation stays open, in milliseconds. Limits: from 0 to 3,600,000 ms.
            Removing it clears it.
        max_iterations: How many steps a run may take; 0 or left out, 1,000. Limits: from 0 to 100,000 . Removing it
            clears it.
        max_time: How long a run may take, in milliseconds; 0 or left out, 15 minutes. Limits: from 0 to 86,400,000 ms.
            Removing it clears it.
        max_calls: How many calls a run may make; older deployments refuse it. Limits: from 0 to 100,000 . Removing it
            clears it.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.
            Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes your keys.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    - Tasks that conversations make are left alone, by ``adopt="match"`` too: adopt one by its id.
    - What a run leaves behind (status, outcome, times) is not managed.
    - ``max_calls`` is never returned, so a change made elsewhere cannot be seen.
    - Deleting the contact deletes the task; deleting the bot or the blueprint clears the link.

    Source: docs/api/api.md b.21.
    """

    catalog_kind = "task"

    bot_id: pulumi.Output[str | None]
    """Id of a bot that the account may use. It can be set and changed, never removed."""
    contact_id: pulumi.Output[str | None]
    """Id of a contact of the account. It can be set and changed, never removed."""
    schedule: pulumi.Output[str | None]
    """When it runs: an interval such as ``daily``, a cron expression, ``HH:MM``, or a date."""
    timezone: pulumi.Output[str | None]
    """IANA time zone of a cron expression or ``HH:MM``; UTC if left out."""
    expires_at: pulumi.Output[int | None]
    """When the task is deleted, in milliseconds since 1970."""
    session_duration: pulumi.Output[int | None]
    """How long its conversation stays open, in milliseconds."""
    max_iterations: pulumi.Output[int | None]
    """How many steps a run may take; 0 or left out, 1,000."""
    max_time: pulumi.Output[int | None]
    """How long a run may take, in milliseconds; 0 or left out, 15 minutes."""
    max_calls: pulumi.Output[int | None]
    """How many calls a run may make; older deployments refuse it."""

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        blueprint_id: pulumi.Input[str] | None = None,
        bot_id: pulumi.Input[str] | None = None,
        contact_id: pulumi.Input[str] | None = None,
        schedule: pulumi.Input[str] | None = None,
        timezone: pulumi.Input[str] | None = None,
        expires_at: pulumi.Input[int] | None = None,
        session_duration: pulumi.Input[int] | None = None,
        max_iterations: pulumi.Input[int] | None = None,
        max_time: pulumi.Input[int] | None = None,
        max_calls: pulumi.Input[int] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("task", locals()))


@dataclass(frozen=True, kw_only=True)
class TaskResult(AccountObjectResult):
    """Task, as the service shows it. What is secret or never returned is left out."""

    bot_id: str | None
    """Id of a bot that the account may use. It can be set and changed, never removed."""
    contact_id: str | None
    """Id of a contact of the account. It can be set and changed, never removed."""
    schedule: str | None
    """When it runs: an interval such as ``daily``, a cron expression, ``HH:MM``, or a date."""
    timezone: str | None
    """IANA time zone of a cron expression or ``HH:MM``; UTC if left out."""
    expires_at: int | None
    """When the task is deleted, in milliseconds since 1970."""
    session_duration: int | None
    """How long its conversation stays open, in milliseconds."""
    max_iterations: int | None
    """How many steps a run may take; 0 or left out, 1,000."""
    max_time: int | None
    """How long a run may take, in milliseconds; 0 or left out, 15 minutes."""


def get_task(
    *,
    id: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> TaskResult:
    """Find the one Task with this id, name or meta: give exactly one of them.

    Args:
        id: Its id.
        name: Its display name, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(TaskResult, "task", locals())


def get_task_output(
    *,
    id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[TaskResult]:
    """``get_task`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_task, **locals())


def list_tasks(
    *,
    meta: Mapping[str, object] | None = None,
    blueprint_id: str | None = None,
    bot_id: str | None = None,
    contact_id: str | None = None,
    run_as: str | None = None,
) -> Iterator[TaskResult]:
    """Every Task, newest first. A page is fetched once the previous one is used up.

    Args:
        meta: Entries that their ``meta`` must have.
        blueprint_id: Id of the blueprint that they are linked to.
        bot_id: Id of the bot that they are linked to.
        contact_id: Id of the contact that they are linked to.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(TaskResult, "task", locals())


def list_tasks_output(
    *,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    blueprint_id: pulumi.Input[str] | None = None,
    bot_id: pulumi.Input[str] | None = None,
    contact_id: pulumi.Input[str] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[list[TaskResult]]:
    """``list_tasks`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_tasks, **locals())
