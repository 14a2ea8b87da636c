"""Where NOT_FOUND may mean "empty": it is believed if it stays, while the object that would hold something answers.

In an outage any route may answer NOT_FOUND (docs/api/api.md a.7, errors): what is skipped then would be missing in an
archive, after which the account is deleted.
"""

from collections.abc import Mapping
from typing import Final

from pulumi_chatbotkit.api import ApiPath, Client, NotFound, RunAs
from pulumi_chatbotkit.json_values import JsonObject

_TIMES: Final = 8


async def get_or_nothing(
    client: Client, path: ApiPath, holder: ApiPath, run_as: RunAs | None, query: Mapping[str, str]
) -> JsonObject | None:
    """The answer to a GET; None if it is NOT_FOUND each time it is asked.

    Args:
        client: The client.
        path: What to ask for.
        holder: The fetch of the object that holds it, which has to answer each time.
        run_as: The partner user whose account both are in.
        query: The query of ``path``.

    Raises:
        ChatBotKitError: the service refused or did not answer; ``NotFound`` if it does not find the holder.
    """
    for _ in range(_TIMES):
        try:
            return await client.get(path, query=query, run_as=run_as)
        except NotFound:
            await client.get(holder, run_as=run_as)
    return None
