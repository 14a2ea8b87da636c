"""The integrations: docs/api/api.md b.18. Each has the common fields, a link, some recurring fields, and its own."""

from dataclasses import replace

from pulumi_chatbotkit.catalog.kinds import common
from pulumi_chatbotkit.catalog.kinds.objects import EMAIL_OR_EMPTY
from pulumi_chatbotkit.catalog.schema.field import Clear, Field, Omit, ReadBack, Source
from pulumi_chatbotkit.catalog.schema.kind import Kind, OutputField, Scope
from pulumi_chatbotkit.catalog.schema.rules import Between, Matches, MaxBytes, MaxCharacters
from pulumi_chatbotkit.catalog.schema.shapes import Shape

_MASKED = ReadBack.MASKED
_NEVER = ReadBack.NEVER
_SEEN = Source.SEEN

_ONE_MONTH_MS = 2_592_000_000
_THREE_MONTHS_MS = 7_776_000_000

_BOT = common.reference("botId", "bot", "Id of the bot that answers.")
_DATASET = common.reference("datasetId", "dataset", "Id of the dataset that is filled; it must be the account's own.")
_SKILLSET = common.reference("skillsetId", "skillset", "Id of the skillset that is served.")

_CONTACTS = common.switch("contactCollection", "Ask people who they are.")
_SESSION = common.number(
    "sessionDuration", "How long a conversation stays open, in milliseconds.", Between(0, _ONE_MONTH_MS, "ms")
)
_ALLOW_FROM = Field(
    name="allowFrom",
    shape=Shape.TEXT,
    doc="Who may write to the bot; left out, everyone; empty, no one.",
    default="*",
    clear=Clear.DEFAULT,
    null_reads_as="",
    source=_SEEN,
)
_ATTACHMENTS = common.switch("attachments", "Accept files.")
_HIDDEN_ATTACHMENTS = replace(_ATTACHMENTS, read_back=_NEVER)
_AUTO_RESPOND = common.text("autoRespond", "When to answer without being asked.", nullable=True, source=_SEEN)
_EXPIRES_IN = common.number(
    "expiresIn", "How long records stay after a sync, in milliseconds.", Between(0, _THREE_MONTHS_MS, "ms")
)
_SYNC_SCHEDULE = common.choice(
    "syncSchedule",
    "How often it is read again.",
    "never",
    "daily",
    "weekly",
    "monthly",
    source=_SEEN,
)
_VERIFY_TOKEN = OutputField(
    name="verifyToken", doc="What the vendor's webhook form asks for; made by the service.", secret=True
)


_SETUP = replace(
    common.switch("setupAfterChange", "Ask the service to set the integration up again after each change."),
    follow_up_action="setup",
)
_SETUP_AFTER_CREATE = replace(
    common.switch(
        "setupAfterCreate",
        "Ask the service to set the integration up after it was created. Each update does so by itself.",
    ),
    follow_up_action="setup",
    follow_up_on_update=False,
)
"""For kinds whose update queues a setup by itself, which their create does not (b.18, setup by itself)."""
_TRIGGER = replace(
    common.choice("trigger", "When it runs.", "never", "automatic", default="automatic", source=_SEEN),
    read_back=_NEVER,
)
_SYNC = replace(
    common.switch("syncAfterChange", "Ask the service to read the source again after each change."),
    follow_up_action="sync",
)


def _integration(
    kind: str,
    title: str,
    class_name: str,
    doc: str,
    *fields: Field,
    outputs: tuple[OutputField, ...] = (),
    notes: tuple[str, ...] = (),
    makes_records: bool = False,
) -> Kind:
    return Kind(
        name=f"integration_{kind}",
        class_name=f"{class_name}Integration",
        title=f"{title} integration",
        noun=f"{title} integration",
        path=("integration", kind),
        scope=Scope.RUN_AS,
        section="b.18",
        doc=doc,
        fields=(
            common.alias(unique_among=f"the account's {title} integrations"),
            common.name(),
            common.description(),
            common.blueprint_reference(),
            *fields,
            common.meta(),
        ),
        outputs=outputs,
        notes=notes,
        makes_records=makes_records,
    )


def _nullable(name: str, doc: str) -> Field:
    return common.text(name, doc, nullable=True, source=_SEEN)


WIDGET = _integration(
    "widget", "widget", "Widget", "A chat window in a web page.",
    _BOT, _SETUP,
    replace(
        _nullable("theme", "Colours and fonts: a theme with options, or an example's name, ``@examples/name``."),
        rules=(Matches(rf"(@examples/[^/\s]+|{common.STRUCTURED})?", "name, name/key=value, or @examples/name"),),
        # The service may store an example's theme in place of its name.
        reads_back_as_sent=r"(?s)(?!@examples/).*",
    ),
    _nullable("layout", "Shape of the window."),
    _nullable("title", "Heading."),
    _nullable("intro", "Text before the first message."),
    _nullable("initial", "First message of the bot."),
    _nullable("placeholder", "Text in the empty input."),
    _nullable("origin", "Where it may be embedded."),
    common.number("sessionDuration", "How long a conversation stays open, in milliseconds; at most an hour or so."),
    _nullable("language", "Language of the window."),
    _nullable("plugins", "Extensions of the window."),
    common.switch_on("stream", "Show answers while they are made."),
    common.switch_on("verbose", "Show what the bot is doing."),
    common.switch("tools", "Show the tools used."),
    common.switch_on("unfurl", "Show previews of links."),
    common.switch("math", "Show formulas."),
    common.switch("carousel", "Show carousels."),
    common.switch("form", "Show forms."),
    _ATTACHMENTS,
    common.switch_on("autoScroll", "Follow new messages."),
    common.switch("startFirst", "Let the bot begin."),
    _CONTACTS,
    common.switch_on("exportConversation", "Offer to export the conversation."),
    common.switch_on("restartConversation", "Offer to begin again."),
    common.switch_on("maximize", "Offer a large window."),
    common.switch_on("messagePeek", "Show a message beside the closed window."),
    common.switch("voiceIn", "Accept speech."),
    common.switch("voiceOut", "Speak answers."),
    common.switch_on("poweredBy", "Show the vendor's name; hiding it needs a plan that allows it."),
)  # fmt: skip

SLACK = _integration(
    "slack", "Slack", "Slack", "A bot in Slack.",
    _BOT, _SETUP_AFTER_CREATE,
    common.secret("signingSecret", "The app's signing secret.", read_back=_MASKED),
    common.secret("botToken", "The app's bot token.", read_back=_MASKED),
    common.secret("userToken", "A user's token.", read_back=_MASKED),
    _CONTACTS, _SESSION, _HIDDEN_ATTACHMENTS,
    common.switch("references", "Show sources."),
    common.switch("ratings", "Ask for ratings."),
    common.number("visibleMessages", "How many messages of a channel the bot sees.", Between(0, 10, "messages")),
    _AUTO_RESPOND, _ALLOW_FROM,
)  # fmt: skip

DISCORD = _integration(
    "discord", "Discord", "Discord", "A bot in Discord.",
    _BOT, _SETUP_AFTER_CREATE,
    _nullable("appId", "The app's id."),
    common.secret("botToken", "The app's bot token.", read_back=_NEVER),
    common.secret("publicKey", "The app's public key.", read_back=_NEVER),
    replace(_nullable("handle", "Command that calls the bot."), rules=(Matches(r"\w*", "letters, digits and _"),)),
    Field(
        name="ephemeral", shape=Shape.BOOLEAN, doc="Answer for the asker alone.", default=None, clear=Clear.NULL,
        read_back=_NEVER, source=_SEEN,
    ),
    _HIDDEN_ATTACHMENTS, _CONTACTS, _SESSION, _ALLOW_FROM,
)  # fmt: skip

MICROSOFTTEAMS = _integration(
    "microsoftteams", "Microsoft Teams", "MicrosoftTeams", "A bot in Microsoft Teams.",
    _BOT, _SETUP_AFTER_CREATE,
    _nullable("botFrameworkAppId", "The app's id."),
    common.secret("botFrameworkAppSecret", "The app's secret.", read_back=_NEVER),
    common.text("tenantId", "The Microsoft tenant.", nullable=True, read_back=_NEVER, source=_SEEN),
    _CONTACTS, _SESSION, _HIDDEN_ATTACHMENTS, _ALLOW_FROM,
)  # fmt: skip

GOOGLECHAT = _integration(
    "googlechat", "Google Chat", "GoogleChat", "A bot in Google Chat.",
    _BOT, _SETUP_AFTER_CREATE,
    common.secret("serviceAccountKey", "Key of a service account, as JSON text.", read_back=_MASKED),
    _nullable("projectNumber", "The project's number."),
    _CONTACTS, _SESSION, _ATTACHMENTS, _AUTO_RESPOND, _ALLOW_FROM,
)  # fmt: skip

WHATSAPP = _integration(
    "whatsapp", "WhatsApp", "WhatsApp", "A bot in WhatsApp.",
    _BOT, _SETUP,
    _nullable("phoneNumberId", "Id of the phone number."),
    common.secret("accessToken", "The app's access token.", read_back=_MASKED),
    common.secret("appSecret", "The app's secret; older deployments refuse it.", read_back=_MASKED),
    _CONTACTS, _SESSION, _ATTACHMENTS, _ALLOW_FROM,
    outputs=(_VERIFY_TOKEN,),
)  # fmt: skip

MESSENGER, INSTAGRAM = (
    _integration(
        kind, title, title, f"A bot in {title}.",
        _BOT, _SETUP,
        common.secret("accessToken", "The app's access token.", read_back=_MASKED),
        common.secret("appSecret", "The app's secret; older deployments refuse it.", read_back=_MASKED),
        _CONTACTS, _SESSION, _ATTACHMENTS,
        outputs=(_VERIFY_TOKEN,),
    )
    for kind, title in (("messenger", "Messenger"), ("instagram", "Instagram"))
)  # fmt: skip

TELEGRAM = _integration(
    "telegram", "Telegram", "Telegram", "A bot in Telegram.",
    _BOT, _SETUP,
    common.secret("botToken", "The bot's token.", read_back=_NEVER),
    _CONTACTS, _SESSION, _ATTACHMENTS, _ALLOW_FROM,
)  # fmt: skip

TWILIO = _integration(
    "twilio", "Twilio", "Twilio", "A bot on the phone and in text messages.",
    _BOT, _SETUP,
    _nullable("accountSid", "The account's id."),
    common.secret("authToken", "The account's token.", read_back=_NEVER),
    replace(
        _nullable("voice", "Voice of the bot, such as ``twilio/language=en-GB/voice=Polly.Emma``."),
        rules=(Matches(rf"({common.STRUCTURED})?", "a name, or name/key=value/key=value"),),
    ),
    _CONTACTS, _SESSION, _ALLOW_FROM,
)  # fmt: skip

EMAIL = _integration(
    "email", "e-mail", "Email", "A bot that answers e-mail.",
    _BOT, _SETUP, _CONTACTS, _SESSION, _ATTACHMENTS, _ALLOW_FROM,
)  # fmt: skip

TRIGGER = _integration(
    "trigger", "trigger", "Trigger", "A bot that is started by a request or by the clock.",
    _BOT, _SETUP,
    common.switch_on("authenticate", "Ask callers for the secret."),
    replace(_nullable("schedule", "Interval name, cron expression or ISO date."), empty_is_null=True),
    replace(_nullable("timezone", "IANA time zone of the schedule."), empty_is_null=True),
    _SESSION,
    outputs=(OutputField(name="secret", doc="What callers send; made by the service.", secret=True),),
)  # fmt: skip

SITEMAP = _integration(
    "sitemap", "sitemap", "Sitemap", "A dataset filled from a web site.",
    _DATASET, _SYNC,
    replace(
        _nullable("url", "The sitemap."),
        rules=(MaxCharacters(768), Matches(r"(https?://.+)?", "an http or https URL")),
    ),
    common.text("glob", "Which pages.", MaxBytes(191), nullable=True, source=_SEEN),
    common.text("selectors", "Which parts of a page, as CSS selectors.", MaxBytes(191), nullable=True, source=_SEEN),
    replace(common.switch("javascript", "Run the pages' scripts."), omit=Omit.RESETS),
    _SYNC_SCHEDULE, _EXPIRES_IN,
    makes_records=True,
)  # fmt: skip

NOTION = _integration(
    "notion", "Notion", "Notion", "A dataset filled from Notion.",
    _DATASET, _SYNC, common.secret("token", "Token of the Notion integration.", read_back=_MASKED), _SYNC_SCHEDULE,
    _EXPIRES_IN,
    makes_records=True,
)  # fmt: skip

SUPPORT = _integration(
    "support", "support", "Support", "A bot that hands conversations to people.",
    _BOT,
    replace(
        _nullable("email", "Where requests are sent."), rules=(EMAIL_OR_EMPTY,)
    ),
    _TRIGGER,
)  # fmt: skip

EXTRACT = _integration(
    "extract", "extract", "Extract", "Facts taken from conversations.",
    _BOT,
    common.json_object("schema", "JSON schema of the facts; replaced as a whole."),
    common.text("request", "The extraction's `request`; the API reference does not say what it does.", source=_SEEN),
    replace(_nullable("model", "Model that takes the facts."), rules=(common.MODEL,)),
    _TRIGGER,
)  # fmt: skip

GITHUB = _integration(
    "github", "GitHub", "Github", "A bot in issues and pull requests of GitHub.",
    _BOT, _SETUP_AFTER_CREATE,
    _nullable("appId", "Id of the GitHub App."),
    common.secret("privateKey", "The app's private key, as PEM text.", read_back=_MASKED),
    replace(
        common.secret(
            "webhookSecret",
            "Secret of the app's webhook. Left out, the service makes one; it can be replaced, never removed.",
            read_back=ReadBack.RETURNED,
        ),
        clear=Clear.IMPOSSIBLE,
        generated=True,
    ),
    _CONTACTS, _SESSION,
    replace(
        _ALLOW_FROM,
        doc="Who may call the bot: a list of ``@collaborators``, ``@login``, ``owner/repo``, ``owner/*`` and ``*``, "
        "separated by commas or lines; left out, collaborators; empty, no one.",
        default="@collaborators",
    ),
    notes=(
        "Enter `/v1/integration/github/{id}/event` below the address of the API as the app's webhook address.",
        "Older deployments do not have this kind.",
    ),
)  # fmt: skip

MCPSERVER = _integration(
    "mcpserver", "MCP server", "McpServer", "A skillset served over MCP.",
    _SKILLSET, common.reference("oAuthConnectionId", "oauth_connection", "Id of an OAuth connection of the account."),
)  # fmt: skip

SKILLSERVER = _integration("skillserver", "skill server", "SkillServer", "A skillset served over HTTP.", _SKILLSET)

INTEGRATIONS = (
    WIDGET, SLACK, DISCORD, MICROSOFTTEAMS, GOOGLECHAT, WHATSAPP, MESSENGER, INSTAGRAM, TELEGRAM, TWILIO, EMAIL,
    TRIGGER, SITEMAP, NOTION, SUPPORT, EXTRACT, MCPSERVER, SKILLSERVER, GITHUB,
)  # fmt: skip
