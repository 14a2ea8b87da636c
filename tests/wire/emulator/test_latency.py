"""Latency, with a sleep from the tests: nothing here really waits or measures time."""

import random
import statistics
from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import (
    Delay,
    Emulator,
    EmulatorSettings,
    Fault,
    FixedLatency,
    Latency,
    LatencyError,
    LongTailLatency,
    NormalLatency,
    Status,
    parse_latency,
)
from pulumi_chatbotkit.testing import EmulatorServer

ClientOf = Callable[..., httpx.Client]
Slow = Callable[..., tuple[Emulator, list[float]]]


@pytest.fixture
def slow(request: pytest.FixtureRequest) -> Slow:
    """Makes an emulator with a latency, and the list of the seconds that it waits."""

    def make(latency: Latency | None, seed: int = 7) -> tuple[Emulator, list[float]]:
        waits: list[float] = []

        async def sleep(seconds: float) -> None:
            waits.append(seconds)

        seeded = random.Random(seed)  # noqa: S311 - repeatable
        emulator = Emulator(EmulatorSettings(latency=latency, sleep=sleep, randomness=seeded, admin=True))
        request.addfinalizer(emulator.close)
        return emulator, waits

    return make


def waited(slow: Slow, client_of: ClientOf, latency: Latency, calls: int, seed: int = 7) -> list[float]:
    emulator, waits = slow(latency, seed)
    api = client_of(emulator)
    for _ in range(calls):
        api.get("/v1/bot/x/fetch")
    return waits


def test_without_latency_nothing_waits(slow: Slow, client_of: ClientOf) -> None:
    """sleep is not called, not even with 0."""
    emulator, waits = slow(None)
    client_of(emulator).get("/v1/bot/list")

    assert waits == []


def test_every_answer_of_the_api_is_late_even_errors(slow: Slow, client_of: ClientOf) -> None:
    """Control routes, pages and addresses of content do not belong to the API."""
    emulator, waits = slow(FixedLatency(seconds=0.25))
    api = client_of(emulator)
    emulator.faults.add(Fault(route="bot/list", do=Status(status=500)))

    for path in ("/v1/bot/list", "/v1/nothing/list", "/_emulator/health", "/openapi.json", "/elsewhere"):
        api.get(path)

    assert waits == [0.25, 0.25]


def test_a_write_precedes_the_wait(client_of: ClientOf) -> None:
    """A client that gives up loses the answer and not the write; the request is in the log."""
    seen: list[tuple[int, int]] = []

    async def sleep(_seconds: float) -> None:
        seen.append((len(emulator.records("bot")), len(emulator.requests)))

    emulator = Emulator(EmulatorSettings(latency=FixedLatency(seconds=1), sleep=sleep))
    client_of(emulator).post("/v1/bot/create", json={})

    assert seen == [(1, 1)]
    emulator.close()


def test_a_delay_fault_adds_to_the_latency(slow: Slow, client_of: ClientOf) -> None:
    emulator, waits = slow(FixedLatency(seconds=0.25))
    emulator.faults.add(Fault(route="*", do=Delay(seconds=2)))

    client_of(emulator).get("/v1/bot/list")

    assert waits == [2.25]


def test_a_normal_latency_is_spread_around_its_mean(slow: Slow, client_of: ClientOf) -> None:
    """Within limits that the seed guarantees."""
    waits = waited(slow, client_of, NormalLatency(mean_s=0.1, deviation_s=0.02), calls=300)

    assert statistics.mean(waits) == pytest.approx(0.1, rel=0.05)
    assert statistics.stdev(waits) == pytest.approx(0.02, rel=0.15)


def test_a_negative_latency_counts_as_zero(slow: Slow, client_of: ClientOf) -> None:
    """Half of these draws are negative."""
    waits = waited(slow, client_of, NormalLatency(mean_s=0, deviation_s=1), calls=100)

    assert all(wait > 0 for wait in waits)
    assert 30 < len(waits) < 70


def test_a_long_tail_has_its_median_and_its_99th_percentile(slow: Slow, client_of: ClientOf) -> None:
    """Within limits that the seed guarantees."""
    waits = waited(slow, client_of, LongTailLatency(median_s=0.05, p99_s=2), calls=800)

    assert statistics.median(waits) == pytest.approx(0.05, rel=0.2)
    assert 1 <= sum(wait > 2 for wait in waits) <= 16


def test_latency_is_as_repeatable_as_the_ids(slow: Slow, client_of: ClientOf) -> None:
    """By the settings' randomness."""
    tail = LongTailLatency(median_s=0.05, p99_s=2)
    first, again, other = (waited(slow, client_of, tail, calls=5, seed=seed) for seed in (7, 7, 8))

    assert first == again != other


def test_a_server_waits_before_it_answers() -> None:
    """Over a socket as in process."""
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    server = EmulatorServer(EmulatorSettings(latency=FixedLatency(seconds=9), sleep=sleep))
    answer = httpx.get(f"{server.url}/v1/bot/list", headers={"Authorization": f"Token {server.token}"})
    server.stop()

    assert (answer.status_code, waits) == (200, [9])


@pytest.mark.parametrize(
    ("text", "latency"),
    [
        ("100ms", FixedLatency(seconds=0.1)),
        ("1.5s", FixedLatency(seconds=1.5)),
        ("0ms", FixedLatency(seconds=0)),
        ("normal:100ms,20ms", NormalLatency(mean_s=0.1, deviation_s=0.02)),
        ("normal:1s, 0ms", NormalLatency(mean_s=1, deviation_s=0)),
        ("tail:50ms,2s", LongTailLatency(median_s=0.05, p99_s=2)),
    ],
)
def test_a_latency_is_parsed(text: str, latency: Latency) -> None:
    """The texts of the command line."""
    assert parse_latency(text) == latency


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("100", '"100" is no time'),
        ("", '"" is no time'),
        ("-5ms", '"-5ms" is no time'),
        ("1e3ms", '"1e3ms" is no time'),
        ("normal:100ms", "write 100ms, normal:MEAN,DEVIATION"),
        ("normal:100ms,20", '"20" is no time'),
        ("uniform:1ms,2ms", "write 100ms, normal:MEAN,DEVIATION"),
        ("fixed:1ms", "write 100ms, normal:MEAN,DEVIATION"),
        ("tail:2s,50ms", "the 99th percentile above the median"),
        ("tail:0ms,1s", "the median must be above 0"),
    ],
)
def test_a_text_that_is_not_a_latency_is_refused_with_the_rule(text: str, rule: str) -> None:
    """The message has the text."""
    with pytest.raises(LatencyError) as refused:
        parse_latency(text)

    assert str(refused.value).startswith(f'latency "{text}": ')
    assert rule in str(refused.value)
