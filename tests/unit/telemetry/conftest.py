"""A client with scripted responses, whose clock moves only when it sleeps."""

import asyncio
from collections.abc import Callable, Sequence

import httpx
import pytest

from pulumi_chatbotkit.api import Client, ClientSettings, Hook, Timing, Watch

TOKEN = "planted-token"


@pytest.fixture
def client() -> Callable[..., Client]:
    """Makes a client that gets the given responses in turn; each wait for a retry is half of the longest possible."""

    def make(*answers: httpx.Response, hooks: Sequence[Hook] = (), watches: Sequence[Watch] = ()) -> Client:
        left = iter(answers)
        slept: list[float] = []

        async def sleep(seconds: float) -> None:
            slept.append(seconds)
            await asyncio.sleep(0)

        return Client(
            ClientSettings(base_url="https://api.chatbotkit.com", token=TOKEN, generation="user"),
            transport=httpx.MockTransport(lambda _request: next(left)),
            hooks=hooks,
            watches=watches,
            timing=Timing(monotonic=lambda: sum(slept), epoch=lambda: 0.0, sleep=sleep, random=lambda: 0.5),
        )

    return make
