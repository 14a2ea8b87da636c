# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""The arguments of ``Tenant`` as dictionaries. A reference by key has the name of the field without ``_id``."""

from collections.abc import Mapping
from typing import Literal

import pulumi

from pulumi_chatbotkit.resources.kinds.blueprint import BlueprintArgsDict
from pulumi_chatbotkit.resources.kinds.bot import BotArgsDict
from pulumi_chatbotkit.resources.kinds.contact import ContactArgsDict
from pulumi_chatbotkit.resources.kinds.dataset import DatasetArgsDict
from pulumi_chatbotkit.resources.kinds.dataset_file import DatasetFileArgsDict
from pulumi_chatbotkit.resources.kinds.dataset_record import DatasetRecordArgsDict
from pulumi_chatbotkit.resources.kinds.dataset_records import DatasetRecordsArgsDict
from pulumi_chatbotkit.resources.kinds.file import FileArgsDict
from pulumi_chatbotkit.resources.kinds.integration_discord import DiscordIntegrationArgsDict
from pulumi_chatbotkit.resources.kinds.integration_email import EmailIntegrationArgsDict
from pulumi_chatbotkit.resources.kinds.integration_extract import ExtractIntegrationArgsDict
from pulumi_chatbotkit.resources.kinds.integration_github import GithubIntegrationArgsDict
from pulumi_chatbotkit.resources.kinds.integration_googlechat import GoogleChatIntegrationArgsDict
from pulumi_chatbotkit.resources.kinds.integration_instagram import InstagramIntegrationArgsDict
from pulumi_chatbotkit.resources.kinds.integration_mcpserver import McpServerIntegrationArgsDict
from pulumi_chatbotkit.resources.kinds.integration_messenger import MessengerIntegrationArgsDict
from pulumi_chatbotkit.resources.kinds.integration_microsoftteams import MicrosoftTeamsIntegrationArgsDict
from pulumi_chatbotkit.resources.kinds.integration_notion import NotionIntegrationArgsDict
from pulumi_chatbotkit.resources.kinds.integration_sitemap import SitemapIntegrationArgsDict
from pulumi_chatbotkit.resources.kinds.integration_skillserver import SkillServerIntegrationArgsDict
from pulumi_chatbotkit.resources.kinds.integration_slack import SlackIntegrationArgsDict
from pulumi_chatbotkit.resources.kinds.integration_support import SupportIntegrationArgsDict
from pulumi_chatbotkit.resources.kinds.integration_telegram import TelegramIntegrationArgsDict
from pulumi_chatbotkit.resources.kinds.integration_trigger import TriggerIntegrationArgsDict
from pulumi_chatbotkit.resources.kinds.integration_twilio import TwilioIntegrationArgsDict
from pulumi_chatbotkit.resources.kinds.integration_whatsapp import WhatsAppIntegrationArgsDict
from pulumi_chatbotkit.resources.kinds.integration_widget import WidgetIntegrationArgsDict
from pulumi_chatbotkit.resources.kinds.memory import MemoryArgsDict
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUserArgsDict
from pulumi_chatbotkit.resources.kinds.partner_user_context import PartnerUserContextArgsDict
from pulumi_chatbotkit.resources.kinds.partner_user_token import PartnerUserTokenArgsDict
from pulumi_chatbotkit.resources.kinds.policy import PolicyArgsDict
from pulumi_chatbotkit.resources.kinds.portal import PortalArgsDict
from pulumi_chatbotkit.resources.kinds.secret import SecretArgsDict
from pulumi_chatbotkit.resources.kinds.skillset import SkillsetArgsDict
from pulumi_chatbotkit.resources.kinds.skillset_ability import SkillsetAbilityArgsDict
from pulumi_chatbotkit.resources.kinds.space import SpaceArgsDict
from pulumi_chatbotkit.resources.kinds.space_site import SpaceSiteArgsDict
from pulumi_chatbotkit.resources.kinds.space_storage_file import SpaceStorageFileArgsDict
from pulumi_chatbotkit.resources.kinds.task import TaskArgsDict
from pulumi_chatbotkit.resources.kinds.widget_file import WidgetFileArgsDict


class TenantGithubIntegrationArgsDict(GithubIntegrationArgsDict, total=False):
    """The arguments of a GitHub integration in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    bot: str | None
    """Key of a bot of the tenant, instead of ``bot_id``; None for none."""


class TenantSkillServerIntegrationArgsDict(SkillServerIntegrationArgsDict, total=False):
    """The arguments of a skill server integration in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    skillset: str | None
    """Key of a skillset of the tenant, instead of ``skillset_id``; None for none."""


class TenantMcpServerIntegrationArgsDict(McpServerIntegrationArgsDict, total=False):
    """The arguments of an MCP server integration in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    skillset: str | None
    """Key of a skillset of the tenant, instead of ``skillset_id``; None for none."""


class TenantExtractIntegrationArgsDict(ExtractIntegrationArgsDict, total=False):
    """The arguments of an extract integration in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    bot: str | None
    """Key of a bot of the tenant, instead of ``bot_id``; None for none."""


class TenantSupportIntegrationArgsDict(SupportIntegrationArgsDict, total=False):
    """The arguments of a support integration in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    bot: str | None
    """Key of a bot of the tenant, instead of ``bot_id``; None for none."""


class TenantNotionIntegrationArgsDict(NotionIntegrationArgsDict, total=False):
    """The arguments of a Notion integration in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    dataset: str | None
    """Key of a dataset of the tenant, instead of ``dataset_id``; None for none."""


class TenantSitemapIntegrationArgsDict(SitemapIntegrationArgsDict, total=False):
    """The arguments of a sitemap integration in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    dataset: str | None
    """Key of a dataset of the tenant, instead of ``dataset_id``; None for none."""


class TenantTriggerIntegrationArgsDict(TriggerIntegrationArgsDict, total=False):
    """The arguments of a trigger integration in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    bot: str | None
    """Key of a bot of the tenant, instead of ``bot_id``; None for none."""


class TenantEmailIntegrationArgsDict(EmailIntegrationArgsDict, total=False):
    """The arguments of an e-mail integration in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    bot: str | None
    """Key of a bot of the tenant, instead of ``bot_id``; None for none."""


class TenantTwilioIntegrationArgsDict(TwilioIntegrationArgsDict, total=False):
    """The arguments of a Twilio integration in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    bot: str | None
    """Key of a bot of the tenant, instead of ``bot_id``; None for none."""


class TenantTelegramIntegrationArgsDict(TelegramIntegrationArgsDict, total=False):
    """The arguments of a Telegram integration in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    bot: str | None
    """Key of a bot of the tenant, instead of ``bot_id``; None for none."""


class TenantInstagramIntegrationArgsDict(InstagramIntegrationArgsDict, total=False):
    """The arguments of an Instagram integration in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    bot: str | None
    """Key of a bot of the tenant, instead of ``bot_id``; None for none."""


class TenantMessengerIntegrationArgsDict(MessengerIntegrationArgsDict, total=False):
    """The arguments of a Messenger integration in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    bot: str | None
    """Key of a bot of the tenant, instead of ``bot_id``; None for none."""


class TenantWhatsAppIntegrationArgsDict(WhatsAppIntegrationArgsDict, total=False):
    """The arguments of a WhatsApp integration in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    bot: str | None
    """Key of a bot of the tenant, instead of ``bot_id``; None for none."""


class TenantGoogleChatIntegrationArgsDict(GoogleChatIntegrationArgsDict, total=False):
    """The arguments of a Google Chat integration in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    bot: str | None
    """Key of a bot of the tenant, instead of ``bot_id``; None for none."""


class TenantMicrosoftTeamsIntegrationArgsDict(MicrosoftTeamsIntegrationArgsDict, total=False):
    """The arguments of a Microsoft Teams integration in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    bot: str | None
    """Key of a bot of the tenant, instead of ``bot_id``; None for none."""


class TenantDiscordIntegrationArgsDict(DiscordIntegrationArgsDict, total=False):
    """The arguments of a Discord integration in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    bot: str | None
    """Key of a bot of the tenant, instead of ``bot_id``; None for none."""


class TenantSlackIntegrationArgsDict(SlackIntegrationArgsDict, total=False):
    """The arguments of a Slack integration in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    bot: str | None
    """Key of a bot of the tenant, instead of ``bot_id``; None for none."""


class TenantWidgetFileArgsDict(WidgetFileArgsDict, total=False):
    """The arguments of a widget file in a tenant."""

    file: str | None
    """Key of a file of the tenant, instead of ``file_id``; None for none."""


class TenantWidgetIntegrationArgsDict(WidgetIntegrationArgsDict, total=False):
    """The arguments of a widget integration in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    bot: str | None
    """Key of a bot of the tenant, instead of ``bot_id``; None for none."""
    files: Mapping[str, TenantWidgetFileArgsDict]


class TenantMemoryArgsDict(MemoryArgsDict, total=False):
    """The arguments of a memory in a tenant."""

    bot: str | None
    """Key of a bot of the tenant, instead of ``bot_id``; None for none."""
    contact: str | None
    """Key of a contact of the tenant, instead of ``contact_id``; None for none."""


class TenantTaskArgsDict(TaskArgsDict, total=False):
    """The arguments of a task in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    bot: str | None
    """Key of a bot of the tenant, instead of ``bot_id``; None for none."""
    contact: str | None
    """Key of a contact of the tenant, instead of ``contact_id``; None for none."""


class TenantSpaceArgsDict(SpaceArgsDict, total=False):
    """The arguments of a space in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    contact: str | None
    """Key of a contact of the tenant, instead of ``contact_id``; None for none."""
    sites: Mapping[str, SpaceSiteArgsDict]
    storage_files: Mapping[str, SpaceStorageFileArgsDict]


class TenantPolicyArgsDict(PolicyArgsDict, total=False):
    """The arguments of a policy in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    bot: str | None
    """Key of a bot of the tenant, instead of ``bot_id``; None for none."""


class TenantPortalArgsDict(PortalArgsDict, total=False):
    """The arguments of a portal in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""


class TenantFileArgsDict(FileArgsDict, total=False):
    """The arguments of a file in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""


class TenantSecretArgsDict(SecretArgsDict, total=False):
    """The arguments of a secret in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""


class TenantSkillsetAbilityArgsDict(SkillsetAbilityArgsDict, total=False):
    """The arguments of a skillset ability in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    secret: str | None
    """Key of a secret of the tenant, instead of ``linked_secret_id``; None for none."""
    file: str | None
    """Key of a file of the tenant, instead of ``linked_file_id``; None for none."""
    bot: str | None
    """Key of a bot of the tenant, instead of ``linked_bot_id``; None for none."""
    space: str | None
    """Key of a space of the tenant, instead of ``linked_space_id``; None for none."""


class TenantSkillsetArgsDict(SkillsetArgsDict, total=False):
    """The arguments of a skillset in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    abilities: Mapping[str, TenantSkillsetAbilityArgsDict]


class TenantDatasetFileArgsDict(DatasetFileArgsDict, total=False):
    """The arguments of a dataset file in a tenant."""

    file_id: pulumi.Input[str] | None
    file: str | None
    """Key of a file of the tenant, instead of ``file_id``; None for none."""


class TenantDatasetArgsDict(DatasetArgsDict, total=False):
    """The arguments of a dataset in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    single_records: Mapping[str, DatasetRecordArgsDict]
    files: Mapping[str, TenantDatasetFileArgsDict]
    records: Mapping[str, DatasetRecordsArgsDict]


class TenantBotArgsDict(BotArgsDict, total=False):
    """The arguments of a bot in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    dataset: str | None
    """Key of a dataset of the tenant, instead of ``dataset_id``; None for none."""
    skillset: str | None
    """Key of a skillset of the tenant, instead of ``skillset_id``; None for none."""


class TenantPartnerUserContextArgsDict(PartnerUserContextArgsDict, total=False):
    """The arguments of a context in a tenant."""

    blueprint: str | None
    """Key of a blueprint of the tenant, instead of ``blueprint_id``; None for none."""
    bot: str | None
    """Key of a bot of the tenant, instead of ``bot_id``; None for none."""
    dataset: str | None
    """Key of a dataset of the tenant, instead of ``dataset_id``; None for none."""
    skillset: str | None
    """Key of a skillset of the tenant, instead of ``skillset_id``; None for none."""
    contact: str | None
    """Key of a contact of the tenant, instead of ``contact_id``; None for none."""


class TenantArgsDict(PartnerUserArgsDict, total=False):
    """The arguments of ``Tenant`` as a dictionary, for programs that build them step by step."""

    blueprint: BlueprintArgsDict | Literal[False] | None
    dataset: TenantDatasetArgsDict | Literal[False] | None
    skillset: TenantSkillsetArgsDict | Literal[False] | None
    token: PartnerUserTokenArgsDict | Literal[False] | None
    context: TenantPartnerUserContextArgsDict | Literal[False] | None
    contexts: Mapping[str, TenantPartnerUserContextArgsDict]
    tokens: Mapping[str, PartnerUserTokenArgsDict]
    bots: Mapping[str, TenantBotArgsDict]
    blueprints: Mapping[str, BlueprintArgsDict]
    datasets: Mapping[str, TenantDatasetArgsDict]
    skillsets: Mapping[str, TenantSkillsetArgsDict]
    secrets: Mapping[str, TenantSecretArgsDict]
    files: Mapping[str, TenantFileArgsDict]
    portals: Mapping[str, TenantPortalArgsDict]
    policies: Mapping[str, TenantPolicyArgsDict]
    spaces: Mapping[str, TenantSpaceArgsDict]
    contacts: Mapping[str, ContactArgsDict]
    tasks: Mapping[str, TenantTaskArgsDict]
    memories: Mapping[str, TenantMemoryArgsDict]
    widget_integrations: Mapping[str, TenantWidgetIntegrationArgsDict]
    slack_integrations: Mapping[str, TenantSlackIntegrationArgsDict]
    discord_integrations: Mapping[str, TenantDiscordIntegrationArgsDict]
    microsoft_teams_integrations: Mapping[str, TenantMicrosoftTeamsIntegrationArgsDict]
    google_chat_integrations: Mapping[str, TenantGoogleChatIntegrationArgsDict]
    whats_app_integrations: Mapping[str, TenantWhatsAppIntegrationArgsDict]
    messenger_integrations: Mapping[str, TenantMessengerIntegrationArgsDict]
    instagram_integrations: Mapping[str, TenantInstagramIntegrationArgsDict]
    telegram_integrations: Mapping[str, TenantTelegramIntegrationArgsDict]
    twilio_integrations: Mapping[str, TenantTwilioIntegrationArgsDict]
    email_integrations: Mapping[str, TenantEmailIntegrationArgsDict]
    trigger_integrations: Mapping[str, TenantTriggerIntegrationArgsDict]
    sitemap_integrations: Mapping[str, TenantSitemapIntegrationArgsDict]
    notion_integrations: Mapping[str, TenantNotionIntegrationArgsDict]
    support_integrations: Mapping[str, TenantSupportIntegrationArgsDict]
    extract_integrations: Mapping[str, TenantExtractIntegrationArgsDict]
    mcp_server_integrations: Mapping[str, TenantMcpServerIntegrationArgsDict]
    skill_server_integrations: Mapping[str, TenantSkillServerIntegrationArgsDict]
    github_integrations: Mapping[str, TenantGithubIntegrationArgsDict]
