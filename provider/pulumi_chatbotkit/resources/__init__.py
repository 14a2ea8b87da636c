# Generated from the catalog by tools/generate.py: change the catalog and run `make generate`.
"""The typed classes that programs use, one for each kind of the catalog."""

from pulumi_chatbotkit.resources.blueprint import (
    Blueprint,
    BlueprintArgsDict,
)
from pulumi_chatbotkit.resources.bot import (
    Bot,
    BotArgsDict,
)
from pulumi_chatbotkit.resources.dataset import (
    Dataset,
    DatasetArgsDict,
)
from pulumi_chatbotkit.resources.dataset_file import (
    DatasetFile,
    DatasetFileArgsDict,
)
from pulumi_chatbotkit.resources.dataset_record import (
    DatasetRecord,
    DatasetRecordArgsDict,
)
from pulumi_chatbotkit.resources.dataset_records import (
    DatasetRecords,
    DatasetRecordsArgsDict,
)
from pulumi_chatbotkit.resources.file import (
    File,
    FileArgsDict,
)
from pulumi_chatbotkit.resources.integration_discord import (
    DiscordIntegration,
    DiscordIntegrationArgsDict,
)
from pulumi_chatbotkit.resources.integration_email import (
    EmailIntegration,
    EmailIntegrationArgsDict,
)
from pulumi_chatbotkit.resources.integration_extract import (
    ExtractIntegration,
    ExtractIntegrationArgsDict,
)
from pulumi_chatbotkit.resources.integration_googlechat import (
    GoogleChatIntegration,
    GoogleChatIntegrationArgsDict,
)
from pulumi_chatbotkit.resources.integration_instagram import (
    InstagramIntegration,
    InstagramIntegrationArgsDict,
)
from pulumi_chatbotkit.resources.integration_mcpserver import (
    McpServerIntegration,
    McpServerIntegrationArgsDict,
)
from pulumi_chatbotkit.resources.integration_messenger import (
    MessengerIntegration,
    MessengerIntegrationArgsDict,
)
from pulumi_chatbotkit.resources.integration_microsoftteams import (
    MicrosoftTeamsIntegration,
    MicrosoftTeamsIntegrationArgsDict,
)
from pulumi_chatbotkit.resources.integration_notion import (
    NotionIntegration,
    NotionIntegrationArgsDict,
)
from pulumi_chatbotkit.resources.integration_sitemap import (
    SitemapIntegration,
    SitemapIntegrationArgsDict,
)
from pulumi_chatbotkit.resources.integration_skillserver import (
    SkillServerIntegration,
    SkillServerIntegrationArgsDict,
)
from pulumi_chatbotkit.resources.integration_slack import (
    SlackIntegration,
    SlackIntegrationArgsDict,
)
from pulumi_chatbotkit.resources.integration_support import (
    SupportIntegration,
    SupportIntegrationArgsDict,
)
from pulumi_chatbotkit.resources.integration_telegram import (
    TelegramIntegration,
    TelegramIntegrationArgsDict,
)
from pulumi_chatbotkit.resources.integration_trigger import (
    TriggerIntegration,
    TriggerIntegrationArgsDict,
)
from pulumi_chatbotkit.resources.integration_twilio import (
    TwilioIntegration,
    TwilioIntegrationArgsDict,
)
from pulumi_chatbotkit.resources.integration_whatsapp import (
    WhatsAppIntegration,
    WhatsAppIntegrationArgsDict,
)
from pulumi_chatbotkit.resources.integration_widget import (
    WidgetIntegration,
    WidgetIntegrationArgsDict,
)
from pulumi_chatbotkit.resources.partner_user import (
    PartnerUser,
    PartnerUserArgsDict,
    PartnerUserLimitsArgs,
    PartnerUserLimitsAttachmentArgs,
    PartnerUserLimitsDatabaseArgs,
    PartnerUserLimitsFileArgs,
)
from pulumi_chatbotkit.resources.partner_user_context import (
    PartnerUserContext,
    PartnerUserContextArgsDict,
)
from pulumi_chatbotkit.resources.partner_user_token import (
    PartnerUserToken,
    PartnerUserTokenArgsDict,
    PartnerUserTokenConfigArgs,
)
from pulumi_chatbotkit.resources.policy import (
    Policy,
    PolicyArgsDict,
    PolicyRetentionConfigArgs,
    PolicyUsageConfigActionsArgs,
    PolicyUsageConfigActionsBlockArgs,
    PolicyUsageConfigActionsEmailArgs,
    PolicyUsageConfigArgs,
)
from pulumi_chatbotkit.resources.portal import (
    Portal,
    PortalArgsDict,
    PortalConfigArgs,
    PortalConfigLayoutArgs,
    PortalConfigLayoutSidebarArgs,
)
from pulumi_chatbotkit.resources.secret import (
    Secret,
    SecretArgsDict,
    SecretConfigArgs,
)
from pulumi_chatbotkit.resources.skillset import (
    Skillset,
    SkillsetArgsDict,
)
from pulumi_chatbotkit.resources.skillset_ability import (
    SkillsetAbility,
    SkillsetAbilityArgsDict,
)
from pulumi_chatbotkit.resources.space import (
    Space,
    SpaceArgsDict,
)

__all__ = [
    "Blueprint",
    "BlueprintArgsDict",
    "Bot",
    "BotArgsDict",
    "Dataset",
    "DatasetArgsDict",
    "DatasetFile",
    "DatasetFileArgsDict",
    "DatasetRecord",
    "DatasetRecordArgsDict",
    "DatasetRecords",
    "DatasetRecordsArgsDict",
    "DiscordIntegration",
    "DiscordIntegrationArgsDict",
    "EmailIntegration",
    "EmailIntegrationArgsDict",
    "ExtractIntegration",
    "ExtractIntegrationArgsDict",
    "File",
    "FileArgsDict",
    "GoogleChatIntegration",
    "GoogleChatIntegrationArgsDict",
    "InstagramIntegration",
    "InstagramIntegrationArgsDict",
    "McpServerIntegration",
    "McpServerIntegrationArgsDict",
    "MessengerIntegration",
    "MessengerIntegrationArgsDict",
    "MicrosoftTeamsIntegration",
    "MicrosoftTeamsIntegrationArgsDict",
    "NotionIntegration",
    "NotionIntegrationArgsDict",
    "PartnerUser",
    "PartnerUserArgsDict",
    "PartnerUserContext",
    "PartnerUserContextArgsDict",
    "PartnerUserLimitsArgs",
    "PartnerUserLimitsAttachmentArgs",
    "PartnerUserLimitsDatabaseArgs",
    "PartnerUserLimitsFileArgs",
    "PartnerUserToken",
    "PartnerUserTokenArgsDict",
    "PartnerUserTokenConfigArgs",
    "Policy",
    "PolicyArgsDict",
    "PolicyRetentionConfigArgs",
    "PolicyUsageConfigActionsArgs",
    "PolicyUsageConfigActionsBlockArgs",
    "PolicyUsageConfigActionsEmailArgs",
    "PolicyUsageConfigArgs",
    "Portal",
    "PortalArgsDict",
    "PortalConfigArgs",
    "PortalConfigLayoutArgs",
    "PortalConfigLayoutSidebarArgs",
    "Secret",
    "SecretArgsDict",
    "SecretConfigArgs",
    "SitemapIntegration",
    "SitemapIntegrationArgsDict",
    "SkillServerIntegration",
    "SkillServerIntegrationArgsDict",
    "Skillset",
    "SkillsetAbility",
    "SkillsetAbilityArgsDict",
    "SkillsetArgsDict",
    "SlackIntegration",
    "SlackIntegrationArgsDict",
    "Space",
    "SpaceArgsDict",
    "SupportIntegration",
    "SupportIntegrationArgsDict",
    "TelegramIntegration",
    "TelegramIntegrationArgsDict",
    "TriggerIntegration",
    "TriggerIntegrationArgsDict",
    "TwilioIntegration",
    "TwilioIntegrationArgsDict",
    "WhatsAppIntegration",
    "WhatsAppIntegrationArgsDict",
    "WidgetIntegration",
    "WidgetIntegrationArgsDict",
]
