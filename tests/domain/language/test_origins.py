"""Where the characters of a changed text came from, kept as runs."""

from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.language.origins import Origins, origins_without

runs = st.lists(st.tuples(st.booleans(), st.integers(0, 4), st.integers(0, 3)), max_size=12)


@given(runs)
def test_runs_say_what_a_list_of_every_place_says(listed):
    origins, starts, ends = Origins(), [], []
    place = 0
    for changed, count, dropped in listed:
        place += dropped
        if changed:
            origins.add_changed(place, place + 2, count)
            starts += [place] * count
            ends += [place + 2] * count
            place += 2
        else:
            origins.add_unchanged(place, count)
            starts += range(place, place + count)
            ends += range(place + 1, place + count + 1)
            place += count
    assert origins.length == len(starts)
    assert [origins.start(at) for at in range(origins.length)] == starts
    assert [origins.end(at) for at in range(origins.length)] == ends
    for wanted in range(place + 2):
        assert origins.first_from(wanted) == bisect_left(starts, wanted)


@given(st.text("ab-", max_size=20))
def test_knows_where_what_is_left_stood(text):
    origins = origins_without(text, "-")
    left = text.replace("-", "")
    assert origins.length == len(left)
    assert [text[origins.start(at)] for at in range(len(left))] == list(left)
