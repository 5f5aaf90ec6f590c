"""What may be spent at once, and then each second."""

from __future__ import annotations

from capacities.collab.bucket import Bucket


def test_it_fills_with_time_up_to_its_size() -> None:
    """Two a second, five at once: empty, it gives again what the time that passed is worth."""
    bucket = Bucket(2, 5)
    assert bucket.open(100)
    bucket.left -= 5
    assert not bucket.open(100)
    assert bucket.open(100.6)
    assert bucket.left == 1.2 or abs(bucket.left - 1.2) < 1e-9
    assert bucket.open(1_000)
    assert bucket.left == 5


def test_one_thing_too_dear_passes_and_the_next_waits() -> None:
    """What costs ten times the bucket is taken once; the debt is then paid back."""
    bucket = Bucket(1, 1)
    assert bucket.open(10)
    bucket.left -= 10
    assert not bucket.open(18)
    assert 1 < bucket.opens_in_s < 1.1
    assert bucket.open(18 + bucket.opens_in_s)


def test_one_moment_does_not_spend_all() -> None:
    """Of ten, two may be spent at the same moment."""
    bucket = Bucket(1, 10, slice=2)
    spent = 0
    while bucket.open(50):
        bucket.left -= 1
        spent += 1
    assert spent == 2
    assert bucket.open(50.001)


def test_it_is_rested_once_all_is_paid_back() -> None:
    """Forgetting a bucket sooner would forgive what was spent."""
    bucket = Bucket(1, 1)
    assert bucket.rested(10)
    bucket.left -= 3
    assert not bucket.rested(12.9)
    assert bucket.rested(13)
