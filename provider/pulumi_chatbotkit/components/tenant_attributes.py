# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""What a ``Tenant`` has. The types are not loaded, because few tenants have objects of every kind."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pulumi_chatbotkit.resources.kinds.blueprint import Blueprint
    from pulumi_chatbotkit.resources.kinds.bot import Bot
    from pulumi_chatbotkit.resources.kinds.contact import Contact
    from pulumi_chatbotkit.resources.kinds.dataset import Dataset
    from pulumi_chatbotkit.resources.kinds.dataset_file import DatasetFile
    from pulumi_chatbotkit.resources.kinds.dataset_record import DatasetRecord
    from pulumi_chatbotkit.resources.kinds.dataset_records import DatasetRecords
    from pulumi_chatbotkit.resources.kinds.file import File
    from pulumi_chatbotkit.resources.kinds.integration_discord import DiscordIntegration
    from pulumi_chatbotkit.resources.kinds.integration_email import EmailIntegration
    from pulumi_chatbotkit.resources.kinds.integration_extract import ExtractIntegration
    from pulumi_chatbotkit.resources.kinds.integration_github import GithubIntegration
    from pulumi_chatbotkit.resources.kinds.integration_googlechat import GoogleChatIntegration
    from pulumi_chatbotkit.resources.kinds.integration_instagram import InstagramIntegration
    from pulumi_chatbotkit.resources.kinds.integration_mcpserver import McpServerIntegration
    from pulumi_chatbotkit.resources.kinds.integration_messenger import MessengerIntegration
    from pulumi_chatbotkit.resources.kinds.integration_microsoftteams import MicrosoftTeamsIntegration
    from pulumi_chatbotkit.resources.kinds.integration_notion import NotionIntegration
    from pulumi_chatbotkit.resources.kinds.integration_sitemap import SitemapIntegration
    from pulumi_chatbotkit.resources.kinds.integration_skillserver import SkillServerIntegration
    from pulumi_chatbotkit.resources.kinds.integration_slack import SlackIntegration
    from pulumi_chatbotkit.resources.kinds.integration_support import SupportIntegration
    from pulumi_chatbotkit.resources.kinds.integration_telegram import TelegramIntegration
    from pulumi_chatbotkit.resources.kinds.integration_trigger import TriggerIntegration
    from pulumi_chatbotkit.resources.kinds.integration_twilio import TwilioIntegration
    from pulumi_chatbotkit.resources.kinds.integration_whatsapp import WhatsAppIntegration
    from pulumi_chatbotkit.resources.kinds.integration_widget import WidgetIntegration
    from pulumi_chatbotkit.resources.kinds.memory import Memory
    from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser
    from pulumi_chatbotkit.resources.kinds.partner_user_context import PartnerUserContext
    from pulumi_chatbotkit.resources.kinds.partner_user_token import PartnerUserToken
    from pulumi_chatbotkit.resources.kinds.policy import Policy
    from pulumi_chatbotkit.resources.kinds.portal import Portal
    from pulumi_chatbotkit.resources.kinds.secret import Secret
    from pulumi_chatbotkit.resources.kinds.skillset import Skillset
    from pulumi_chatbotkit.resources.kinds.skillset_ability import SkillsetAbility
    from pulumi_chatbotkit.resources.kinds.space import Space
    from pulumi_chatbotkit.resources.kinds.space_site import SpaceSite
    from pulumi_chatbotkit.resources.kinds.space_storage_file import SpaceStorageFile
    from pulumi_chatbotkit.resources.kinds.task import Task
    from pulumi_chatbotkit.resources.kinds.widget_file import WidgetFile


class TenantAttributes:
    """The resources of a tenant. Objects inside others have the keys of both: ``skillset_abilities["crm.open"]``."""

    user: "PartnerUser"
    """The partner user itself."""
    contexts: "dict[str, PartnerUserContext]"
    tokens: "dict[str, PartnerUserToken]"
    bots: "dict[str, Bot]"
    blueprints: "dict[str, Blueprint]"
    datasets: "dict[str, Dataset]"
    dataset_single_records: "dict[str, DatasetRecord]"
    dataset_files: "dict[str, DatasetFile]"
    dataset_records: "dict[str, DatasetRecords]"
    skillsets: "dict[str, Skillset]"
    skillset_abilities: "dict[str, SkillsetAbility]"
    secrets: "dict[str, Secret]"
    files: "dict[str, File]"
    portals: "dict[str, Portal]"
    policies: "dict[str, Policy]"
    spaces: "dict[str, Space]"
    space_sites: "dict[str, SpaceSite]"
    space_storage_files: "dict[str, SpaceStorageFile]"
    contacts: "dict[str, Contact]"
    tasks: "dict[str, Task]"
    memories: "dict[str, Memory]"
    widget_integrations: "dict[str, WidgetIntegration]"
    widget_integration_files: "dict[str, WidgetFile]"
    slack_integrations: "dict[str, SlackIntegration]"
    discord_integrations: "dict[str, DiscordIntegration]"
    microsoft_teams_integrations: "dict[str, MicrosoftTeamsIntegration]"
    google_chat_integrations: "dict[str, GoogleChatIntegration]"
    whats_app_integrations: "dict[str, WhatsAppIntegration]"
    messenger_integrations: "dict[str, MessengerIntegration]"
    instagram_integrations: "dict[str, InstagramIntegration]"
    telegram_integrations: "dict[str, TelegramIntegration]"
    twilio_integrations: "dict[str, TwilioIntegration]"
    email_integrations: "dict[str, EmailIntegration]"
    trigger_integrations: "dict[str, TriggerIntegration]"
    sitemap_integrations: "dict[str, SitemapIntegration]"
    notion_integrations: "dict[str, NotionIntegration]"
    support_integrations: "dict[str, SupportIntegration]"
    extract_integrations: "dict[str, ExtractIntegration]"
    mcp_server_integrations: "dict[str, McpServerIntegration]"
    skill_server_integrations: "dict[str, SkillServerIntegration]"
    github_integrations: "dict[str, GithubIntegration]"
