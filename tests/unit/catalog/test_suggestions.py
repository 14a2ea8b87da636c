"""Which name an unknown name probably means."""

import pytest

from pulumi_chatbotkit.suggestions import closest, did_you_mean, typo_of

NAMES = ["database", "maxFileSize", "datasets"]


@pytest.mark.parametrize(
    ("name", "meant"), [("databse", "database"), ("max_file_size", "maxFileSize"), ("bots", None), ("", None)]
)
def test_a_typo_is_nearly_the_same_name(name: str, meant: str | None) -> None:
    """Whatever its case and underscores; names that only resemble each other are different names."""
    assert typo_of(name, NAMES) == meant


def test_the_closest_name_may_be_less_similar() -> None:
    """For names that are wrong in any case, a weak hint is better than none."""
    assert (typo_of("sets", NAMES), closest("sets", NAMES)) == (None, "datasets")


def test_without_a_similar_name_all_are_listed() -> None:
    """The reader need not look them up."""
    assert did_you_mean("xyz", ["name", "meta"]) == "; there are name, meta"
    assert did_you_mean("nmae", ["name", "meta"]) == "; did you mean name?"
