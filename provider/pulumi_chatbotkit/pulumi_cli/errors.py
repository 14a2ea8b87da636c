"""What can go wrong while looking for an engine: one way is closed, or all of them are."""


class Unavailable(Exception):
    """One way to an engine is closed on this machine; the message says why, in one line."""


class EngineError(Exception):
    """No way led to an engine; the message says what was tried and what to do next."""
