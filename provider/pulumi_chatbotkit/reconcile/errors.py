"""Errors of the core, besides those of the client; each message says what to do next."""

from pulumi_chatbotkit.api import ChatBotKitError


class Gone(ChatBotKitError):
    """The object to update no longer exists."""


class AnsweredWithoutId(ChatBotKitError):
    """A create was answered with JSON without an id, so the object has to be searched for."""

    may_have_created = True


class WrongAnswer(ChatBotKitError):
    """An action was answered with success, but not about the object that was asked for; it proves nothing."""


class WrongService(ChatBotKitError):
    """The object lives at another deployment or in another account than the one that is configured."""


class TooManyGone(ChatBotKitError):
    """More objects are gone at once than a run may accept without being told to."""


class ManagedElsewhere(ChatBotKitError):
    """The object is managed by another stack or state."""


class ValueTaken(ChatBotKitError):
    """Another object has a value that must be unique."""


class LookupFailed(ChatBotKitError):
    """It is unknown whether an object exists, so the state must not change."""


class ParentMissing(ChatBotKitError):
    """What the object is to be created in has no id, so nothing was created."""


class UploadFailed(ChatBotKitError):
    """The content of a new object could not be uploaded; the object was deleted again."""


class AdoptionRefused(ChatBotKitError):
    """An existing object may be the one to adopt, but this cannot be decided without the user."""


class DeleteRefused(ChatBotKitError):
    """Deleting the object would also delete objects that this stack does not manage; nothing was deleted."""


class ReplaceRefused(ChatBotKitError):
    """Replacing the object would lose what only the old one has; nothing was created."""


class SecretUnknown(ChatBotKitError):
    """An update would replace a secret that only the service knows; nothing was sent."""


class ContentMissing(ChatBotKitError):
    """The content to upload is not in the content store."""
