"""The packages that users have: what this package requires, and what those require. Tools of the tests are not there.

The HTTP client imports some of these tools where it finds them, which takes a tenth of a second in each provider.
"""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

_EXTRAS = ("", "policies", "telemetry")


@cache
def users_packages() -> Path:
    """A folder for PYTHONPATH, with all of them but this package itself."""
    folder = Path(tempfile.mkdtemp(prefix="pulumi-chatbotkit-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    link_packages(folder, required("pulumi-chatbotkit", *_EXTRAS))
    return folder


def link_packages(folder: Path, names: set[str]) -> None:
    """Links to what these distributions have in the environment of the tests."""
    for path in {path for name in names for path in _installed(name)}:
        (folder / path.name).symlink_to(path)


def required(name: str, *extras: str) -> set[str]:
    """The names of all distributions that one requires, and those require.

    Args:
        name: The one.
        extras: Of these extras of it; "" are those without any.
    """
    found = _needs(name, extras or ("",))
    to_do = [*found]
    while to_do:
        new = _needs(to_do.pop(), ("",)) - found
        found |= new
        to_do += new
    return found


def _needs(name: str, extras: tuple[str, ...]) -> set[str]:
    needs = [Requirement(text) for text in metadata.distribution(name).requires or ()]
    return {
        each.name
        for each in needs
        if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in extras)
    }


def _installed(name: str) -> Iterator[Path]:
    """The files and folders that a distribution has in the environment's folder of packages."""
    distribution = metadata.distribution(name)
    for first in {each.parts[0] for each in distribution.files or ()} - {"..", "__pycache__"}:
        yield Path(str(distribution.locate_file(first)))
