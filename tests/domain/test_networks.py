"""What of an address one visitor can hold alone."""

from __future__ import annotations

import pytest

from capacities.domain.networks import network_of, site_of


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7/32"),
        ("::ffff:192.0.2.7", "192.0.2.7/32"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("::ffff:127.0.0.1", ""),
        ("fe80::1%eth0", "fe80::/64"),
        ("inconnu", ""),
        ("", ""),
    ],
)
def test_what_counts_as_one_visitor(address: str, counted: str) -> None:
    """An IPv4 address, however written; the half of an IPv6 one; never this machine."""
    assert network_of(address) == counted


def test_what_is_guessed_is_counted_by_subscriber() -> None:
    """Who holds a /48 holds 65,536 halves of addresses; an IPv4 address is what it was."""
    assert site_of("2001:db8:1:2::1") == site_of("2001:db8:1:ffff::1") == "2001:db8:1::/48"
    assert site_of("2001:db8:2::1") != site_of("2001:db8:1::1")
    assert site_of("::ffff:192.0.2.7") == network_of("192.0.2.7")
