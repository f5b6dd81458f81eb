"""Where a request comes from, as far as limits may know."""

import ipaddress

from django.http import HttpRequest

HOME_PREFIX = 64  # what one household or one branch of the library is given in IPv6 (RFC 6177)


def of(request: HttpRequest) -> str:
    """The request's network: its IPv4 address, or the /64 of its IPv6 address; "" when there is none.

    `REMOTE_ADDR` is the visitor's: nginx overwrites X-Forwarded-For, and uvicorn takes it from there.
    """
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, HOME_PREFIX), strict=False))
