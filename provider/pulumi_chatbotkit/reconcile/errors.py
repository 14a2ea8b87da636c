"""What the core can fail with beyond the client's errors; each says what to do next."""

from pulumi_chatbotkit.api import ChatBotKitError


class Gone(ChatBotKitError):
    """The object to update no longer exists."""


class AnsweredWithoutId(ChatBotKitError):
    """A create was answered with JSON that names no object: the object has to be looked for."""

    may_have_created = True


class LookupFailed(ChatBotKitError):
    """Whether an object exists could not be told, so the state must not change."""


class UploadFailed(ChatBotKitError):
    """The content of a new object could not be uploaded; the object was deleted again."""


class AdoptionRefused(ChatBotKitError):
    """An object that exists could be the one to be made, and the program has to say."""


class DeleteRefused(ChatBotKitError):
    """Deleting the object would destroy what this stack does not manage; nothing was deleted."""


class ContentMissing(ChatBotKitError):
    """Content has to be uploaded that is not in the content store."""
