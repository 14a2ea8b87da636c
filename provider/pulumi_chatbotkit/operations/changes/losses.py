"""What is lost with an object, in words, from the catalog."""

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.plurals import plural


def lost_with(kind: Kind) -> str:
    """What a deletion destroys besides the object itself, as a clause; "" if there is nothing to say.

    Source: docs/api/api.md b.1, and the parents of the catalog's kinds.
    """
    if kind is PARTNER_USER:
        nouns = [plural(each.noun) for each in kind.dependents]
        return f"everything in its account is lost: bots, datasets and their records, {', '.join(nouns)}, live keys"
    if kind.is_key:
        return "a live key: what uses it is refused from then on"
    inside = [_noun(each) for each in KINDS.values() if kind.name in {parent.kind for parent in each.parents[:1]}]
    return f"lost with each: its {', '.join(dict.fromkeys(inside))}" if inside else ""


def _noun(kind: Kind) -> str:
    """In the plural, without the name of what it is in: ``records``."""
    last = kind.name.rpartition("_")[2]
    return last if last.endswith("s") else plural(last)
