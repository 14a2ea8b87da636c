"""What a user sees of an input that is accepted and does not do what its name says."""

import os
from pathlib import Path

from pulumi_chatbotkit.testing import EmulatorServer
from support.provider_process import ProviderProcess


def test_trap_32_routes_of_a_token_are_warned_of(emulator: EmulatorServer, tmp_path: Path) -> None:
    """The check passes, and its line says what to use instead."""
    configuration = {"chatbotkit:endpoint": emulator.url, "chatbotkit:token": emulator.token}
    with (tmp_path / "stderr").open("w+", encoding="utf-8") as errors:
        with ProviderProcess(tmp_path, configuration, dict(os.environ), errors) as process:
            checked = process.check("partner_user_token", {"userId": "u1", "config": {"allowedRoutes": ["bot/**"]}})
        errors.seek(0)
        said = process.printed + errors.read()

    assert not checked.failures
    assert "warning: PartnerUserToken: config.allowedRoutes restricts nothing" in said
    assert "create_session" in said
