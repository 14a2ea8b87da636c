# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Infrastructure as code for ChatBotKit: partner users, bots, contexts and more as Pulumi resources.

    import pulumi_chatbotkit as chatbotkit

    tenant = chatbotkit.PartnerUser("acme", name="Acme Corp", email="ops@acme.example")
    bot = chatbotkit.Bot("support", name="Acme support", run_as=tenant)
    chatbotkit.PartnerUserContext("acme", user=tenant, bot_id=bot.id)

A name is loaded on first use, so that the emulator and the command line start without Pulumi.
"""
# ruff: noqa: I001 - "X as X" tells type checkers that X is public

from importlib import import_module
from typing import TYPE_CHECKING

# fmt: off
if TYPE_CHECKING:
    from pulumi_chatbotkit.components.tenant import (
        Tenant as Tenant, TenantOptions as TenantOptions)
    from pulumi_chatbotkit.components.tenant_arguments import (
        TenantArgsDict as TenantArgsDict, TenantBotArgsDict as TenantBotArgsDict,
        TenantDatasetArgsDict as TenantDatasetArgsDict, TenantDatasetFileArgsDict as TenantDatasetFileArgsDict,
        TenantDiscordIntegrationArgsDict as TenantDiscordIntegrationArgsDict,
        TenantEmailIntegrationArgsDict as TenantEmailIntegrationArgsDict,
        TenantExtractIntegrationArgsDict as TenantExtractIntegrationArgsDict,
        TenantFileArgsDict as TenantFileArgsDict,
        TenantGithubIntegrationArgsDict as TenantGithubIntegrationArgsDict,
        TenantGoogleChatIntegrationArgsDict as TenantGoogleChatIntegrationArgsDict,
        TenantInstagramIntegrationArgsDict as TenantInstagramIntegrationArgsDict,
        TenantMcpServerIntegrationArgsDict as TenantMcpServerIntegrationArgsDict,
        TenantMemoryArgsDict as TenantMemoryArgsDict,
        TenantMessengerIntegrationArgsDict as TenantMessengerIntegrationArgsDict,
        TenantMicrosoftTeamsIntegrationArgsDict as TenantMicrosoftTeamsIntegrationArgsDict,
        TenantNotionIntegrationArgsDict as TenantNotionIntegrationArgsDict,
        TenantPartnerUserContextArgsDict as TenantPartnerUserContextArgsDict,
        TenantPolicyArgsDict as TenantPolicyArgsDict, TenantPortalArgsDict as TenantPortalArgsDict,
        TenantSecretArgsDict as TenantSecretArgsDict,
        TenantSitemapIntegrationArgsDict as TenantSitemapIntegrationArgsDict,
        TenantSkillServerIntegrationArgsDict as TenantSkillServerIntegrationArgsDict,
        TenantSkillsetAbilityArgsDict as TenantSkillsetAbilityArgsDict,
        TenantSkillsetArgsDict as TenantSkillsetArgsDict,
        TenantSlackIntegrationArgsDict as TenantSlackIntegrationArgsDict,
        TenantSpaceArgsDict as TenantSpaceArgsDict,
        TenantSupportIntegrationArgsDict as TenantSupportIntegrationArgsDict,
        TenantTaskArgsDict as TenantTaskArgsDict,
        TenantTelegramIntegrationArgsDict as TenantTelegramIntegrationArgsDict,
        TenantTriggerIntegrationArgsDict as TenantTriggerIntegrationArgsDict,
        TenantTwilioIntegrationArgsDict as TenantTwilioIntegrationArgsDict,
        TenantWhatsAppIntegrationArgsDict as TenantWhatsAppIntegrationArgsDict,
        TenantWidgetFileArgsDict as TenantWidgetFileArgsDict,
        TenantWidgetIntegrationArgsDict as TenantWidgetIntegrationArgsDict)
    from pulumi_chatbotkit.components.tenants_file import (
        tenants_from_file as tenants_from_file, tenants_from_rows as tenants_from_rows)
    from pulumi_chatbotkit.functions.blueprint_clone import (
        BlueprintCloneResult as BlueprintCloneResult, clone_blueprint as clone_blueprint)
    from pulumi_chatbotkit.functions.blueprint_import import (
        BlueprintImportResult as BlueprintImportResult, ImportedResourceResult as ImportedResourceResult,
        import_blueprint as import_blueprint)
    from pulumi_chatbotkit.functions.blueprint_resources import (
        BlueprintExportResult as BlueprintExportResult, BlueprintResourceResult as BlueprintResourceResult,
        export_blueprint as export_blueprint, export_blueprint_output as export_blueprint_output,
        list_blueprint_resources as list_blueprint_resources,
        list_blueprint_resources_output as list_blueprint_resources_output)
    from pulumi_chatbotkit.functions.session_routes import (
        SessionCollection as SessionCollection, session_routes as session_routes)
    from pulumi_chatbotkit.functions.sessions import (
        SessionResult as SessionResult, create_session as create_session,
        create_session_output as create_session_output)
    from pulumi_chatbotkit.functions.teams import (
        TeamResult as TeamResult, list_teams as list_teams, list_teams_output as list_teams_output)
    from pulumi_chatbotkit.functions.verification import (
        verify_bot as verify_bot)
    from pulumi_chatbotkit.inputs.tenants import (
        TenantSpec as TenantSpec, TenantsFile as TenantsFile, TenantsFileError as TenantsFileError,
        read_tenant_rows as read_tenant_rows, read_tenants as read_tenants,
        read_tenants_file as read_tenants_file)
    from pulumi_chatbotkit.resources.kinds.blueprint import (
        Blueprint as Blueprint, BlueprintArgsDict as BlueprintArgsDict, BlueprintResult as BlueprintResult,
        get_blueprint as get_blueprint, get_blueprint_output as get_blueprint_output,
        list_blueprints as list_blueprints, list_blueprints_output as list_blueprints_output)
    from pulumi_chatbotkit.resources.kinds.bot import (
        Bot as Bot, BotArgsDict as BotArgsDict, BotResult as BotResult, get_bot as get_bot,
        get_bot_output as get_bot_output, list_bots as list_bots, list_bots_output as list_bots_output)
    from pulumi_chatbotkit.resources.kinds.contact import (
        Contact as Contact, ContactArgsDict as ContactArgsDict, ContactResult as ContactResult,
        get_contact as get_contact, get_contact_output as get_contact_output, list_contacts as list_contacts,
        list_contacts_output as list_contacts_output)
    from pulumi_chatbotkit.resources.kinds.dataset import (
        Dataset as Dataset, DatasetArgsDict as DatasetArgsDict, DatasetResult as DatasetResult,
        get_dataset as get_dataset, get_dataset_output as get_dataset_output, list_datasets as list_datasets,
        list_datasets_output as list_datasets_output)
    from pulumi_chatbotkit.resources.kinds.dataset_file import (
        DatasetFile as DatasetFile, DatasetFileArgsDict as DatasetFileArgsDict,
        DatasetFileResult as DatasetFileResult, get_dataset_file as get_dataset_file,
        get_dataset_file_output as get_dataset_file_output, list_dataset_files as list_dataset_files,
        list_dataset_files_output as list_dataset_files_output)
    from pulumi_chatbotkit.resources.kinds.dataset_record import (
        DatasetRecord as DatasetRecord, DatasetRecordArgsDict as DatasetRecordArgsDict,
        DatasetRecordResult as DatasetRecordResult, get_dataset_record as get_dataset_record,
        get_dataset_record_output as get_dataset_record_output, list_dataset_records as list_dataset_records,
        list_dataset_records_output as list_dataset_records_output)
    from pulumi_chatbotkit.resources.kinds.dataset_records import (
        DatasetRecords as DatasetRecords, DatasetRecordsArgsDict as DatasetRecordsArgsDict)
    from pulumi_chatbotkit.resources.kinds.file import (
        File as File, FileArgsDict as FileArgsDict, FileResult as FileResult, get_file as get_file,
        get_file_output as get_file_output, list_files as list_files, list_files_output as list_files_output)
    from pulumi_chatbotkit.resources.kinds.integration_discord import (
        DiscordIntegration as DiscordIntegration, DiscordIntegrationArgsDict as DiscordIntegrationArgsDict,
        DiscordIntegrationResult as DiscordIntegrationResult,
        get_discord_integration as get_discord_integration,
        get_discord_integration_output as get_discord_integration_output,
        list_discord_integrations as list_discord_integrations,
        list_discord_integrations_output as list_discord_integrations_output)
    from pulumi_chatbotkit.resources.kinds.integration_email import (
        EmailIntegration as EmailIntegration, EmailIntegrationArgsDict as EmailIntegrationArgsDict,
        EmailIntegrationResult as EmailIntegrationResult, get_email_integration as get_email_integration,
        get_email_integration_output as get_email_integration_output,
        list_email_integrations as list_email_integrations,
        list_email_integrations_output as list_email_integrations_output)
    from pulumi_chatbotkit.resources.kinds.integration_extract import (
        ExtractIntegration as ExtractIntegration, ExtractIntegrationArgsDict as ExtractIntegrationArgsDict,
        ExtractIntegrationResult as ExtractIntegrationResult,
        get_extract_integration as get_extract_integration,
        get_extract_integration_output as get_extract_integration_output,
        list_extract_integrations as list_extract_integrations,
        list_extract_integrations_output as list_extract_integrations_output)
    from pulumi_chatbotkit.resources.kinds.integration_github import (
        GithubIntegration as GithubIntegration, GithubIntegrationArgsDict as GithubIntegrationArgsDict,
        GithubIntegrationResult as GithubIntegrationResult, get_github_integration as get_github_integration,
        get_github_integration_output as get_github_integration_output,
        list_github_integrations as list_github_integrations,
        list_github_integrations_output as list_github_integrations_output)
    from pulumi_chatbotkit.resources.kinds.integration_googlechat import (
        GoogleChatIntegration as GoogleChatIntegration,
        GoogleChatIntegrationArgsDict as GoogleChatIntegrationArgsDict,
        GoogleChatIntegrationResult as GoogleChatIntegrationResult,
        get_google_chat_integration as get_google_chat_integration,
        get_google_chat_integration_output as get_google_chat_integration_output,
        list_google_chat_integrations as list_google_chat_integrations,
        list_google_chat_integrations_output as list_google_chat_integrations_output)
    from pulumi_chatbotkit.resources.kinds.integration_instagram import (
        InstagramIntegration as InstagramIntegration,
        InstagramIntegrationArgsDict as InstagramIntegrationArgsDict,
        InstagramIntegrationResult as InstagramIntegrationResult,
        get_instagram_integration as get_instagram_integration,
        get_instagram_integration_output as get_instagram_integration_output,
        list_instagram_integrations as list_instagram_integrations,
        list_instagram_integrations_output as list_instagram_integrations_output)
    from pulumi_chatbotkit.resources.kinds.integration_mcpserver import (
        McpServerIntegration as McpServerIntegration,
        McpServerIntegrationArgsDict as McpServerIntegrationArgsDict,
        McpServerIntegrationResult as McpServerIntegrationResult,
        get_mcp_server_integration as get_mcp_server_integration,
        get_mcp_server_integration_output as get_mcp_server_integration_output,
        list_mcp_server_integrations as list_mcp_server_integrations,
        list_mcp_server_integrations_output as list_mcp_server_integrations_output)
    from pulumi_chatbotkit.resources.kinds.integration_messenger import (
        MessengerIntegration as MessengerIntegration,
        MessengerIntegrationArgsDict as MessengerIntegrationArgsDict,
        MessengerIntegrationResult as MessengerIntegrationResult,
        get_messenger_integration as get_messenger_integration,
        get_messenger_integration_output as get_messenger_integration_output,
        list_messenger_integrations as list_messenger_integrations,
        list_messenger_integrations_output as list_messenger_integrations_output)
    from pulumi_chatbotkit.resources.kinds.integration_microsoftteams import (
        MicrosoftTeamsIntegration as MicrosoftTeamsIntegration,
        MicrosoftTeamsIntegrationArgsDict as MicrosoftTeamsIntegrationArgsDict,
        MicrosoftTeamsIntegrationResult as MicrosoftTeamsIntegrationResult,
        get_microsoft_teams_integration as get_microsoft_teams_integration,
        get_microsoft_teams_integration_output as get_microsoft_teams_integration_output,
        list_microsoft_teams_integrations as list_microsoft_teams_integrations,
        list_microsoft_teams_integrations_output as list_microsoft_teams_integrations_output)
    from pulumi_chatbotkit.resources.kinds.integration_notion import (
        NotionIntegration as NotionIntegration, NotionIntegrationArgsDict as NotionIntegrationArgsDict,
        NotionIntegrationResult as NotionIntegrationResult, get_notion_integration as get_notion_integration,
        get_notion_integration_output as get_notion_integration_output,
        list_notion_integrations as list_notion_integrations,
        list_notion_integrations_output as list_notion_integrations_output)
    from pulumi_chatbotkit.resources.kinds.integration_sitemap import (
        SitemapIntegration as SitemapIntegration, SitemapIntegrationArgsDict as SitemapIntegrationArgsDict,
        SitemapIntegrationResult as SitemapIntegrationResult,
        get_sitemap_integration as get_sitemap_integration,
        get_sitemap_integration_output as get_sitemap_integration_output,
        list_sitemap_integrations as list_sitemap_integrations,
        list_sitemap_integrations_output as list_sitemap_integrations_output)
    from pulumi_chatbotkit.resources.kinds.integration_skillserver import (
        SkillServerIntegration as SkillServerIntegration,
        SkillServerIntegrationArgsDict as SkillServerIntegrationArgsDict,
        SkillServerIntegrationResult as SkillServerIntegrationResult,
        get_skill_server_integration as get_skill_server_integration,
        get_skill_server_integration_output as get_skill_server_integration_output,
        list_skill_server_integrations as list_skill_server_integrations,
        list_skill_server_integrations_output as list_skill_server_integrations_output)
    from pulumi_chatbotkit.resources.kinds.integration_slack import (
        SlackIntegration as SlackIntegration, SlackIntegrationArgsDict as SlackIntegrationArgsDict,
        SlackIntegrationResult as SlackIntegrationResult, get_slack_integration as get_slack_integration,
        get_slack_integration_output as get_slack_integration_output,
        list_slack_integrations as list_slack_integrations,
        list_slack_integrations_output as list_slack_integrations_output)
    from pulumi_chatbotkit.resources.kinds.integration_support import (
        SupportIntegration as SupportIntegration, SupportIntegrationArgsDict as SupportIntegrationArgsDict,
        SupportIntegrationResult as SupportIntegrationResult,
        get_support_integration as get_support_integration,
        get_support_integration_output as get_support_integration_output,
        list_support_integrations as list_support_integrations,
        list_support_integrations_output as list_support_integrations_output)
    from pulumi_chatbotkit.resources.kinds.integration_telegram import (
        TelegramIntegration as TelegramIntegration, TelegramIntegrationArgsDict as TelegramIntegrationArgsDict,
        TelegramIntegrationResult as TelegramIntegrationResult,
        get_telegram_integration as get_telegram_integration,
        get_telegram_integration_output as get_telegram_integration_output,
        list_telegram_integrations as list_telegram_integrations,
        list_telegram_integrations_output as list_telegram_integrations_output)
    from pulumi_chatbotkit.resources.kinds.integration_trigger import (
        TriggerIntegration as TriggerIntegration, TriggerIntegrationArgsDict as TriggerIntegrationArgsDict,
        TriggerIntegrationResult as TriggerIntegrationResult,
        get_trigger_integration as get_trigger_integration,
        get_trigger_integration_output as get_trigger_integration_output,
        list_trigger_integrations as list_trigger_integrations,
        list_trigger_integrations_output as list_trigger_integrations_output)
    from pulumi_chatbotkit.resources.kinds.integration_twilio import (
        TwilioIntegration as TwilioIntegration, TwilioIntegrationArgsDict as TwilioIntegrationArgsDict,
        TwilioIntegrationResult as TwilioIntegrationResult, get_twilio_integration as get_twilio_integration,
        get_twilio_integration_output as get_twilio_integration_output,
        list_twilio_integrations as list_twilio_integrations,
        list_twilio_integrations_output as list_twilio_integrations_output)
    from pulumi_chatbotkit.resources.kinds.integration_whatsapp import (
        WhatsAppIntegration as WhatsAppIntegration, WhatsAppIntegrationArgsDict as WhatsAppIntegrationArgsDict,
        WhatsAppIntegrationResult as WhatsAppIntegrationResult,
        get_whats_app_integration as get_whats_app_integration,
        get_whats_app_integration_output as get_whats_app_integration_output,
        list_whats_app_integrations as list_whats_app_integrations,
        list_whats_app_integrations_output as list_whats_app_integrations_output)
    from pulumi_chatbotkit.resources.kinds.integration_widget import (
        WidgetIntegration as WidgetIntegration, WidgetIntegrationArgsDict as WidgetIntegrationArgsDict,
        WidgetIntegrationResult as WidgetIntegrationResult, get_widget_integration as get_widget_integration,
        get_widget_integration_output as get_widget_integration_output,
        list_widget_integrations as list_widget_integrations,
        list_widget_integrations_output as list_widget_integrations_output)
    from pulumi_chatbotkit.resources.kinds.memory import (
        Memory as Memory, MemoryArgsDict as MemoryArgsDict, MemoryResult as MemoryResult,
        get_memory as get_memory, get_memory_output as get_memory_output, list_memories as list_memories,
        list_memories_output as list_memories_output)
    from pulumi_chatbotkit.resources.kinds.partner_user import (
        PartnerUser as PartnerUser, PartnerUserArgsDict as PartnerUserArgsDict,
        PartnerUserLimitsArgs as PartnerUserLimitsArgs,
        PartnerUserLimitsAttachmentArgs as PartnerUserLimitsAttachmentArgs,
        PartnerUserLimitsDatabaseArgs as PartnerUserLimitsDatabaseArgs,
        PartnerUserLimitsFileArgs as PartnerUserLimitsFileArgs, PartnerUserResult as PartnerUserResult,
        get_partner_user as get_partner_user, get_partner_user_output as get_partner_user_output,
        list_partner_users as list_partner_users, list_partner_users_output as list_partner_users_output)
    from pulumi_chatbotkit.resources.kinds.partner_user_context import (
        PartnerUserContext as PartnerUserContext, PartnerUserContextArgsDict as PartnerUserContextArgsDict,
        PartnerUserContextResult as PartnerUserContextResult,
        get_partner_user_context as get_partner_user_context,
        get_partner_user_context_output as get_partner_user_context_output,
        list_partner_user_contexts as list_partner_user_contexts,
        list_partner_user_contexts_output as list_partner_user_contexts_output)
    from pulumi_chatbotkit.resources.kinds.partner_user_token import (
        PartnerUserToken as PartnerUserToken, PartnerUserTokenArgsDict as PartnerUserTokenArgsDict,
        PartnerUserTokenConfigArgs as PartnerUserTokenConfigArgs,
        PartnerUserTokenResult as PartnerUserTokenResult, get_partner_user_token as get_partner_user_token,
        get_partner_user_token_output as get_partner_user_token_output,
        list_partner_user_tokens as list_partner_user_tokens,
        list_partner_user_tokens_output as list_partner_user_tokens_output)
    from pulumi_chatbotkit.resources.kinds.policy import (
        Policy as Policy, PolicyArgsDict as PolicyArgsDict, PolicyResult as PolicyResult,
        PolicyRetentionConfigArgs as PolicyRetentionConfigArgs,
        PolicyUsageConfigActionsArgs as PolicyUsageConfigActionsArgs,
        PolicyUsageConfigActionsBlockArgs as PolicyUsageConfigActionsBlockArgs,
        PolicyUsageConfigActionsEmailArgs as PolicyUsageConfigActionsEmailArgs,
        PolicyUsageConfigArgs as PolicyUsageConfigArgs, get_policy as get_policy,
        get_policy_output as get_policy_output, list_policies as list_policies,
        list_policies_output as list_policies_output)
    from pulumi_chatbotkit.resources.kinds.portal import (
        Portal as Portal, PortalArgsDict as PortalArgsDict, PortalConfigArgs as PortalConfigArgs,
        PortalConfigLayoutArgs as PortalConfigLayoutArgs,
        PortalConfigLayoutSidebarArgs as PortalConfigLayoutSidebarArgs, PortalResult as PortalResult,
        get_portal as get_portal, get_portal_output as get_portal_output, list_portals as list_portals,
        list_portals_output as list_portals_output)
    from pulumi_chatbotkit.resources.kinds.secret import (
        Secret as Secret, SecretArgsDict as SecretArgsDict, SecretConfigArgs as SecretConfigArgs,
        SecretResult as SecretResult, get_secret as get_secret, get_secret_output as get_secret_output,
        list_secrets as list_secrets, list_secrets_output as list_secrets_output)
    from pulumi_chatbotkit.resources.kinds.skillset import (
        Skillset as Skillset, SkillsetArgsDict as SkillsetArgsDict, SkillsetResult as SkillsetResult,
        get_skillset as get_skillset, get_skillset_output as get_skillset_output,
        list_skillsets as list_skillsets, list_skillsets_output as list_skillsets_output)
    from pulumi_chatbotkit.resources.kinds.skillset_ability import (
        SkillsetAbility as SkillsetAbility, SkillsetAbilityArgsDict as SkillsetAbilityArgsDict,
        SkillsetAbilityResult as SkillsetAbilityResult, get_skillset_ability as get_skillset_ability,
        get_skillset_ability_output as get_skillset_ability_output,
        list_skillset_abilities as list_skillset_abilities,
        list_skillset_abilities_output as list_skillset_abilities_output)
    from pulumi_chatbotkit.resources.kinds.space import (
        Space as Space, SpaceArgsDict as SpaceArgsDict, SpaceResult as SpaceResult, get_space as get_space,
        get_space_output as get_space_output, list_spaces as list_spaces,
        list_spaces_output as list_spaces_output)
    from pulumi_chatbotkit.resources.kinds.space_site import (
        SpaceSite as SpaceSite, SpaceSiteArgsDict as SpaceSiteArgsDict, SpaceSiteResult as SpaceSiteResult,
        get_space_site as get_space_site, get_space_site_output as get_space_site_output,
        list_space_sites as list_space_sites, list_space_sites_output as list_space_sites_output)
    from pulumi_chatbotkit.resources.kinds.space_storage_file import (
        SpaceStorageFile as SpaceStorageFile, SpaceStorageFileArgsDict as SpaceStorageFileArgsDict)
    from pulumi_chatbotkit.resources.kinds.task import (
        Task as Task, TaskArgsDict as TaskArgsDict, TaskResult as TaskResult, get_task as get_task,
        get_task_output as get_task_output, list_tasks as list_tasks, list_tasks_output as list_tasks_output)
    from pulumi_chatbotkit.resources.kinds.widget_file import (
        WidgetFile as WidgetFile, WidgetFileArgsDict as WidgetFileArgsDict)
# fmt: on

_EXPORTS = """
components.tenant Tenant TenantOptions
components.tenant_arguments TenantArgsDict TenantBotArgsDict TenantDatasetArgsDict TenantDatasetFileArgsDict
 TenantDiscordIntegrationArgsDict TenantEmailIntegrationArgsDict TenantExtractIntegrationArgsDict TenantFileArgsDict
 TenantGithubIntegrationArgsDict TenantGoogleChatIntegrationArgsDict TenantInstagramIntegrationArgsDict
 TenantMcpServerIntegrationArgsDict TenantMemoryArgsDict TenantMessengerIntegrationArgsDict
 TenantMicrosoftTeamsIntegrationArgsDict TenantNotionIntegrationArgsDict TenantPartnerUserContextArgsDict
 TenantPolicyArgsDict TenantPortalArgsDict TenantSecretArgsDict TenantSitemapIntegrationArgsDict
 TenantSkillServerIntegrationArgsDict TenantSkillsetAbilityArgsDict TenantSkillsetArgsDict
 TenantSlackIntegrationArgsDict TenantSpaceArgsDict TenantSupportIntegrationArgsDict TenantTaskArgsDict
 TenantTelegramIntegrationArgsDict TenantTriggerIntegrationArgsDict TenantTwilioIntegrationArgsDict
 TenantWhatsAppIntegrationArgsDict TenantWidgetFileArgsDict TenantWidgetIntegrationArgsDict
components.tenants_file tenants_from_file tenants_from_rows
functions.blueprint_clone BlueprintCloneResult clone_blueprint
functions.blueprint_import BlueprintImportResult ImportedResourceResult import_blueprint
functions.blueprint_resources BlueprintExportResult BlueprintResourceResult export_blueprint export_blueprint_output
 list_blueprint_resources list_blueprint_resources_output
functions.session_routes SessionCollection session_routes
functions.sessions SessionResult create_session create_session_output
functions.teams TeamResult list_teams list_teams_output
functions.verification verify_bot
inputs.tenants TenantSpec TenantsFile TenantsFileError read_tenant_rows read_tenants read_tenants_file
resources.kinds.blueprint Blueprint BlueprintArgsDict BlueprintResult get_blueprint get_blueprint_output
 list_blueprints list_blueprints_output
resources.kinds.bot Bot BotArgsDict BotResult get_bot get_bot_output list_bots list_bots_output
resources.kinds.contact Contact ContactArgsDict ContactResult get_contact get_contact_output list_contacts
 list_contacts_output
resources.kinds.dataset Dataset DatasetArgsDict DatasetResult get_dataset get_dataset_output list_datasets
 list_datasets_output
resources.kinds.dataset_file DatasetFile DatasetFileArgsDict DatasetFileResult get_dataset_file
 get_dataset_file_output list_dataset_files list_dataset_files_output
resources.kinds.dataset_record DatasetRecord DatasetRecordArgsDict DatasetRecordResult get_dataset_record
 get_dataset_record_output list_dataset_records list_dataset_records_output
resources.kinds.dataset_records DatasetRecords DatasetRecordsArgsDict
resources.kinds.file File FileArgsDict FileResult get_file get_file_output list_files list_files_output
resources.kinds.integration_discord DiscordIntegration DiscordIntegrationArgsDict DiscordIntegrationResult
 get_discord_integration get_discord_integration_output list_discord_integrations list_discord_integrations_output
resources.kinds.integration_email EmailIntegration EmailIntegrationArgsDict EmailIntegrationResult
 get_email_integration get_email_integration_output list_email_integrations list_email_integrations_output
resources.kinds.integration_extract ExtractIntegration ExtractIntegrationArgsDict ExtractIntegrationResult
 get_extract_integration get_extract_integration_output list_extract_integrations list_extract_integrations_output
resources.kinds.integration_github GithubIntegration GithubIntegrationArgsDict GithubIntegrationResult
 get_github_integration get_github_integration_output list_github_integrations list_github_integrations_output
resources.kinds.integration_googlechat GoogleChatIntegration GoogleChatIntegrationArgsDict GoogleChatIntegrationResult
 get_google_chat_integration get_google_chat_integration_output list_google_chat_integrations
 list_google_chat_integrations_output
resources.kinds.integration_instagram InstagramIntegration InstagramIntegrationArgsDict InstagramIntegrationResult
 get_instagram_integration get_instagram_integration_output list_instagram_integrations
 list_instagram_integrations_output
resources.kinds.integration_mcpserver McpServerIntegration McpServerIntegrationArgsDict McpServerIntegrationResult
 get_mcp_server_integration get_mcp_server_integration_output list_mcp_server_integrations
 list_mcp_server_integrations_output
resources.kinds.integration_messenger MessengerIntegration MessengerIntegrationArgsDict MessengerIntegrationResult
 get_messenger_integration get_messenger_integration_output list_messenger_integrations
 list_messenger_integrations_output
resources.kinds.integration_microsoftteams MicrosoftTeamsIntegration MicrosoftTeamsIntegrationArgsDict
 MicrosoftTeamsIntegrationResult get_microsoft_teams_integration get_microsoft_teams_integration_output
 list_microsoft_teams_integrations list_microsoft_teams_integrations_output
resources.kinds.integration_notion NotionIntegration NotionIntegrationArgsDict NotionIntegrationResult
 get_notion_integration get_notion_integration_output list_notion_integrations list_notion_integrations_output
resources.kinds.integration_sitemap SitemapIntegration SitemapIntegrationArgsDict SitemapIntegrationResult
 get_sitemap_integration get_sitemap_integration_output list_sitemap_integrations list_sitemap_integrations_output
resources.kinds.integration_skillserver SkillServerIntegration SkillServerIntegrationArgsDict
 SkillServerIntegrationResult get_skill_server_integration get_skill_server_integration_output
 list_skill_server_integrations list_skill_server_integrations_output
resources.kinds.integration_slack SlackIntegration SlackIntegrationArgsDict SlackIntegrationResult
 get_slack_integration get_slack_integration_output list_slack_integrations list_slack_integrations_output
resources.kinds.integration_support SupportIntegration SupportIntegrationArgsDict SupportIntegrationResult
 get_support_integration get_support_integration_output list_support_integrations list_support_integrations_output
resources.kinds.integration_telegram TelegramIntegration TelegramIntegrationArgsDict TelegramIntegrationResult
 get_telegram_integration get_telegram_integration_output list_telegram_integrations list_telegram_integrations_output
resources.kinds.integration_trigger TriggerIntegration TriggerIntegrationArgsDict TriggerIntegrationResult
 get_trigger_integration get_trigger_integration_output list_trigger_integrations list_trigger_integrations_output
resources.kinds.integration_twilio TwilioIntegration TwilioIntegrationArgsDict TwilioIntegrationResult
 get_twilio_integration get_twilio_integration_output list_twilio_integrations list_twilio_integrations_output
resources.kinds.integration_whatsapp WhatsAppIntegration WhatsAppIntegrationArgsDict WhatsAppIntegrationResult
 get_whats_app_integration get_whats_app_integration_output list_whats_app_integrations
 list_whats_app_integrations_output
resources.kinds.integration_widget WidgetIntegration WidgetIntegrationArgsDict WidgetIntegrationResult
 get_widget_integration get_widget_integration_output list_widget_integrations list_widget_integrations_output
resources.kinds.memory Memory MemoryArgsDict MemoryResult get_memory get_memory_output list_memories
 list_memories_output
resources.kinds.partner_user PartnerUser PartnerUserArgsDict PartnerUserLimitsArgs PartnerUserLimitsAttachmentArgs
 PartnerUserLimitsDatabaseArgs PartnerUserLimitsFileArgs PartnerUserResult get_partner_user get_partner_user_output
 list_partner_users list_partner_users_output
resources.kinds.partner_user_context PartnerUserContext PartnerUserContextArgsDict PartnerUserContextResult
 get_partner_user_context get_partner_user_context_output list_partner_user_contexts list_partner_user_contexts_output
resources.kinds.partner_user_token PartnerUserToken PartnerUserTokenArgsDict PartnerUserTokenConfigArgs
 PartnerUserTokenResult get_partner_user_token get_partner_user_token_output list_partner_user_tokens
 list_partner_user_tokens_output
resources.kinds.policy Policy PolicyArgsDict PolicyResult PolicyRetentionConfigArgs PolicyUsageConfigActionsArgs
 PolicyUsageConfigActionsBlockArgs PolicyUsageConfigActionsEmailArgs PolicyUsageConfigArgs get_policy
 get_policy_output list_policies list_policies_output
resources.kinds.portal Portal PortalArgsDict PortalConfigArgs PortalConfigLayoutArgs PortalConfigLayoutSidebarArgs
 PortalResult get_portal get_portal_output list_portals list_portals_output
resources.kinds.secret Secret SecretArgsDict SecretConfigArgs SecretResult get_secret get_secret_output list_secrets
 list_secrets_output
resources.kinds.skillset Skillset SkillsetArgsDict SkillsetResult get_skillset get_skillset_output list_skillsets
 list_skillsets_output
resources.kinds.skillset_ability SkillsetAbility SkillsetAbilityArgsDict SkillsetAbilityResult get_skillset_ability
 get_skillset_ability_output list_skillset_abilities list_skillset_abilities_output
resources.kinds.space Space SpaceArgsDict SpaceResult get_space get_space_output list_spaces list_spaces_output
resources.kinds.space_site SpaceSite SpaceSiteArgsDict SpaceSiteResult get_space_site get_space_site_output
 list_space_sites list_space_sites_output
resources.kinds.space_storage_file SpaceStorageFile SpaceStorageFileArgsDict
resources.kinds.task Task TaskArgsDict TaskResult get_task get_task_output list_tasks list_tasks_output
resources.kinds.widget_file WidgetFile WidgetFileArgsDict
"""
"""Public names, each after its module; a line that begins with a space continues the one before."""

_MODULES = {
    name: module
    for module, *names in (entry.split() for entry in _EXPORTS.replace("\n ", " ").splitlines() if entry)
    for name in names
}

__all__ = sorted(_MODULES)  # noqa: PLE0605 # pyright: ignore[reportUnsupportedDunderAll] - written once, in _EXPORTS


if not TYPE_CHECKING:  # where it is seen, a type checker takes every name for public

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
