"""Plurals of the nouns that messages count."""


def plural(noun: str) -> str:
    """``policies``, ``widget integrations``."""
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
