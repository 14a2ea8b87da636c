"""The package's public names, and what importing them loads."""

import subprocess
import sys

import pulumi_chatbotkit
from pulumi_chatbotkit.catalog import KINDS


def test_every_public_name_can_be_imported() -> None:
    """Names are imported on first use, so a wrong module would not be noticed earlier."""
    assert all(getattr(pulumi_chatbotkit, name) for name in pulumi_chatbotkit.__all__)


def test_every_resource_is_public() -> None:
    """A generated class that is missing from the package's list could not be used as documented."""
    assert {kind.class_name for kind in KINDS.values()} <= set(pulumi_chatbotkit.__all__)


def test_importing_the_package_does_not_import_pulumi() -> None:
    """The command line and the emulator do not need it, and importing it takes long."""
    program = "import sys, pulumi_chatbotkit; sys.exit('pulumi' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_importing_the_resources_does_not_import_a_server() -> None:
    """Importing it takes long, and only an embedded service needs it."""
    program = "import sys, pulumi_chatbotkit.resources.kinds.bot; sys.exit('starlette' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_declaring_a_resource_does_not_import_the_client() -> None:
    """Lookup functions are in the same module; only a call of one needs the client."""
    program = "import sys, pulumi_chatbotkit; pulumi_chatbotkit.get_bot; sys.exit('httpx' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
