# Generated from the catalog by tools/generate.py: change the catalog and run `make generate`.
"""The typed classes that programs use, one for each kind of the catalog."""

from pulumi_chatbotkit.resources.blueprint import Blueprint, BlueprintArgsDict
from pulumi_chatbotkit.resources.bot import Bot, BotArgsDict
from pulumi_chatbotkit.resources.dataset import Dataset, DatasetArgsDict
from pulumi_chatbotkit.resources.partner_user import PartnerUser, PartnerUserArgsDict
from pulumi_chatbotkit.resources.partner_user_context import PartnerUserContext, PartnerUserContextArgsDict
from pulumi_chatbotkit.resources.partner_user_token import PartnerUserToken, PartnerUserTokenArgsDict
from pulumi_chatbotkit.resources.skillset import Skillset, SkillsetArgsDict

__all__ = [
    "Blueprint",
    "BlueprintArgsDict",
    "Bot",
    "BotArgsDict",
    "Dataset",
    "DatasetArgsDict",
    "PartnerUser",
    "PartnerUserArgsDict",
    "PartnerUserContext",
    "PartnerUserContextArgsDict",
    "PartnerUserToken",
    "PartnerUserTokenArgsDict",
    "Skillset",
    "SkillsetArgsDict",
]
