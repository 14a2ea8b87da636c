"""A client whose wire is scripted and whose clock moves by sleeping only."""

import asyncio
from collections.abc import Callable, Sequence

import httpx
import pytest

from pulumi_chatbotkit.api import Client, ClientSettings, Hook, Timing, Watch

TOKEN = "planted-token"


@pytest.fixture
def client() -> Callable[..., Client]:
    """Makes a client that meets the given answers in turn; a wait for a retry takes half of its longest time."""

    def make(*answers: httpx.Response, hooks: Sequence[Hook] = (), watches: Sequence[Watch] = ()) -> Client:
        left = iter(answers)
        slept: list[float] = []

        async def sleep(seconds: float) -> None:
            slept.append(seconds)
            await asyncio.sleep(0)

        return Client(
            ClientSettings(base_url="https://api.chatbotkit.com", token=TOKEN),
            transport=httpx.MockTransport(lambda _request: next(left)),
            hooks=hooks,
            watches=watches,
            timing=Timing(monotonic=lambda: sum(slept), epoch=lambda: 0.0, sleep=sleep, random=lambda: 0.5),
        )

    return make
