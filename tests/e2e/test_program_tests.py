"""``chatbotkit_program`` with the real Pulumi CLI: what a user's test of a program can see."""

from pathlib import Path

import pytest

from pulumi_chatbotkit.testing import EmulatorServer, ProgramTest

PROGRAM = """\
import pulumi
import pulumi_chatbotkit as chatbotkit

region = pulumi.Config().require("region")
acme = chatbotkit.Tenant("acme", name="Acme", bots={"support": {"name": f"Support {region}"}})
chatbotkit.Bot("kept", name="Kept", run_as=acme.user, opts=pulumi.ResourceOptions(protect=True))
pulumi.export("key", acme.tokens["token"].token)
"""


def test_a_test_of_a_program_sees_drift_and_leaves_nothing(
    tmp_path: Path, emulator: EmulatorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of what is protected; plugins of other providers are those of the user."""
    plugin = tmp_path / "home" / "plugins" / "resource-random-v4.16.7" / "pulumi-resource-random"
    plugin.parent.mkdir(parents=True)
    plugin.touch(mode=0o700)
    monkeypatch.setenv("PULUMI_HOME", str(tmp_path / "home"))
    project = tmp_path / "shop"
    project.mkdir()
    (project / "Pulumi.yaml").write_text("name: shop\nruntime: python\n", encoding="utf-8")
    (project / "__main__.py").write_text(PROGRAM, encoding="utf-8")
    program = ProgramTest(project, tmp_path / "copy", emulator)
    program.configure({"region": "EU"})

    program.up()
    bots = {str(each["name"]): str(each["id"]) for each in emulator.records("bot")}
    emulator.edit("bot", bots["Support EU"], {"name": "Edited by hand"})
    drift = program.drift()
    plugins = program.pulumi("plugin", "ls")
    key = program.outputs()["key"]
    program.destroy()

    assert set(bots) == {"Support EU", "Kept"}
    assert '"Edited by hand" => "Support EU"' in drift
    assert "random" in plugins
    assert str(key).startswith("sk-")
    assert emulator.records("partner_user") == []
