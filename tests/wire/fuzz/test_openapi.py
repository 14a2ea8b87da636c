"""Generated requests to every operation of the OpenAPI document: the answers match the document.

FUZZ_EXAMPLES is the number of requests per test; without it, the same requests are made every time.
"""

import os
from collections.abc import Callable, Iterator

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from wire.fuzz.generation import CHECKS, Case, Operation, operations
from wire.fuzz.harness import HEADERS, NO_RUN_AS, OperationHarness
from wire.fuzz.reasons import depends_on_other_values, may_be_system_error, remove_links

EXAMPLES = os.environ.get("FUZZ_EXAMPLES")
OPERATIONS = [*operations("seed")]


def label(operation: Operation) -> str:
    return operation.label.replace("/v1/", "")


by_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=label)
by_operation_that_forbids = pytest.mark.parametrize("operation", [one for one in OPERATIONS if one.forbids], ids=label)


@pytest.fixture
def harness(operation: Operation) -> Iterator[OperationHarness]:
    harness = OperationHarness(operation, "seed")
    yield harness
    harness.close()


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


def answer(operation: Operation, harness: OperationHarness, case: Case) -> httpx.Response:
    """The answer, after checking that the document describes it and that a system error has a known reason."""
    response = harness.send(case)
    case.validate_response(response, checks=CHECKS)
    explained = response.status_code == 501 or may_be_system_error(operation, case)
    assert response.status_code < 500 or explained, response.text
    return response


@by_operation
def test_allowed_requests_succeed(operation: Operation, harness: OperationHarness) -> None:
    """A client written from the document would be refused otherwise."""

    def check(case: Case) -> None:
        remove_links(operation, case)
        response = answer(operation, harness, case)
        assert response.status_code == 200 or depends_on_other_values(operation, response), response.text

    each(operation.allowed(HEADERS | NO_RUN_AS, harness.ids), check)


@by_operation_that_forbids
def test_forbidden_requests_get_documented_answers(operation: Operation, harness: OperationHarness) -> None:
    """They are refused, or converted as the service does."""
    each(operation.forbidden(HEADERS | NO_RUN_AS, harness.ids), lambda case: answer(operation, harness, case))


@by_operation
def test_unknown_records_and_accounts_get_documented_answers(operation: Operation, harness: OperationHarness) -> None:
    each(operation.allowed(HEADERS), lambda case: answer(operation, harness, case))
