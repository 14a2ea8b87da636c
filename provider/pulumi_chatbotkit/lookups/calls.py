"""What the generated lookup functions call. The client is loaded by the first call, because most programs make none."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

_Result = TypeVar("_Result")


def find(make: Callable[..., _Result], kind_name: str, given: Mapping[str, object]) -> _Result:
    """The one object that a ``get_...`` function is asked for; ``given`` is the function's ``locals()``.

    Raises:
        pulumi.RunError: an argument cannot be used, no object or more than one was found, or the service refused.
    """
    from pulumi_chatbotkit.lookups.lookup import one  # noqa: PLC0415

    return one(make, kind_name, given)


def find_all(make: Callable[..., _Result], kind_name: str, given: Mapping[str, object]) -> Iterator[_Result]:
    """The objects that a ``list_...`` function is asked for, newest first, page by page; ``given`` as in ``find``.

    Raises:
        pulumi.RunError: an argument cannot be used, or the service refused.
    """
    from pulumi_chatbotkit.lookups.listing import objects  # noqa: PLC0415

    return objects(make, kind_name, given)
