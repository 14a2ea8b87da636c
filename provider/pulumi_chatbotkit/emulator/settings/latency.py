"""Latency models: a fixed time, a normal distribution, or a long tail. They return seconds; ``faults.pauses`` waits."""

import math
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from pulumi_chatbotkit.emulator.errors import LatencyError


@dataclass(frozen=True, kw_only=True)
class FixedLatency:
    """Every answer takes the same time."""

    seconds: float

    def draw_s(self, _randomness: random.Random) -> float:
        """Seconds to wait before one answer."""
        return self.seconds


@dataclass(frozen=True, kw_only=True)
class NormalLatency:
    """Normally distributed; negative values count as 0."""

    mean_s: float
    deviation_s: float

    def draw_s(self, randomness: random.Random) -> float:
        """Seconds to wait before one answer."""
        return max(0.0, randomness.gauss(self.mean_s, self.deviation_s))


@dataclass(frozen=True, kw_only=True)
class LongTailLatency:
    """Log-normally distributed: half of the answers take at most ``median_s``, 99 of 100 at most ``p99_s``."""

    median_s: float
    p99_s: float

    def draw_s(self, randomness: random.Random) -> float:
        """Seconds to wait before one answer."""
        sigma = math.log(self.p99_s / self.median_s) / _P99_IN_DEVIATIONS
        return randomness.lognormvariate(math.log(self.median_s), sigma)


Latency: TypeAlias = FixedLatency | NormalLatency | LongTailLatency

_P99_IN_DEVIATIONS: Final = 2.3263478740408408
"""99 of 100 values of a normal distribution are below the mean plus this many standard deviations."""

_TIME: Final = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(ms|s)")
_SECONDS_BY_UNIT: Final = {"ms": 0.001, "s": 1.0}
_FORMS: Final = "100ms, normal:MEAN,DEVIATION such as normal:100ms,20ms, or tail:MEDIAN,P99 such as tail:50ms,2s"


def parse_latency(text: str) -> Latency:
    """The latency written as ``100ms``, ``normal:100ms,20ms`` or ``tail:50ms,2s``.

    Raises:
        LatencyError: the text has another form, or a tail whose 99th percentile is not above a median above 0.
    """
    name, separator, rest = text.partition(":")
    form = _MAKERS.get(name) if separator else (1, _fixed)
    times = (rest if separator else text).split(",")
    if form is None or len(times) != form[0]:
        raise LatencyError(text, f"write {_FORMS}")
    return form[1](text, [_seconds(text, time) for time in times])


def _seconds(text: str, time: str) -> float:
    found = _TIME.fullmatch(time.strip())
    if found is None:
        raise LatencyError(text, f'"{time}" is no time; write {_FORMS}')
    return float(found[1]) * _SECONDS_BY_UNIT[found[2]]


def _fixed(_text: str, times: list[float]) -> Latency:
    return FixedLatency(seconds=times[0])


def _normal(_text: str, times: list[float]) -> Latency:
    return NormalLatency(mean_s=times[0], deviation_s=times[1])


def _tail(text: str, times: list[float]) -> Latency:
    median_s, p99_s = times
    if not 0 < median_s < p99_s:
        raise LatencyError(text, "the median must be above 0, and the 99th percentile above the median")
    return LongTailLatency(median_s=median_s, p99_s=p99_s)


_MAKERS: Final[dict[str, tuple[int, Callable[[str, list[float]], Latency]]]] = {
    "normal": (2, _normal),
    "tail": (2, _tail),
}
"""By name: how many times the text must have, and the function that takes them."""
