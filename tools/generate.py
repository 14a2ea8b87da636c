"""Writes the files that are derived from the catalog: a Python module and a reference page for each kind, the package's
``__init__.py``, the coverage page, and the page about the emulator's coverage.

``python tools/generate.py`` writes. With ``--check`` it writes nothing, and exits 1 if a file is stale or surplus.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jinja2

import class_filters
import page_filters
import tenant_filters
from emulator_page import coverage
from pulumi_chatbotkit.catalog import GUARDS, KINDS, OBJECT_KINDS
from pulumi_chatbotkit.catalog.schema.field import Omit
from pulumi_chatbotkit.inputs.tenant_layout import BY_DEFAULT, SECTION_OF_KIND, SECTIONS, SINGULAR_SECTIONS
from tenants_schema import tenants_schema
from typed_objects import OTHERS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "provider" / "pulumi_chatbotkit"
MODULES = PACKAGE / "resources" / "kinds"
PAGES = ROOT / "docs" / "reference"

TENANT: dict[str, object] = {
    "sections": [*SECTION_OF_KIND.values()],
    "roots": [*SECTIONS.values()],
    "singular": SINGULAR_SECTIONS,
    "by_default": BY_DEFAULT,
    "kinds": sorted((kind for name, kind in KINDS.items() if name not in GUARDS), key=lambda kind: kind.name),
}
"""What a tenant can have, for templates."""

ORIGIN = "Generated from the catalog by tools/generate.py: change the catalog and run `make generate`."
"""What the schema of the tenants file says of itself in its first line."""

HAND_WRITTEN_EXPORTS = {
    "components.tenant": ["Tenant", "TenantOptions"],
    "components.tenant_arguments": tenant_filters.public_names(),
    "components.tenants_file": ["tenants_from_file", "tenants_from_rows"],
    "functions.blueprint_clone": ["BlueprintCloneResult", "clone_blueprint"],
    "functions.blueprint_import": ["BlueprintImportResult", "ImportedResourceResult", "import_blueprint"],
    "functions.blueprint_resources": [
        *("BlueprintExportResult", "BlueprintResourceResult", "export_blueprint", "export_blueprint_output"),
        *("list_blueprint_resources", "list_blueprint_resources_output"),
    ],
    "functions.sessions": ["SessionResult", "create_session", "create_session_output"],
    "functions.session_routes": ["SessionCollection", "session_routes"],
    "functions.teams": ["TeamResult", "list_teams", "list_teams_output"],
    "functions.verification": ["verify_bot"],
    "inputs.tenants": [
        "TenantSpec",
        "TenantsFile",
        "TenantsFileError",
        "read_tenant_rows",
        "read_tenants",
        "read_tenants_file",
    ],
}
"""Public names of hand-written modules, by module below the package."""


def environment() -> jinja2.Environment:
    """The templates, with their filters."""
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - Python and Markdown are written here, never HTML
    )
    templates.filters.update({**class_filters.FILTERS, **page_filters.FILTERS, **tenant_filters.FILTERS})
    return templates


def generated() -> Iterator[tuple[Path, str]]:
    """Every generated file with its text."""
    templates = environment()

    def rendered(template: str, **values: object) -> str:
        return templates.get_template(f"{template}.jinja").render(values)

    for kind in KINDS.values():
        row = {"kind": kind, "is_object": kind.name in OBJECT_KINDS, "inherited": class_filters.inherited(kind)}
        yield MODULES / f"{kind.name}.py", formatted(rendered("kind.py", **row))
        yield (
            PAGES / f"{kind.name}.md",
            rendered("reference.md", **row, OTHERS=OTHERS, OWN_IDS=page_filters.OWN_IDS, Omit=Omit),
        )
    yield MODULES / "__init__.py", rendered("kinds.py")
    for module in ("tenant_arguments", "tenant_attributes"):
        yield PACKAGE / "components" / f"{module}.py", formatted(rendered(f"{module}.py", **TENANT))
    yield PAGES / "tenant.md", rendered("tenant.md", **TENANT)
    yield (
        ROOT / "docs" / "tenants.schema.json",
        f'{{"$comment": "{ORIGIN}",{json.dumps(tenants_schema(), indent=1)[1:]}\n',
    )
    yield PACKAGE / "__init__.py", formatted(rendered("package.py", exports=exports()))
    yield PAGES / "index.md", rendered("index.md", kinds=KINDS.values())
    yield PAGES / "coverage.md", rendered("coverage.md", kinds=OBJECT_KINDS.values(), PROOFS=page_filters.PROOFS)
    yield PAGES / "emulator.md", rendered("emulator.md", actions=coverage())


def exports() -> dict[str, list[str]]:
    """Every public name, by module below the package."""
    kinds = {f"resources.kinds.{name}": class_filters.public_names(kind) for name, kind in KINDS.items()}
    return dict(sorted({**HAND_WRITTEN_EXPORTS, **kinds}.items()))


def formatted(source: str) -> str:
    """Python source without unused imports, as ``ruff format`` writes it."""
    for command in (["check", "--quiet", "--fix-only", "--select", "F401"], ["format", "--quiet"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--config", str(ROOT / "pyproject.toml"), "-"]
        source = subprocess.run(ruff, input=source, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    return source


def stale(files: dict[Path, str]) -> list[Path]:
    """Files that are missing or differ, and files in the generated folders that no kind has any more."""
    changed = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    present = {*MODULES.glob("*.py"), *PAGES.glob("*.md")}
    return [*changed, *sorted(present - files.keys())]


def main() -> int:
    """Write the files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file is stale or surplus")
    only_check = parser.parse_args().check
    files = dict(generated())
    found = stale(files)
    for path in found:
        name = path.relative_to(ROOT)
        if only_check:
            problem = "stale" if path in files else "surplus"
            print(f"{problem}: {name}: run `make generate`", file=sys.stderr)
        elif path in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path], encoding="utf-8")
            print(f"wrote {name}")
        else:
            path.unlink()
            print(f"removed {name}")
    return 1 if only_check and found else 0


if __name__ == "__main__":
    sys.exit(main())
