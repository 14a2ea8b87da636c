"""The SDK's methods that are not about records: those with their own tests, and those that the emulator refuses."""

from typing import Final

OTHER_METHODS: Final = frozenset(
    {
        "blueprint.clone",
        "blueprint.listResources",
        "contact.ensure",
        "conversation.complete",
        "conversation.message.list",
        "dataset.file.attach",
        "dataset.file.detach",
        "dataset.file.list",
        "dataset.file.sync",
        "dataset.search",
        "file.download",
        "file.sync",
        "file.upload",
        "partner.user.session.create",
        "secret.authenticate",
        "secret.revoke",
        "secret.verify",
        "space.storage.copy",
        "space.storage.delete",
        "space.storage.download",
        "space.storage.list",
        "space.storage.move",
        "space.storage.upload",
        "task.cancel",
        "task.trigger",
        "team.list",
    }
)
"""Methods that are tested besides those of records; each has its own test."""

_BEYOND: Final = {
    "bot": "upvote downvote",
    "bot.session": "create",
    "channel": "publish subscribe",
    "contact.conversation": "list",
    "contact.secret": "list revoke verify authenticate",
    "contact.space": "list",
    "contact.task": "list",
    "conversation": "update dispatch send receive upvote downvote",
    "conversation.attachment": "upload",
    "conversation.message": "fetch create update delete upvote downvote",
    "conversation.session": "create",
    "dataset.record": "export",
    "event.log": "list export subscribe",
    "graphql": "call",
    "integration.email": "initiate",
    "integration.slack": "initiate",
    "integration.trigger": "invoke",
    "integration.twilio": "initiate",
    "magic": "generate",
    "memory": "export search",
    "platform.ability": "list search",
    "platform.action": "list",
    "platform.doc": "list search fetch",
    "platform.example": "list search fetch clone",
    "platform.manual": "list search fetch",
    "platform.model": "list",
    "platform.report": "list generate generateTyped generateBatch",
    "platform.secret": "list search",
    "platform.tutorial": "list search fetch",
    "skillset.ability": "export execute",
    "task": "export subscribe",
    "task.execution": "list cancel",
    "usage": "fetch",
    "usage.series": "fetch",
}

BEYOND: Final = tuple(f"{client}.{method}" for client, methods in _BEYOND.items() for method in methods.split())
"""Methods that the emulator does not support and has to refuse."""
