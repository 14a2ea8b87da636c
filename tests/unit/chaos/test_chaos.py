"""Everything fails now and then, at random and with latency: the fleet converges, nothing twice, nothing left.

``make soak`` repeats it with ``CHAOS_RESOURCES`` and ``CHAOS_SEEDS``.
"""

import os
from collections.abc import Iterator

import pytest

from pulumi_chatbotkit.api import Timeouts
from pulumi_chatbotkit.emulator import EmulatorSettings, Fault, NormalLatency
from support.fleet import KINDS_OF_A_TENANT, Fleet
from support.model import FAULTS
from support.world import HASTE, World

RESOURCES = int(os.environ.get("CHAOS_RESOURCES", "150"))
SEEDS = int(os.environ.get("CHAOS_SEEDS", "1"))
_LATENCY = NormalLatency(mean_s=0.004, deviation_s=0.002)


@pytest.fixture
def world() -> Iterator[World]:
    """A service that takes its time."""
    with World(EmulatorSettings(latency=_LATENCY), Timeouts(total_s=5.0), HASTE) as made:
        yield made


def storm(world: World, seed: int) -> None:
    """From now on each sort of fault strikes 2 % of the calls."""
    for number, do in enumerate(FAULTS):
        lots = seed * len(FAULTS) + number
        world.emulator.faults.add(Fault(route="*", do=do, times=None, probability=0.02, seed=lots))


def existing(world: World) -> dict[str, list[str]]:
    """Ids by kind."""
    return {kind: sorted(str(record["id"]) for record in world.emulator.records(kind)) for kind in KINDS_OF_A_TENANT}


def known(fleet: Fleet) -> dict[str, list[str]]:
    """Ids in the state by kind."""
    return {
        kind: sorted(member.id for member in layer) for kind, layer in zip(KINDS_OF_A_TENANT, fleet.layers, strict=True)
    }


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_fleet_converges_whatever_fails(world: World, seed: int) -> None:
    """Three runs in the storm, and one after it: each object once, in the state."""
    fleet = Fleet(world, RESOURCES)
    storm(world, seed)
    failed = [fleet.up(word) for word in ("one", "two", "three")]
    world.emulator.faults.clear()

    assert fleet.up("three") == 0

    assert failed[0] > failed[-1]
    assert existing(world) == known(fleet)
    assert all(len(ids) == len(fleet.layers[0]) for ids in existing(world).values())
    names = [str(record["name"]) for kind in KINDS_OF_A_TENANT for record in world.emulator.records(kind)]
    assert all(name.endswith(" three") for name in names)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_fleet_is_destroyed_whatever_fails(world: World, seed: int) -> None:
    """What the storm keeps goes with the next run, and nothing is left."""
    fleet = Fleet(world, RESOURCES)
    assert fleet.up("one") == 0
    storm(world, seed)
    assert fleet.destroy() > 0
    world.emulator.faults.clear()

    assert fleet.destroy() == 0

    assert set(map(len, existing(world).values())) == {0}
