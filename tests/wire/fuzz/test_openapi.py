"""Generated requests to every operation of the OpenAPI document: the emulator answers what it says it answers.

The number of requests per test is FUZZ_EXAMPLES; unless it is set, the same requests are made every time.
"""

import os
from collections.abc import Callable, Iterator

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from wire.fuzz.generation import CHECKS, Case, Operation, operations
from wire.fuzz.reasons import depends_on_other_values, leave_links_out, may_be_system_error
from wire.fuzz.world import HEADERS, NO_RUN_AS, World

EXAMPLES = os.environ.get("FUZZ_EXAMPLES")
OPERATIONS = [*operations("seed")]


def label(operation: Operation) -> str:
    return operation.label.replace("/v1/", "")


by_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=label)
by_operation_that_forbids = pytest.mark.parametrize("operation", [one for one in OPERATIONS if one.forbids], ids=label)


@pytest.fixture
def world(operation: Operation) -> Iterator[World]:
    world = World(operation, "seed")
    yield world
    world.close()


def each(cases: SearchStrategy[Case], check: Callable[[Case], object]) -> None:
    """Run ``check`` on generated cases."""

    @settings(
        max_examples=int(EXAMPLES or 2),
        derandomize=EXAMPLES is None,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )
    @given(cases)
    def run(case: Case) -> None:
        check(case)

    run()


def answer(operation: Operation, world: World, case: Case) -> httpx.Response:
    """The answer, which the document describes and which is no system error without a reason."""
    response = world.send(case)
    case.validate_response(response, checks=CHECKS)
    explained = response.status_code == 501 or may_be_system_error(operation, case)
    assert response.status_code < 500 or explained, response.text
    return response


@by_operation
def test_what_the_document_allows_is_done(operation: Operation, world: World) -> None:
    """A client written from the document would be refused otherwise."""

    def check(case: Case) -> None:
        leave_links_out(operation, case)
        response = answer(operation, world, case)
        assert response.status_code == 200 or depends_on_other_values(operation, response), response.text

    each(operation.allowed(HEADERS | NO_RUN_AS, world.ids), check)


@by_operation_that_forbids
def test_what_the_document_forbids_is_answered_as_it_says(operation: Operation, world: World) -> None:
    """Refused, or converted as the service does; never an answer that nobody expects."""
    each(operation.forbidden(HEADERS | NO_RUN_AS, world.ids), lambda case: answer(operation, world, case))


@by_operation
def test_unknown_records_and_accounts_are_answered_as_the_document_says(operation: Operation, world: World) -> None:
    """Ids and accounts to run as come from people, too."""
    each(operation.allowed(HEADERS), lambda case: answer(operation, world, case))
