"""The machine and the versions that a report names. Nothing in it identifies the owner."""

import importlib.metadata
import json
import os
import platform
import subprocess
from pathlib import Path

from bench.subjects import SDK_FOLDER
from pulumi_chatbotkit.pulumi_cli import PulumiCli


def machine() -> dict[str, str]:
    """Processor, cores, memory, system, and the load before anything is measured."""
    memory_bytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{memory_bytes / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}",
        "load average at the start": f"{os.getloadavg()[0]:.1f}",
    }


def versions(pulumi_cli: PulumiCli, node: str) -> dict[str, str]:
    """The versions of everything that is measured. ``node`` is "" if nothing of Node.js is."""
    packages = ("pulumi-chatbotkit", "pulumi", "httpx", "grpcio", "uvicorn")
    return {
        "Pulumi CLI": pulumi_cli.version,
        "Python": platform.python_version(),
        **{f"{name} (Python)": importlib.metadata.version(name) for name in packages},
        **(_versions_of_node(node) if node else {}),
    }


def _versions_of_node(node: str) -> dict[str, str]:
    manifest = json.loads((SDK_FOLDER / "node_modules" / "@chatbotkit" / "sdk" / "package.json").read_text("utf-8"))
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return {"Node": version.removeprefix("v"), "@chatbotkit/sdk": str(manifest["version"])}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
