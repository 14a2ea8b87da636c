"""How fast requests leave: one pace, without a client."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_chatbotkit.api.rate_limit.pace import Pace


@given(st.floats(0.1, 1000), st.lists(st.floats(0, 100), min_size=2, max_size=20).map(sorted))
def test_no_second_holds_more_starts_than_its_share(rate: float, arrivals: list[float]) -> None:
    """Whenever calls arrive, their starts are at least one interval apart."""
    pace = Pace(rate)
    starts: list[float] = []

    for now_s in arrivals:
        starts.append(max([now_s, *starts]) + pace.wait_s(max([now_s, *starts])))
        pace.start(starts[-1])

    assert all(later - earlier >= 1 / rate - 1e-6 for earlier, later in pairwise(starts))


@given(st.lists(st.floats(0, 100), max_size=20).map(sorted))
def test_before_the_first_refusal_nothing_waits(arrivals: list[float]) -> None:
    """A service without a limit must not be slowed."""
    pace = Pace()

    for now_s in arrivals:
        assert pace.wait_s(now_s) == 0
        pace.start(now_s)


@given(st.lists(st.tuples(st.floats(0.001, 10), st.booleans()), max_size=100))
def test_no_history_stops_a_pace_for_good(answers: list[tuple[float, bool]]) -> None:
    """However a service refuses, the next probe comes within seconds: its limit may be lifted any time."""
    pace = Pace()
    now_s = 0.0

    for after_s, accepted in answers:
        now_s += pace.wait_s(now_s)
        pace.start(now_s)
        sent_s, now_s = now_s, now_s + after_s
        if accepted:
            pace.accepted(now_s, sent_s=sent_s)
        else:
            pace.refused(now_s, sent_s=sent_s)
        assert pace.wait_s(now_s) <= 8 + 1e-6  # floats round


@pytest.mark.parametrize(("sent_s", "held_s"), [(0.9, 0.25), (1.0, 0.0), (1.05, 0.0)])
def test_what_is_accepted_after_a_cut_shows_that_it_was_enough(sent_s: float, held_s: float) -> None:
    """Also if it started at the moment of the cut, but not if it was in flight before: then it says nothing, and the
    next refusal is the second in a row, after which everything pauses."""
    pace = Pace()
    pace.start(0.8)
    assert pace.refused(1.0, sent_s=0.8)

    pace.accepted(1.1, sent_s=sent_s)

    assert pace.refused(1.2, sent_s=1.1)
    assert pace.wait_s(1.2) == pytest.approx(held_s)
