"""Plurals of the nouns that messages count."""


def plural(noun: str) -> str:
    """``policies``, ``widget integrations``."""
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def counted(number: int, noun: str) -> str:
    """``1 policy``, ``1,200 bots``."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"
