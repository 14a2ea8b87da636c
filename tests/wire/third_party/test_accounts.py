"""The account that the SDK acts in: by run-as (a.3), a tenant's own key (a.2) or a session (b.4)."""

import pytest

from pulumi_chatbotkit.testing import EmulatorServer
from wire.third_party.node_sdk import Account, SdkError
from wire.third_party.records import ids_of


def owner(emulator: EmulatorServer, bot: str) -> str:
    """The account that a bot belongs to, of the parent account and its partner users."""
    accounts = [emulator.parent_account, *ids_of(emulator.records("partner_user"))]
    return next(account for account in accounts if bot in ids_of(emulator.records("bot", account=account)))


def test_run_as_by_email_acts_in_the_sub_account(parent: Account, tenant: str, emulator: EmulatorServer) -> None:
    """The SDK's second way to name a sub-account."""
    bot = parent.having(runAsChildUserEmail="ops@acme.example").record("bot.create", {})["id"]

    assert owner(emulator, str(bot)) == tenant


def test_a_tenants_token_acts_as_the_tenant(parent: Account, tenant: str, emulator: EmulatorServer) -> None:
    """Its text is only in the answer to the create."""
    key = parent.record("partner.user.token.create", tenant, {})

    bot = parent.having(secret=key["token"]).record("bot.create", {})["id"]

    assert owner(emulator, str(bot)) == tenant


def test_a_deleted_token_is_refused(parent: Account, tenant: str) -> None:
    """Deleting a token revokes it at once."""
    key = parent.record("partner.user.token.create", tenant, {})

    parent.call("partner.user.token.delete", tenant, key["id"])

    with pytest.raises(SdkError, match="NOT_AUTHENTICATED"):
        parent.having(secret=key["token"]).call("bot.list")


def test_a_session_acts_as_the_tenant(parent: Account, tenant: str, emulator: EmulatorServer) -> None:
    """Until it expires, as the answer says in epoch milliseconds."""
    session = parent.record("partner.user.session.create", tenant, {"durationInSeconds": 60})

    bot = parent.having(secret=session["token"]).record("bot.create", {})["id"]

    assert owner(emulator, str(bot)) == tenant
    assert session.keys() == {"id", "token", "expiresAt"}


def test_a_sub_account_has_no_sub_accounts(parent: Account, tenant: str) -> None:
    """With run-as, partner users are those of the sub-account: none (docs/api/api.md a.3)."""
    acting = parent.having(runAsUserId=tenant)

    assert acting.items("partner.user.list") == []
    with pytest.raises(SdkError, match="NOT_AUTHORIZED"):
        acting.call("partner.user.fetch", tenant)


def test_deleting_a_partner_user_deletes_everything_in_it(
    parent: Account, tenant: str, emulator: EmulatorServer
) -> None:
    """One call deletes all; run-as calls are then NOT_AUTHENTICATED (trap 19: run-as a deleted sub-account)."""
    acting = parent.having(runAsUserId=tenant)
    acting.call("bot.create", {})
    parent.call("partner.user.context.create", tenant, {})

    parent.call("partner.user.delete", tenant)

    assert [emulator.records(kind) for kind in ("bot", "partner_user_context")] == [[], []]
    with pytest.raises(SdkError, match="NOT_AUTHENTICATED"):
        acting.call("bot.list")


def test_a_context_create_answers_the_record(parent: Account, tenant: str) -> None:
    """Other creates return only an id (a.6: success bodies)."""
    bot = parent.having(runAsUserId=tenant).record("bot.create", {})["id"]

    made = parent.record("partner.user.context.create", tenant, {"botId": bot})

    assert made == parent.call("partner.user.context.fetch", tenant, made["id"])


def test_lists_filter_by_email_meta_or_link(parent: Account, tenant: str) -> None:
    """The SDK sends meta as ``meta.key``, which the service accepts too (a.9: lists)."""
    parent.call("partner.user.create", {"email": "ops@umbra.example", "meta": {"plan": "gold"}})
    blueprint = parent.record("blueprint.create", {})["id"]
    bot = parent.record("bot.create", {"blueprintId": blueprint})["id"]
    parent.call("bot.create", {})

    by_email = parent.items("partner.user.list", {"email": "ops@acme.example"})
    by_meta = parent.items("partner.user.list", {"meta": {"plan": "gold"}})
    by_link = parent.items("bot.list", {"blueprintId": blueprint})

    assert [item["id"] for item in by_email] == [tenant]
    assert [item["email"] for item in by_meta] == ["ops@umbra.example"]
    assert [item["id"] for item in by_link] == [bot]
