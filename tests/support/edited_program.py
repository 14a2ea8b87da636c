"""A program that a test edits: resources are declared, moved, renamed and removed. It is valid after each edit."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from support.engine_state import Argument, Key, Program, Ref, Resource

ORDER = (
    "partner_user",
    "dataset",
    "secret",
    "skillset",
    "skillset_ability",
    "bot",
    "partner_user_context",
    "partner_user_token",
)
"""Kinds, ordered so that resources refer only to earlier kinds."""

GUARD = "partner_user_guard"
_SUFFIX = ".guard"

_LINKS = ("datasetId", "botId")
"""References that can be removed without removing the resource."""


@dataclass
class EditedProgram:
    """The declared resources and their aliases (old names)."""

    declared: dict[Ref, Resource] = field(default_factory=dict[Ref, Resource])

    @property
    def program(self) -> Program:
        """The program in the form that ``MiniEngine`` runs."""
        return sorted(self.declared.values(), key=lambda resource: ORDER.index(resource.key.kind))

    @property
    def guarded(self) -> Program:
        """The program, and at its end the guard of each partner user, as hosts add it."""
        users = self.of_kinds("partner_user")
        return [*self.program, *(self._guard(user) for user in users)]

    def _guard(self, user: Resource) -> Resource:
        members = {user.ref}
        for resource in self.program:
            if members & set(resource.references.values()):
                members.add(resource.ref)
        key = Key(GUARD, f"{user.key.name}{_SUFFIX}")
        aliases = {Key(GUARD, f"{alias.name}{_SUFFIX}"): None for alias in user.aliases}
        forced = {name: value for name, value in user.arguments.items() if name == "forceDestroy"}
        return Resource(
            key,
            {**forced, "userId": user.ref},
            tuple(alias for alias in aliases if alias != key),
            depends_on=tuple(sorted(members - {user.ref}, key=str)),
        )

    def of_kinds(self, *kinds: str) -> list[Resource]:
        """The resources of these kinds."""
        return [resource for resource in self.program if resource.key.kind in kinds]

    def is_free(self, ref: Ref) -> bool:
        """True if no resource has this name, as its name or as an alias."""
        known = {Ref(alias.kind, alias.name) for resource in self.program for alias in resource.aliases}
        return ref not in self.declared and ref not in known

    def declare(self, ref: Ref, arguments: Mapping[str, Argument]) -> None:
        """Add or replace a resource. It is deleted with its tenant, as with the typed classes."""
        before = self.declared.get(ref)
        tenant = arguments.get("userId", arguments.get("runAs"))
        key = before.key if before else Key(ref.kind, ref.name)
        aliases = before.aliases if before else ()
        made = Resource(key, dict(arguments), aliases, tenant if isinstance(tenant, Ref) else None)
        if before is not None:
            made = replace(made, deletes_first=before.deletes_first, trigger=before.trigger)
        self.declared[ref] = made

    def set_options(self, ref: Ref, *, deletes_first: bool | None = None, trigger: str | None = None) -> None:
        """Change ``delete_before_replace`` or ``replacement_trigger``; None leaves one as it is."""
        before = self.declared[ref]
        self.declared[ref] = replace(
            before,
            deletes_first=before.deletes_first if deletes_first is None else deletes_first,
            trigger=before.trigger if trigger is None else trigger,
        )

    def set(self, ref: Ref, changes: Mapping[str, Argument]) -> None:
        """Change some arguments; None removes one."""
        kept = {**self.declared[ref].arguments, **changes}
        self.declare(ref, {name: value for name, value in kept.items() if value is not None})

    def remove(self, ref: Ref) -> None:
        """Remove a resource, and everything that depends on it."""
        del self.declared[ref]
        self._unlink(ref)
        for other in [each for each in self.program if ref in each.arguments.values()]:
            if other.ref in self.declared:
                self.remove(other.ref)

    def rename(self, ref: Ref, name: str) -> None:
        """Rename it, with an alias for the old name."""
        old = self.declared.pop(ref)
        new = Ref(ref.kind, name)
        renamed = replace(old, key=replace(old.key, name=name), aliases=(*old.aliases, old.key))
        self.declared[new] = renamed
        for other in self.program:
            arguments = {key: new if value == ref else value for key, value in other.arguments.items()}
            if arguments != other.arguments:
                self.declare(other.ref, arguments)

    def move_below(self, ref: Ref, parent: str) -> None:
        """Change its parent in the program, with an alias for the old one."""
        old = self.declared[ref]
        if old.key.parent != parent:
            self.declared[ref] = replace(old, key=replace(old.key, parent=parent), aliases=(*old.aliases, old.key))

    def move_to_account(self, ref: Ref, tenant: Ref | None, alias: str) -> None:
        """Declare it in another account, without links between it and objects of the old account."""
        arguments = self.declared[ref].arguments
        self._unlink(ref)
        moved = {**dict.fromkeys(_LINKS), "runAs": tenant, **({"alias": alias} if "alias" in arguments else {})}
        self.set(ref, moved)
        for ability in self.of_kinds("skillset_ability"):
            if ability.arguments["skillsetId"] == ref:
                self.set(ability.ref, {"runAs": tenant})

    def forget_old_names(self) -> None:
        """Remove the aliases, as users do after an ``up`` with the new names."""
        self.declared = {ref: replace(each, aliases=()) for ref, each in self.declared.items()}

    def _unlink(self, ref: Ref) -> None:
        for other in self.program:
            for link in _LINKS:
                if other.arguments.get(link) == ref:
                    self.set(other.ref, {link: None})
