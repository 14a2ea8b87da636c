"""Values that Pulumi would lose, change or fail on are refused where the class is made, by their path."""

import pytest

from support.mocked_program import run_mocked

HEAD = """import datetime, decimal
import pulumi, pulumi_chatbotkit as chatbotkit
def deep(levels):
    return {"a": deep(levels - 1)} if levels else 1
"""

REFUSED = {
    "{'id': 1151230208783945818}": "payload.id is 1151230208783945818, which Pulumi does not keep exactly",
    "{'id': -2**53}": "payload.id is -9007199254740992, which Pulumi does not keep exactly",
    "{'id': 1e300}": "payload.id is 1e+300, which Pulumi does not keep exactly",
    "{'x': [{'y': float('nan')}]}": "payload.x.0.y is nan, which is not JSON",
    "{'x': float('-inf')}": "payload.x is -inf, which is not JSON",
    "{'a': {'b': None}}": "payload.a.b is None, which Pulumi would leave out",
    "{'a': [1, None]}": "payload.a.1 is None, which Pulumi would leave out",
    "{'a': {5: 'x'}}": "payload.a has the key 5, a int, but keys are text: write '5'",
    "{None: 'x'}": "payload has the key None, a NoneType, but keys are text",
    "{'a': {'chatbotkit:json': '5'}}": "payload.a has the key 'chatbotkit:json', which the provider writes into states",
    "{'chatbotkit:json': '5', 'other': 1}": "payload has the key 'chatbotkit:json'",
    "{'at': datetime.datetime(2026, 11, 28)}": "payload.at is a datetime, which is not JSON: write it as text",
    "{'at': decimal.Decimal('1.5')}": "payload.at is a Decimal, which is not JSON: write it as text",
    "{'at': b'x'}": "payload.at is a bytes, which is not JSON: decode it",
    "{'at': {1, 2}}": "payload.at is a set, which is not JSON: write it as a list",
    "{'at': object()}": "payload.at is a object, which is not JSON",
    "{'at': '\\ud800'}": "payload.at holds half of a character",
    "{'\\ud800': 1}": "which holds half of a character",
    "{'at': pulumi.Output.from_input({'b': 2**60})}": "payload.at.b is 1152921504606846976, which Pulumi does not",
    "{'at': pulumi.Output.secret({'b': 2**60})}": "payload.at.b is a secret number, which Pulumi does not keep exactly",
    "{'bot': chatbotkit.Bot('b')}": "payload.bot is a Bot, but must be a value, such as its id",
    "deep(26)": "is nested more than 25 deep",
}


@pytest.mark.parametrize(("payload", "says"), REFUSED.items())
def test_a_value_that_would_be_lost_or_changed_is_refused(payload: str, says: str) -> None:
    """With resource, field and path, and never as a traceback of Pulumi's."""
    ran = run_mocked(f"{HEAD}chatbotkit.PartnerUserContext('desk', user='u1', payload={payload})\n")

    assert ran.returncode != 0
    assert says in ran.stderr
    assert "PartnerUserContext 'desk': " in ran.stderr


def test_all_problems_are_reported_at_once() -> None:
    """Those inside of one resource."""
    ran = run_mocked(f"{HEAD}chatbotkit.Bot('ada', meta={{'a': float('nan'), 'b': {{1: 2}}}}, name=datetime)\n")

    for says in ("meta.a is nan", "meta.b has the key 1", "name is a module"):
        assert says in ran.stderr
