"""Tenants files in a folder of the test's own."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from pulumi_chatbotkit.inputs.tenants import TenantsFileError, TenantSpec, read_tenants


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., tuple[TenantSpec, ...]]:
    """Reads a text as a tenants file; ``suffix`` is the format."""

    def from_text(text: str | bytes, suffix: str = ".yaml") -> tuple[TenantSpec, ...]:
        path = tmp_path / f"tenants{suffix}"
        path.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
        return read_tenants(path)

    return from_text


@pytest.fixture
def problems(read: Callable[..., tuple[TenantSpec, ...]]) -> Callable[..., list[tuple[int | None, str, str]]]:
    """Line, key and reason of everything that is wrong with a text."""

    def of_text(text: str | bytes, suffix: str = ".yaml") -> list[tuple[int | None, str, str]]:
        with pytest.raises(TenantsFileError) as caught:
            read(text, suffix)
        return [(problem.line, problem.key, problem.reason) for problem in caught.value.problems]

    return of_text
