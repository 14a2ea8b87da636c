"""Protects the account under test: the suite refuses to run if it holds any object without the suite's mark.

Everything that the suite creates directly in the account is marked in ``meta``, and only marked objects are deleted.
Objects inside a marked partner user are deleted with it.
"""

from dataclasses import dataclass

from live.service import Service
from pulumi_chatbotkit.api import ChatBotKitError, NotFound
from pulumi_chatbotkit.json_values import JsonObject, as_object
from support.reference import REFERENCE

MARK = "pulumiChatbotkitLiveSuite"
"""Key in ``meta``; its value is the id of the run."""

NAME_PREFIX = "pulumi-chatbotkit live suite: "
"""Prefix of names, for people who look at the account in the console."""

_UNMARKED_NAMED = 5


class AccountInUse(Exception):
    """The account holds objects without the suite's mark. Nothing was created or deleted."""

    def __init__(self, unmarked: "list[Found]") -> None:
        """Name the first few."""
        named = ", ".join(str(each) for each in unmarked[:_UNMARKED_NAMED])
        more = f" and {len(unmarked) - _UNMARKED_NAMED} more" if len(unmarked) > _UNMARKED_NAMED else ""
        super().__init__(
            f"The live suite refuses to run: the account holds {len(unmarked)} objects without its mark "
            f"({MARK} in meta): {named}{more}. Nothing was created or deleted. Use an account of its own."
        )


@dataclass(frozen=True)
class Found:
    """An object directly in the account."""

    kind: str
    id: str
    name: str
    marked: bool

    def __str__(self) -> str:
        return f"{self.kind} {self.id} {self.name!r}"


def collections() -> dict[str, tuple[str, ...]]:
    """The kinds that an account holds directly, and the paths of their collections."""
    lists = {kind: said["actions"]["list"]["path"] for kind, said in REFERENCE.items() if "list" in said["actions"]}
    lists.pop("ability")  # not public (docs/api/api.md b.11): those of skillsets are found with their skillset
    return {
        kind: tuple(path.removeprefix("/v1/").removesuffix("/list").split("/"))
        for kind, path in lists.items()
        if "{" not in path and "create" in REFERENCE[kind]["actions"]
    }


def mark(run: str) -> JsonObject:
    """The entry of ``meta`` that marks an object as the suite's."""
    return {MARK: run}


def objects_of(service: Service) -> list[Found]:
    """Everything that the account holds, of every kind that the suite could create there."""
    return [
        Found(kind, str(item["id"]), str(item.get("name") or ""), MARK in (as_object(item.get("meta")) or {}))
        for kind, path in collections().items()
        for item in service.items((*path, "list"))
    ]


def make_ready(service: Service) -> None:
    """Remove the marked objects of earlier runs.

    Raises:
        AccountInUse: there are unmarked objects; nothing is removed then.
    """
    found = objects_of(service)
    unmarked = [each for each in found if not each.marked]
    if unmarked:
        raise AccountInUse(unmarked)
    _delete(service, found)


def clean(service: Service) -> None:
    """Remove every object that carries the mark, and nothing else."""
    _delete(service, [each for each in objects_of(service) if each.marked])


def _delete(service: Service, found: list[Found]) -> None:
    """Delete each of them. If one cannot be deleted, go on with the others."""
    paths = collections()
    failures: list[ChatBotKitError] = []
    for each in found:
        try:
            service.post((*paths[each.kind], each.id, "delete"), {})
        except NotFound:
            continue
        except ChatBotKitError as error:
            failures.append(error)
    if failures:
        message = "some of the suite's objects could not be deleted; the next run tries again"
        raise ExceptionGroup(message, failures)
