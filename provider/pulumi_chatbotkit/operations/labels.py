"""What people call what the API has."""

from collections.abc import Mapping

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.plurals import counted


def label(what: str) -> str:
    """What people call objects of a kind: ``widget integration``."""
    kind = KINDS.get(what)
    return what if kind is None else kind.noun or kind.title.lower()


def all_counted(counts: Mapping[str, int]) -> str:
    """``1 bot, 3 conversations``."""
    return ", ".join(counted(count, label(what)) for what, count in sorted(counts.items()))
