"""Every kind of object of the API, once, in one tenant. A place to copy from."""

import pulumi

import pulumi_chatbotkit as chatbotkit

config = pulumi.Config()
# Credentials belong into the configuration: `pulumi config set --secret slackBotToken xoxb-...`
slack_bot_token = config.get_secret("slackBotToken") or pulumi.Output.secret("xoxb-example")

limits = chatbotkit.PartnerUserLimitsArgs(conversations=1000, database={"records": 5000})
acme = chatbotkit.PartnerUser("acme", name="Acme", email="ops@acme.example", limits=limits)
key = chatbotkit.PartnerUserToken("acme", user=acme, name="Acme portal")

# What bots know
group = chatbotkit.Blueprint("shop", name="Acme shop", run_as=acme)
guides = chatbotkit.Dataset("guides", name="Guides", search_max_records=5, blueprint_id=group.id, run_as=acme)
boiling = chatbotkit.DatasetRecord("boiling", dataset_id=guides.id, text="Water boils at 100 degrees.", run_as=acme)
manual = chatbotkit.File("manual", name="Manual", content="Boil water first.", blueprint_id=group.id, run_as=acme)
chatbotkit.DatasetFile("manual", dataset_id=guides.id, file_id=manual.id, run_as=acme)
chatbotkit.SitemapIntegration("site", dataset_id=guides.id, url="https://acme.example/sitemap.xml", run_as=acme)
chatbotkit.NotionIntegration("notes", dataset_id=guides.id, token=slack_bot_token, run_as=acme)

# What bots can do
tickets = chatbotkit.Secret("tickets", name="Ticket system", type="bearer", value=slack_bot_token, run_as=acme)
desk = chatbotkit.Space("desk", name="Desk", run_as=acme)
page = chatbotkit.SpaceStorageFile("page", space_id=desk.id, path="site/index.html", content="<p>Hi", run_as=acme)
chatbotkit.SpaceSite("desk", space_id=desk.id, slug="acme-desk", prefix="site", name="Acme desk", run_as=acme)
skills = chatbotkit.Skillset("skills", name="Skills", blueprint_id=group.id, run_as=acme)
chatbotkit.SkillsetAbility(
    "open-ticket",
    skillset_id=skills.id,
    name="Open a ticket",
    instruction="Open a ticket in the ticket system.",
    linked_secret_id=tickets.id,
    linked_space_id=desk.id,
    run_as=acme,
)
chatbotkit.McpServerIntegration("skills", skillset_id=skills.id, run_as=acme)
chatbotkit.SkillServerIntegration("skills", skillset_id=skills.id, run_as=acme)

# The bot, what it may do, and who points to it
bot = chatbotkit.Bot(
    "support",
    name="Acme support",
    backstory="You help customers of Acme.",
    dataset_id=guides.id,
    skillset_id=skills.id,
    blueprint_id=group.id,
    run_as=acme,
)
month = chatbotkit.PolicyRetentionConfigArgs(expires_in_days=30)
chatbotkit.Policy("short", name="Keep a month", bot_id=bot.id, config=month, run_as=acme)
context = chatbotkit.PartnerUserContext("acme", user=acme, bot_id=bot.id, payload={"theme": "dark"})
chatbotkit.Portal("shop", name="Acme desk", slug="acme-support-desk", run_as=acme)

# Where people meet the bot
widget = chatbotkit.WidgetIntegration("chat", bot_id=bot.id, title="Ask Acme", run_as=acme)
chatbotkit.WidgetFile("logo", widget_integration_id=widget.id, type="bar", file_id=manual.id, run_as=acme)
chatbotkit.SlackIntegration("chat", bot_id=bot.id, bot_token=slack_bot_token, visible_messages=5, run_as=acme)
chatbotkit.DiscordIntegration("chat", bot_id=bot.id, handle="acme", run_as=acme)
chatbotkit.MicrosoftTeamsIntegration("chat", bot_id=bot.id, run_as=acme)
chatbotkit.GoogleChatIntegration("chat", bot_id=bot.id, run_as=acme)
whatsapp = chatbotkit.WhatsAppIntegration("chat", bot_id=bot.id, allow_from="+15550100", run_as=acme)
chatbotkit.MessengerIntegration("chat", bot_id=bot.id, run_as=acme)
chatbotkit.InstagramIntegration("chat", bot_id=bot.id, run_as=acme)
chatbotkit.TelegramIntegration("chat", bot_id=bot.id, run_as=acme)
chatbotkit.TwilioIntegration("chat", bot_id=bot.id, run_as=acme)
chatbotkit.EmailIntegration("chat", bot_id=bot.id, run_as=acme)
chatbotkit.SupportIntegration("chat", bot_id=bot.id, email="desk@acme.example", run_as=acme)
chatbotkit.ExtractIntegration("facts", bot_id=bot.id, schema={"mood": {"type": "string"}}, run_as=acme)
github = chatbotkit.GithubIntegration("chat", bot_id=bot.id, run_as=acme)

# Whom the bot knows, and what it does by itself
ada = chatbotkit.Contact("ada", name="Ada", email="ada@acme.example", phone="+12025550123", run_as=acme)
chatbotkit.Memory("ada", text="Ada prefers e-mail.", contact_id=ada.id, bot_id=bot.id, run_as=acme)
chatbotkit.Task("digest", name="Weekly digest", bot_id=bot.id, schedule="weekly", max_calls=20, run_as=acme)
report = chatbotkit.TriggerIntegration("report", bot_id=bot.id, schedule="daily", timezone="Europe/Berlin", run_as=acme)

pulumi.export("user", acme.id)
pulumi.export("context", context.id)
pulumi.export("key", key.token)
pulumi.export("webhook", {"whatsapp": whatsapp.verify_token, "report": report.secret, "github": github.webhook_secret})
