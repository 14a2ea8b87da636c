"""Random faults and latency: the fleet of tenants converges, without duplicates and without orphans.

``make soak`` repeats it with ``CHAOS_RESOURCES`` and other seeds.
"""

import os
from collections.abc import Iterator

import pytest

from pulumi_chatbotkit.api import Timeouts
from pulumi_chatbotkit.emulator import EmulatorSettings, Fault, NormalLatency
from support.core_harness import HASTE, CoreHarness
from support.fleet import KINDS_OF_A_TENANT, Fleet
from support.model_values import FAULTS

RESOURCES = int(os.environ.get("CHAOS_RESOURCES", "150"))
SEEDS = (int(os.environ.get("SOAK_SEED", "0")),)
_LATENCY = NormalLatency(mean_s=0.004, deviation_s=0.002)


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """A service with latency."""
    with CoreHarness(EmulatorSettings(latency=_LATENCY), Timeouts(total_s=5.0), HASTE) as made:
        yield made


def inject_faults(harness: CoreHarness, seed: int) -> None:
    """From now on, each kind of fault affects 2 % of the calls."""
    for number, do in enumerate(FAULTS):
        lots = seed * len(FAULTS) + number
        harness.emulator.faults.add(Fault(route="*", do=do, times=None, probability=0.02, seed=lots))


def existing(harness: CoreHarness, fleet: Fleet) -> dict[str, list[str]]:
    """Ids by kind; without the keys that a run has named because they are in no state: none is deleted on a guess."""
    said = "\n".join(fleet.said)
    found = {kind: {str(record["id"]) for record in harness.emulator.records(kind)} for kind in KINDS_OF_A_TENANT}
    found["partner_user_token"] = {
        each for each in found["partner_user_token"] if f"orphans delete partner_user_token {each}" not in said
    }
    return {kind: sorted(ids) for kind, ids in found.items()}


def known(fleet: Fleet) -> dict[str, list[str]]:
    """Ids in the state by kind."""
    return {
        kind: sorted(member.id for member in layer) for kind, layer in zip(KINDS_OF_A_TENANT, fleet.layers, strict=True)
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_a_fleet_converges_after_random_faults(harness: CoreHarness, seed: int) -> None:
    """After three runs with faults and one without, each object exists once and is in the state."""
    fleet = Fleet(harness, RESOURCES)
    inject_faults(harness, seed)
    failed = [fleet.up(word) for word in ("one", "two", "three")]
    harness.emulator.faults.clear()

    assert fleet.up("three") == 0

    assert all(failed), "the faults must do something"
    assert existing(harness, fleet) == known(fleet)
    assert all(len(ids) == len(fleet.layers[0]) for ids in known(fleet).values())
    records = [record for kind in KINDS_OF_A_TENANT for record in harness.emulator.records(kind)]
    in_state = {identifier for ids in known(fleet).values() for identifier in ids}
    assert all(str(record["name"]).endswith(" three") for record in records if record["id"] in in_state)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_fleet_is_destroyed_after_random_faults(harness: CoreHarness, seed: int) -> None:
    """Objects that could not be deleted are deleted by the next run."""
    fleet = Fleet(harness, RESOURCES)
    assert fleet.up("one") == 0
    inject_faults(harness, seed)
    assert fleet.destroy() > 0
    harness.emulator.faults.clear()

    assert fleet.destroy() == 0

    assert set(map(len, existing(harness, fleet).values())) == {0}
