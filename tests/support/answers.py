"""Answers of the service, for scripted wires."""

import httpx


def ok() -> httpx.Response:
    """An answer to a create."""
    return httpx.Response(200, json={"id": "a"})


def throttled(retry_after_s: int = 2) -> httpx.Response:
    """Too many requests."""
    body = {"message": "Too many requests", "code": "TOO_MANY_REQUESTS"}
    return httpx.Response(429, json=body, headers={"retry-after": str(retry_after_s)})


def not_found() -> httpx.Response:
    """A refusal that no retry changes."""
    return httpx.Response(404, json={"message": "Not found", "code": "NOT_FOUND"})
