"""Jobs on their way to a worker: what arrives is what was sent, and an edition is packed and unpacked once."""

import datetime as dt
import pickle
from dataclasses import replace

import pytest

from evenhand.build import pool, wrapped
from evenhand.build.plan import Filters, plan
from evenhand.build.wrapped import Wrapper, unwrap

HANDOUT = "stem-cell-back-pain"


@pytest.fixture
def jobs(everything):
    """Each edition of a handout for two clinics."""
    return plan(everything, Filters(handouts=(HANDOUT,)), dt.date(2026, 11, 24))


@pytest.fixture(autouse=True)
def worker(monkeypatch):
    """A worker that has met nothing."""
    monkeypatch.setattr(wrapped, "_met", {})


def test_what_arrives_is_what_was_sent(jobs):
    wrapper = Wrapper()
    for job in jobs:
        assert unwrap(pickle.loads(pickle.dumps(wrapper.wrap(job)))) == job


def test_an_edition_is_packed_once_and_unpacked_once(jobs, monkeypatch):
    wrapper, packed, unpacked = Wrapper(), [], []
    dumps, loads = pickle.dumps, pickle.loads
    monkeypatch.setattr(wrapped.pickle, "dumps", lambda thing, *more: packed.append(thing) or dumps(thing, *more))
    monkeypatch.setattr(wrapped.pickle, "loads", lambda data: unpacked.append(data) or loads(data))
    own = [job for job in jobs if job.order.edition.language.tag in ("en", "hi")]
    twice = [one for job in own for one in (job, replace(job, path=f"clinic/{job.path}"))]
    arrived = [unwrap(wrapper.wrap(job)) for job in twice]
    assert arrived == twice
    editions = {id(edition) for job in own for edition in (job.order.edition, job.order.staff)}
    assert len(packed) == len(unpacked) == len(editions)
    assert all(first.order.edition is second.order.edition for first, second in zip(arrived[::2], arrived[1::2], strict=True))


def test_words_that_changed_are_another_edition(jobs):
    wrapper, job = Wrapper(), jobs[0]
    other = replace(job, order=replace(job.order, edition=replace(job.order.edition, fingerprint="0" * 64)))
    arrived = [unwrap(wrapper.wrap(one)) for one in (job, other, job)]
    assert [one.order.edition.fingerprint for one in arrived] == [one.order.edition.fingerprint for one in (job, other, job)]
    assert arrived[1] == other


def test_few_are_kept_and_an_edition_that_stands_twice_stays_one(jobs, monkeypatch):
    monkeypatch.setattr(wrapped, "_PACKED", 3)
    monkeypatch.setattr(wrapped, "_UNPACKED", 2)
    wrapper = Wrapper()
    named = tuple({job.order.edition.language.tag: job.order.edition for job in jobs}.values())
    assert len(named) > 10
    job = replace(jobs[0], order=replace(jobs[0].order, named=(*named, jobs[0].order.edition)))
    arrived = unwrap(wrapper.wrap(job))
    assert arrived == job
    assert arrived.order.named[-1] is arrived.order.edition
    assert all(unwrap(wrapper.wrap(one)) == one for one in jobs)
    assert len(wrapped._met) <= 2
    assert len(wrapper._packed) <= 3


def test_one_that_is_too_large_to_unpack_is_a_finding(jobs, monkeypatch):
    def unwrap(job):
        raise MemoryError

    monkeypatch.setattr(pool, "unwrap", unwrap)
    result = pool._work_wrapped(Wrapper().wrap(jobs[0]))
    assert not result.made
    assert (result.path, [finding.code for finding in result.findings]) == (jobs[0].path, ["L013"])
