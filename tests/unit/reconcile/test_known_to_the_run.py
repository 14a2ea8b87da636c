"""Which objects a run knows, so that none of them is taken for what a create has just made."""

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.reconcile.run_history import RunHistory

BOT = KINDS["bot"]


def test_an_object_of_the_state_is_known() -> None:
    """Also one that this run has neither read nor changed; another id, and another kind, is not."""
    history = RunHistory()
    history.in_state(BOT, "b1", {"name": "Ada"})

    assert history.is_known(BOT, "b1")
    assert not history.is_known(BOT, "b2")
    assert not history.is_known(KINDS["dataset"], "b1")
