"""The Pulumi program with a tenants file."""

from pathlib import Path

import pulumi

from bench.program import NAMESPACE
from bench.tenants_file import tenants_file
from pulumi_chatbotkit import tenants_from_file


def declare() -> None:
    """Declare the tenants of a file, which is written first."""
    path = Path("tenants.yaml")
    path.write_text(tenants_file(pulumi.Config(NAMESPACE).require_int("tenants")), encoding="utf-8")
    tenants_from_file(path)
