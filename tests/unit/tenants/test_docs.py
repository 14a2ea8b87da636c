"""docs/tenants.md is correct: its examples are valid files, and its errors are the real ones."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pulumi_chatbotkit.cli import app
from pulumi_chatbotkit.inputs.tenant_layout import TENANT_NAMES
from pulumi_chatbotkit.inputs.tenants import TenantsFileError, TenantSpec, read_tenants

Read = Callable[..., tuple[TenantSpec, ...]]
PAGE = (Path(__file__).parents[3] / "docs/tenants.md").read_text()
BLOCKS: list[tuple[str, str]] = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
EXAMPLES = [(suffix, text) for suffix, text in BLOCKS if suffix in ("yaml", "json", "csv") and "Company" not in text]
EXPORT, WITH_EXPORT = (
    text for suffix, text in BLOCKS if text.startswith("Id,Company") or (suffix == "yaml" and "file: crm.csv" in text)
)


@pytest.mark.parametrize(("suffix", "text"), EXAMPLES)
def test_examples_are_valid(read: Read, suffix: str, text: str) -> None:
    """Readers copy examples before they read prose."""
    assert "acme" in [tenant.key for tenant in read(text, f".{suffix}")]


def test_the_export_is_read_as_the_page_says(read: Read, tmp_path: Path) -> None:
    """Keys and plans are normalised; the entry of the file adds to its row."""
    (tmp_path / "crm.csv").write_text(EXPORT, encoding="utf-8")

    acme, globex = read(WITH_EXPORT)

    assert (acme.key, globex.key) == ("acme-1", "globex")
    assert acme.arguments["bots"] == {"support": {"backstory": "Answer in en.", "model": "gpt-4o"}}


def test_the_errors_on_the_page_are_the_real_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page shows what people will search for."""
    monkeypatch.chdir(tmp_path)
    Path("tenants.yaml").write_text(
        "tenants:\n  acme:\n    naem: Acme\n    bots:\n      support:\n        visibility: secret\n"
    )

    with pytest.raises(TenantsFileError) as caught:
        read_tenants(Path("tenants.yaml"))

    assert str(caught.value) in [text.strip() for kind, text in BLOCKS if kind == "text"]


def test_the_explanation_on_the_page_is_the_real_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page's first file, explained."""
    monkeypatch.chdir(tmp_path)
    Path("tenants.yaml").write_text(EXAMPLES[0][1], encoding="utf-8")
    ran = CliRunner().invoke(app, ["tenants", "explain", "acme"])

    shown = next(text for kind, text in BLOCKS if kind == "text" and text.startswith("Bot acme.support"))
    assert shown in ran.stdout


@pytest.mark.parametrize("key", TENANT_NAMES)
def test_every_key_of_a_tenant_is_in_the_table(key: str) -> None:
    """A key that is not on the page does not exist for its reader."""
    assert f"`{key}`" in PAGE
