"""Leaflets of a language are drawn by one worker, as long as the others have work."""

import random
from types import SimpleNamespace

import pytest

from evenhand.build.shares import Shares

PLAIN = {"ur": 3.0}


def jobs(*languages):
    """Jobs in these languages, in their order."""
    return {
        n: SimpleNamespace(order=SimpleNamespace(edition=SimpleNamespace(language=SimpleNamespace(tag=tag))))
        for n, tag in enumerate(languages)
    }


def tag(todo, index):
    return todo[index].order.edition.language.tag


def cost(job):
    return PLAIN.get(job.order.edition.language.tag, 1.0)


def test_the_costliest_language_goes_first_and_each_worker_stays_with_its_own():
    todo = jobs(*["en", "hi", "ur"] * 2)
    shares = Shares(todo, 32, cost)
    given = {0: [], 1: []}
    for worker in (0, 1, 1, 0, 1):
        given[worker].append(shares.next(worker))
    assert [tag(todo, n) for n in given[0]] == ["ur", "ur"]
    assert [tag(todo, n) for n in given[1]] == ["en", "en", "hi"]
    assert given[1][:2] == [0, 3]


def test_who_has_nothing_left_takes_the_last_of_another():
    shares = Shares(jobs(*["en"] * 4), 32, cost)
    assert [shares.next(0), shares.next(1), shares.next(0), shares.next(1)] == [0, 3, 1, 2]
    assert shares.left == 0
    assert shares.next(0) is shares.next(1) is None


def test_a_language_that_goes_on_in_the_next_stretch_stays_with_its_worker():
    todo = jobs(*["en"] * 6, *["fr"] * 6)
    shares = Shares(todo, 4, cost)
    given = {0: [], 1: []}
    for turn in range(10):
        given[turn % 2].append(shares.next(turn % 2))
    assert given[0] == [0, 1, 2, 3, 4]
    # Nothing far ahead is begun, so the last of one that is near is taken.
    assert given[1] == [6, 7, 5, 8, 9]


@pytest.mark.parametrize("seed", range(30))
def test_every_job_is_handed_out_once_whoever_asks(seed):
    draw = random.Random(seed)
    todo = jobs(*(draw.choice(["en", "fr", "ur", "hi"]) for _ in range(draw.randint(1, 90))))
    stretch, workers, ahead = draw.randint(1, 20), draw.randint(1, 6), 0
    shares, given = Shares(todo, stretch, cost), []
    while (index := shares.next(draw.randrange(workers))) is not None:
        given.append(index)
        # All before the first that is not handed out are done in their turn; what is beyond waits.
        ahead = max(ahead, max(given) - min(set(todo) - set(given), default=max(given)))
    assert sorted(given) == sorted(todo)
    assert ahead <= 2 * stretch
