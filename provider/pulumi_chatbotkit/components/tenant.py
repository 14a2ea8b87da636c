"""The ``Tenant`` component: a partner user with everything in its account."""

from collections.abc import Mapping
from typing import Literal, Unpack

import pulumi

from pulumi_chatbotkit.hosts.dynamic.resource import implied_inputs
from pulumi_chatbotkit.resources.kinds.blueprint import Blueprint, BlueprintArgsDict
from pulumi_chatbotkit.resources.kinds.bot import Bot, BotArgsDict
from pulumi_chatbotkit.resources.kinds.dataset import Dataset, DatasetArgsDict
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser, PartnerUserArgsDict
from pulumi_chatbotkit.resources.kinds.partner_user_context import PartnerUserContext, PartnerUserContextArgsDict
from pulumi_chatbotkit.resources.kinds.partner_user_token import PartnerUserToken, PartnerUserTokenArgsDict
from pulumi_chatbotkit.resources.kinds.skillset import Skillset, SkillsetArgsDict

COMPONENT_TYPE = "chatbotkit:index:Tenant"


class Tenant(pulumi.ComponentResource):
    """One customer: a partner user, its key, its bots, and the context that links them.

    Args:
        resource_name: Name of the tenant in the stack; its resources are named after it: ``acme.context`` and so on.
        opts: Pulumi's resource options; ``protect`` and ``retain_on_delete`` cover everything in the tenant.
        bots: Arguments of each bot, by key; at least one. The key is part of the resource's name.
        token: Arguments of its key, which has the tenant's name unless one is given; False for none.
        blueprint: Arguments of a blueprint that groups its objects.
        dataset: Arguments of a dataset that its bots use.
        skillset: Arguments of a skillset that its bots use.
        context: Arguments of the context, such as ``payload``.
        context_bot: Key of the bot that the context points to; left out, the first; False for none.
        retain_on_delete: True to keep everything at ChatBotKit when the tenant is removed from the program.
        **user: Arguments of the partner user: ``name``, ``email``, ``limits``, ``meta`` and so on.

    Arguments in ``bots`` and ``context`` take precedence over the tenant's own blueprint, dataset and skillset. An
    existing object that is adopted keeps the links that it has, unless its own arguments declare them.

    Raises ``pulumi.RunError`` if there is no bot, or ``context_bot`` names none.
    """

    def __init__(  # noqa: PLR0913 - one argument for each part of a tenant
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        bots: Mapping[str, BotArgsDict],
        token: PartnerUserTokenArgsDict | Literal[False] | None = None,
        blueprint: BlueprintArgsDict | None = None,
        dataset: DatasetArgsDict | None = None,
        skillset: SkillsetArgsDict | None = None,
        context: PartnerUserContextArgsDict | None = None,
        context_bot: str | Literal[False] | None = None,
        retain_on_delete: bool = False,
        **user: Unpack[PartnerUserArgsDict],
    ) -> None:
        bound = _bound_bot(resource_name, bots, context_bot)
        super().__init__(COMPONENT_TYPE, resource_name, {}, opts)
        inside = pulumi.ResourceOptions(parent=self, retain_on_delete=_retained(retain_on_delete, opts))

        self.user = PartnerUser(resource_name, inside, **user)
        self.blueprint = None
        if blueprint is not None:
            self.blueprint = Blueprint(f"{resource_name}.blueprint", inside, run_as=self.user, **blueprint)
        group = self.blueprint.id if self.blueprint else None
        self.dataset = None
        if dataset is not None:
            dataset_args: DatasetArgsDict = {"blueprint_id": group, **dataset}
            with implied_inputs({"blueprint_id"} - dataset.keys()):
                self.dataset = Dataset(f"{resource_name}.dataset", inside, run_as=self.user, **dataset_args)
        self.skillset = None
        if skillset is not None:
            skillset_args: SkillsetArgsDict = {"blueprint_id": group, **skillset}
            with implied_inputs({"blueprint_id"} - skillset.keys()):
                self.skillset = Skillset(f"{resource_name}.skillset", inside, run_as=self.user, **skillset_args)
        self.bots = {key: self._bot(resource_name, key, arguments, inside) for key, arguments in bots.items()}
        self.token = None
        if token is not False:
            self.token = PartnerUserToken(f"{resource_name}.token", inside, user=self.user, **_named(token, user))
        self.context = self._context(resource_name, context or {}, bound, inside)
        self.overview: dict[str, object] = {
            "user": self.user.id,
            "bots": {key: bot.id for key, bot in self.bots.items()},
            "context": self.context.id,
        }
        """Ids of the tenant's partner user, bots and context, for applications. Holds no secrets."""
        self.register_outputs(self.overview)

    def _bot(self, name: str, key: str, arguments: BotArgsDict, inside: pulumi.ResourceOptions) -> Bot:
        linked: BotArgsDict = {
            "blueprint_id": _id(self.blueprint),
            "dataset_id": _id(self.dataset),
            "skillset_id": _id(self.skillset),
            **arguments,
        }
        with implied_inputs(linked.keys() - arguments.keys()):
            return Bot(f"{name}.{key}", inside, run_as=self.user, **linked)

    def _context(
        self, name: str, arguments: PartnerUserContextArgsDict, bound: str | None, inside: pulumi.ResourceOptions
    ) -> PartnerUserContext:
        linked: PartnerUserContextArgsDict = {
            "bot_id": self.bots[bound].id if bound is not None else None,
            "blueprint_id": _id(self.blueprint),
            "dataset_id": _id(self.dataset),
            "skillset_id": _id(self.skillset),
            **arguments,
        }
        with implied_inputs(linked.keys() - arguments.keys()):
            return PartnerUserContext(f"{name}.context", inside, user=self.user, **linked)


def _retained(argument: bool, opts: pulumi.ResourceOptions | None) -> bool | None:
    """Whether what is in the tenant is retained; None if a parent of the tenant decides it."""
    options = opts or pulumi.ResourceOptions()
    if argument or options.retain_on_delete is not None:
        return argument or options.retain_on_delete
    return False if options.parent is None else None


def _id(resource: pulumi.CustomResource | None) -> pulumi.Output[str] | None:
    return None if resource is None else resource.id


def _named(token: PartnerUserTokenArgsDict | None, user: PartnerUserArgsDict) -> PartnerUserTokenArgsDict:
    """The key's arguments; without a name it gets the tenant's, so that people can tell keys apart."""
    return {"name": user.get("name"), **(token or {})}


def _bound_bot(name: str, bots: Mapping[str, BotArgsDict], context_bot: str | Literal[False] | None) -> str | None:
    if not bots:
        message = f"Tenant {name!r}: bots is empty, but a tenant has at least one bot"
        raise pulumi.RunError(message)
    if context_bot is False:
        return None
    if context_bot is None:
        return next(iter(bots))
    if context_bot not in bots:
        message = f"Tenant {name!r}: context_bot is {context_bot!r}, but its bots are {', '.join(bots)}"
        raise pulumi.RunError(message)
    return context_bot
