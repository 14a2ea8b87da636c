"""Whether this Python environment has pip, which Pulumi's language host asks for the packages of a program."""

import importlib.util
from typing import Final

NO_PIP: Final = "this Python environment has no pip, and Pulumi's language host asks pip which packages a program has"
ADD_PIP: Final = "`python -m ensurepip`, or `uv pip install pip`"


def has_pip() -> bool:
    """True if it has."""
    return importlib.util.find_spec("pip") is not None
