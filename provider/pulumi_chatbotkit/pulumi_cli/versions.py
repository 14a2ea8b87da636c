"""The versions of Pulumi and Go that this package gets and accepts. No other module names a version.

The module files under ``modules/`` pin the same versions for Go, and a test compares them.
"""

from typing import Final

from semver import VersionInfo

PULUMI_VERSION: Final = VersionInfo.parse("3.259.0")
"""The release that is downloaded or built when the machine has none."""

MINIMUM_VERSION: Final = VersionInfo.parse("3.216.0")
"""The oldest Pulumi CLI that is accepted from PATH; the same bound as on the Python SDK in pyproject.toml."""

NEXT_MAJOR: Final = VersionInfo.parse("4.0.0")

MINIMUM_GO: Final = VersionInfo.parse("1.26.0")
"""What Pulumi's go.mod asks for."""

BUILD_TIME: Final = "5 to 8 minutes on two cores, once per machine"
"""Measured with empty Go caches: 5 min 25 s, and 7 min 20 s with slower downloads."""
