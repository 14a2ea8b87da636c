"""Builds the Pulumi CLI from the published Go modules, for machines that reach a module proxy but not pulumi.com.

Two module files, because the two programs need different versions of one module: the Python language host became a
module of its own after sdk/v3 v3.79.0 and was never tagged since, so its last published form is the one inside that
version. The two scripts it works with come from the sdk of the CLI's version.
"""

import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from semver import VersionInfo

from pulumi_chatbotkit.pulumi_cli import process
from pulumi_chatbotkit.pulumi_cli.cache import BIN
from pulumi_chatbotkit.pulumi_cli.errors import Unavailable
from pulumi_chatbotkit.pulumi_cli.progress import Progress
from pulumi_chatbotkit.pulumi_cli.versions import BUILD_TIME, MINIMUM_GO, PULUMI_VERSION

SDK_MODULE: Final = "github.com/pulumi/pulumi/sdk/v3"
# Without it `pulumi version` prints nothing, and the Automation API refuses the CLI.
VERSION_FLAG: Final = f"-X {SDK_MODULE}/go/common/version.Version=v{PULUMI_VERSION}"
STRIP_FLAGS: Final = "-s -w"
TAGS: Final = ("-tags", "osusergo,grpcnotrace")
# What would make the result depend on the machine: another target, a workspace file, a C compiler.
GO_ENVIRONMENT: Final = {"CGO_ENABLED": "0", "GOWORK": "off", "GO111MODULE": "on", "GOOS": "", "GOARCH": ""}


@dataclass(frozen=True)
class Program:
    """One executable to build: its module folder under ``modules/``, its package and its linker flags."""

    name: str
    module: str
    package: str
    ldflags: str


CLI_PROGRAM: Final = Program(
    "pulumi", "pulumi", "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", f"{STRIP_FLAGS} {VERSION_FLAG}"
)
HOST_PROGRAM: Final = Program(
    "pulumi-language-python", "language_python", f"{SDK_MODULE}/python/cmd/pulumi-language-python", STRIP_FLAGS
)
PROGRAMS: Final = (CLI_PROGRAM, HOST_PROGRAM)
SCRIPTS: Final = ("python/cmd/pulumi-language-python-exec", "python/dist/pulumi-resource-pulumi-python")
"""Paths inside the sdk module."""


def fill_from_go(directory: Path, environ: Mapping[str, str], progress: Progress) -> None:
    """Build the pinned Pulumi CLI into ``directory / "bin"``.

    Raises:
        Unavailable: there is no ``go``, it is too old and cannot switch toolchains, or a download or the build failed.
    """
    found = shutil.which("go", path=environ.get("PATH", ""))
    if found is None:
        raise Unavailable("no go on PATH")
    binaries = directory / BIN
    binaries.mkdir()
    with tempfile.TemporaryDirectory(prefix="chatbotkit-pulumi-cli-") as scratch:
        modules = _copy_modules(Path(scratch))
        go = Go(found, {**environ, **GO_ENVIRONMENT}, modules)
        progress.say(f"building Pulumi {PULUMI_VERSION} with {go.version()}: {BUILD_TIME}")
        for program in PROGRAMS:
            with progress.step(f"downloading the Go modules of {program.name}"):
                go.download(program)
            with progress.step(f"compiling {program.name}"):
                go.build(program, binaries / program.name)
        _copy_scripts(go.module_directory(CLI_PROGRAM.module, SDK_MODULE), binaries)


@dataclass(frozen=True)
class Go:
    """The go command at ``executable``, working on the module folders under ``modules``."""

    executable: str
    environ: Mapping[str, str]
    modules: Path

    def version(self) -> str:
        """E.g. ``go1.26.8``: the version that will build, after any switch of toolchain.

        Raises:
            Unavailable: it is older than the module files ask for.
        """
        said = self._run(CLI_PROGRAM.module, "env", "GOVERSION").strip()
        numbers = re.match(r"go(\d+)\.(\d+)", said)
        if numbers is None or VersionInfo(int(numbers[1]), int(numbers[2])) < MINIMUM_GO:
            raise Unavailable(
                f"{self.executable} is {said or 'of no known version'}, needed is go{MINIMUM_GO} or newer"
            )
        return said

    def download(self, program: Program) -> None:
        """Fetch what ``program`` needs and no more: listing its packages makes go get their modules."""
        self._run(program.module, "list", "-mod=readonly", *TAGS, "-deps", "-f", "{{.ImportPath}}", program.package)

    def build(self, program: Program, target: Path) -> None:
        flags = ("-mod=readonly", "-trimpath", "-buildvcs=false", *TAGS, "-ldflags", program.ldflags)
        self._run(program.module, "build", *flags, "-o", str(target), program.package)

    def module_directory(self, folder: str, module: str) -> Path:
        return Path(self._run(folder, "list", "-mod=readonly", "-m", "-f", "{{.Dir}}", module).strip())

    def _run(self, folder: str, *arguments: str) -> str:
        return process.run([self.executable, *arguments], environ=self.environ, cwd=self.modules / folder)


def _copy_modules(scratch: Path) -> Path:
    """A writable copy: an installed package may be read-only, and go writes lock files beside go.mod."""
    with as_file(files("pulumi_chatbotkit.pulumi_cli") / "modules") as packaged:
        return shutil.copytree(packaged, scratch / "modules")


def _copy_scripts(sdk: Path, binaries: Path) -> None:
    for script in SCRIPTS:
        target = shutil.copyfile(sdk / script, binaries / Path(script).name)
        target.chmod(0o755)  # the module cache holds them without the executable bit
