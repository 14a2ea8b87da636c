"""The provider object that a program pickles, and what the host tells it."""

from pulumi import dynamic


class PlainReference(dynamic.ResourceProvider):
    """A provider whose pickled form is kept in plain text: it only names code, and encrypting it is slow."""

    serialize_as_secret_always = False


def configuration_of(request: dynamic.ConfigureRequest) -> dict[str, object]:
    """The stack's whole configuration, by key with namespace: ``Config`` itself only answers for keys asked by name."""
    return vars(request.config)["_props"]
