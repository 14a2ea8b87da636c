"""Python, this package, Pulumi's SDK and its CLI."""

import platform
from collections.abc import Iterator, Mapping
from importlib import metadata
from tempfile import TemporaryDirectory
from typing import Final

from semver import VersionInfo

from pulumi_chatbotkit.operations.doctor.report import Line, ok, problem, warning
from pulumi_chatbotkit.pulumi_cli import PulumiCli, PulumiCliError, find_pulumi_cli
from pulumi_chatbotkit.pulumi_cli.environment import HOME_VARIABLE
from pulumi_chatbotkit.pulumi_cli.pip import ADD_PIP, NO_PIP, has_pip
from pulumi_chatbotkit.pulumi_cli.versions import MINIMUM_VERSION, NEXT_MAJOR

_RANGE: Final = f"{MINIMUM_VERSION} or newer, below {NEXT_MAJOR}"


def packages() -> Iterator[Line]:
    """Python and the packages in its environment."""
    yield ok("python", f"Python {platform.python_version()}, pulumi-chatbotkit {metadata.version('pulumi-chatbotkit')}")
    yield _sdk(metadata.version("pulumi"))
    if not has_pip():
        yield warning("pip", NO_PIP, f"add it: {ADD_PIP}")


def cli(environ: Mapping[str, str]) -> tuple[PulumiCli | None, Line]:
    """The Pulumi CLI of this machine, if there is one that can be used."""
    try:
        with TemporaryDirectory(prefix="pulumi-chatbotkit-doctor-") as home:  # `pulumi version` leaves a log there
            found = find_pulumi_cli({**environ, HOME_VARIABLE: home})
    except PulumiCliError as error:
        refusals = " ".join(line.strip() for line in str(error).splitlines()[:-1])
        return None, problem("Pulumi CLI", refusals, "pulumi-chatbotkit engine ensure")
    return found, ok("Pulumi CLI", f"{found} ({_RANGE})")


def _sdk(version: str) -> Line:
    found = f"Pulumi SDK for Python {version} ({_RANGE})"
    if MINIMUM_VERSION <= VersionInfo.parse(version) < NEXT_MAJOR:
        return ok("Pulumi SDK", found)
    return problem("Pulumi SDK", found, f"pip install 'pulumi>={MINIMUM_VERSION},<{NEXT_MAJOR}'")
