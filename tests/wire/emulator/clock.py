"""A clock for emulators that a test moves."""

from dataclasses import dataclass


@dataclass
class Clock:
    """A clock that stands still until ``pass_ms``."""

    now_ms: int = 1_750_000_000_000

    def __call__(self) -> int:
        return self.now_ms

    def pass_ms(self, milliseconds: int) -> None:
        self.now_ms += milliseconds
