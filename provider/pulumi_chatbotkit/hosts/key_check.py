"""Whether the service takes a key: one call that any key may make."""

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pulumi_chatbotkit.api import ApiPath, Client

PATH: Final["ApiPath"] = ("bot", "list")
"""The same in both generations, and answered to the keys of partner users, too (docs/api/api.md a.3)."""
QUERY: Final = MappingProxyType({"take": "1"})


async def verify_key(client: "Client") -> None:
    """Return if the service takes the client's key.

    Raises:
        ChatBotKitError: it does not (``NotAuthenticated``), or cannot be asked.
    """
    await client.get(PATH, query=QUERY)
