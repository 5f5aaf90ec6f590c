"""From the address of a visitor to what one of them can hold alone."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network


def network_of(address: str) -> str:
    """Return what is counted in place of ``address``; "" when it says nothing of a visitor.

    An IPv4 address is counted alone, whether or not it is written inside an IPv6 one; of an
    IPv6 one, the first half, since one machine has all the addresses of the second. This
    machine's own says nothing: a proxy whose headers are not believed is seen so.
    """
    return _counted(address, 64)


def site_of(address: str) -> str:
    """Return the same for what is guessed: of an IPv6 address, the first 48 bits, since one
    subscriber may be given all that begins so, 65,536 networks."""
    return _counted(address, 48)


def _counted(address: str, bits: int) -> str:
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if found.is_loopback:
        return ""
    return str(ip_network(f"{found}/{32 if found.version == 4 else bits}", strict=False))
