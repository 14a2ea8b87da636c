"""Routes of the API that the emulator does not have: it answers 501 by name there, and 404 where the API has no route.

Sources: docs/api/api.md, in the sections named, and the paths in the Node SDK 1.36.
"""

from typing import Final

_INTEGRATIONS_WITHOUT_TABLE: Final = ("recall", "anam", "avatar")
"""Integrations whose fields docs/api/api.md b.18 does not describe."""

LEFT_OUT: Final = (
    # b.6
    "/v1/blueprint/{blueprintId}/bulletin/create",
    "/v1/blueprint/{blueprintId}/bulletin/list",
    # b.8, b.11
    "/v1/dataset/{datasetId}/record/export",
    "/v1/skillset/{skillsetId}/ability/export",
    "/v1/skillset/{skillsetId}/ability/{abilityId}/execute",
    "/v1/ability/export",
    "/v1/ability/create",
    "/v1/ability/list",
    *(f"/v1/ability/{{abilityId}}/{action}" for action in ("fetch", "update", "delete")),
    # b.12
    *(f"/v1/contact/{{contactId}}/secret/{{secretId}}/{action}" for action in ("authenticate", "revoke", "verify")),
    *(f"/v1/contact/{{contactId}}/secret/{{secretId}}/{action}" for action in ("mint", "proxy")),
    # b.17
    "/v1/team/create",
    *(f"/v1/team/{{teamId}}/{action}" for action in ("fetch", "update", "delete")),
    # b.18
    *(
        f"/v1/integration/{name}/{action}"
        for name in _INTEGRATIONS_WITHOUT_TABLE
        for action in ("create", "list", "{integrationId}/fetch", "{integrationId}/update", "{integrationId}/delete")
    ),
    "/v1/integration/extract/{extractIntegrationId}/item/list",
    "/v1/integration/extract/{extractIntegrationId}/item/{itemId}/fetch",
    "/v1/integration/email/{emailIntegrationId}/initiate",
    "/v1/integration/slack/{slackIntegrationId}/initiate",
    "/v1/integration/twilio/{twilioIntegrationId}/initiate",
    "/v1/integration/trigger/{triggerIntegrationId}/invoke",
    "/v1/integration/github/{githubIntegrationId}/event",
    # b.21
    "/v1/task/export",
    "/v1/task/{taskId}/subscribe",
    "/v1/task/{taskId}/execution/list",
    "/v1/task/{taskId}/execution/{taskExecutionId}/cancel",
    # b.22
    *(
        f"/v1/contact/{{contactId}}/{listed}/list"
        for listed in ("conversation", "memory", "rating", "secret", "space", "task")
    ),
    # b.23
    "/v1/memory/search",
    "/v1/memory/export",
    # b.24
    "/v1/decision/create",
    *(f"/v1/platform/{listed}/list" for listed in ("model", "ability", "secret", "action", "doc", "example")),
    *(f"/v1/platform/{listed}/list" for listed in ("manual", "report", "tutorial")),
    *(f"/v1/platform/{listed}/search" for listed in ("ability", "secret", "doc", "example", "manual", "tutorial")),
    *(f"/v1/platform/{fetched}/{{id}}/fetch" for fetched in ("doc", "example", "manual", "tutorial")),
    "/v1/platform/example/{exampleId}/clone",
    "/v1/platform/report/generate",
    "/v1/platform/report/{reportId}/generate",
    # Conversations and the rest of the Node SDK
    "/v1/conversation/dispatch",
    *(
        f"/v1/conversation/{{conversationId}}/{action}"
        for action in ("update", "dispatch", "send", "receive", "upvote", "downvote", "message/list", "message/create")
    ),
    *(
        f"/v1/conversation/{{conversationId}}/message/{{messageId}}/{action}"
        for action in ("fetch", "update", "delete", "upvote", "downvote")
    ),
    "/v1/Attachment/{attachmentId}/upload",
    "/v1/conversation/{conversationId}/session/create",
    "/v1/bot/{botId}/upvote",
    "/v1/bot/{botId}/downvote",
    "/v1/bot/{botId}/session/create",
    "/v1/channel/{channelId}/publish",
    "/v1/channel/{channelId}/subscribe",
    "/v1/event/log/export",
    "/v1/event/log/list",
    "/v1/event/log/subscribe",
    "/v1/graphql",
    "/v1/magic/{magicId}/generate",
    "/v1/usage/fetch",
    "/v1/usage/series/fetch",
)
"""Templates of paths. A route that is implemented needs no removal here: routes are looked up first."""
