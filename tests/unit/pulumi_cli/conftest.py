"""A machine made of scripts: the programs that are started are fakes on a PATH of their own."""

import shlex
from pathlib import Path

import pytest

COMPANIONS = ("pulumi-language-python", "pulumi-resource-pulumi-python")
CLOSED_PROXY = "http://127.0.0.1:9"  # nothing listens there, so no test reaches a download site

GO_SCRIPT = """\
#!/bin/sh
PATH=/usr/bin:/bin
echo "$(basename "$PWD") $*" >> {log}
case "$*" in
    "env GOVERSION") echo {version} ;;
    *" -m "*) echo {sdk} ;;
    build*)
        {before_build}
        while [ "$1" != -o ]; do shift; done
        printf '#!/bin/sh\\necho v3.259.0\\n' > "$2"
        chmod 755 "$2" ;;
esac
"""


class Machine:
    """``environ`` describes it; ``bin`` is its whole PATH, ``cache`` the cache, ``go_log`` what go was asked."""

    def __init__(self, root: Path) -> None:
        self.bin, self.cache, self.go_log = root / "bin", root / "cache", root / "go.log"
        self._sdk = root / "sdk"
        self.bin.mkdir()
        self.environ = {
            "PATH": str(self.bin),
            "HOME": str(root / "home"),
            "PULUMI_CHATBOTKIT_CACHE": str(self.cache),
            "HTTPS_PROXY": CLOSED_PROXY,
            "https_proxy": CLOSED_PROXY,
        }

    def script(self, path: Path, text: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
        return path

    def pulumi(self, directory: Path, says: str = "v3.259.0", companions: tuple[str, ...] = COMPANIONS) -> Path:
        """A CLI in ``directory`` that prints ``says`` as its version, with ``companions`` beside it."""
        for name in companions:
            self.script(directory / name, "#!/bin/sh\n")
        return self.script(directory / "pulumi", f"#!/bin/sh\necho {shlex.quote(says)}\n")

    def go(self, version: str = "go1.26.8", before_build: str = ":") -> None:
        """A go on PATH that "builds" shell scripts; ``before_build`` is shell code."""
        for script in ("python/cmd/pulumi-language-python-exec", "python/dist/pulumi-resource-pulumi-python"):
            (self._sdk / script).parent.mkdir(parents=True, exist_ok=True)
            (self._sdk / script).write_text("#!/bin/sh\n", encoding="utf-8")
        parts = {"log": self.go_log, "version": version, "sdk": self._sdk, "before_build": before_build}
        self.script(self.bin / "go", GO_SCRIPT.format(**parts))

    def cached(self) -> list[str]:
        """The visible names in the cache, without lock files."""
        return [path.name for path in self.cache.glob("engine/*") if path.suffix != ".lock"]

    def unfinished(self) -> list[str]:
        return [path.name for path in self.cache.glob("engine/.*")]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with nothing on it."""
    return Machine(tmp_path)
