"""Which addresses are asked: what strangers write must not have our machine speak to its neighbours.

In: the address that a connection is about to be made to. Out: a socket for it, or `RefusedAddressError`. It
is judged here, behind all resolving and for every hop, so that no name can mean one address when it is looked
at and another when it is asked.
"""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[Any, ...]]
"""One of what `getaddrinfo` returns. Any: families differ in what their addresses consist of."""

WEB_PORTS = (80, 443)
FIRST_FREE_PORT = 1_024
"""Below it, all but the ports of the web belong to other services, which may misread a request."""

_NAT64 = IPv6Network("64:ff9b::/96")


class RefusedAddressError(OSError):
    """The address is not asked."""

    def __init__(self) -> None:
        super().__init__("the address is not public")  # the same for each, so that several become one


def public_socket(info: AddressInfo) -> socket.socket:
    """Return a socket for the address *info*, or raise RefusedAddressError."""
    host, port = info[4][:2]
    if not is_public(host) or not is_web_port(port):
        raise RefusedAddressError
    return any_socket(info)


def any_socket(info: AddressInfo) -> socket.socket:
    """Return a socket for the address *info*, whatever it is."""
    return socket.socket(*info[:3])


MakeSocket = Callable[[AddressInfo], socket.socket]


def is_public(host: str) -> bool:
    """Tell whether the IP address *host* is one of the public Internet."""
    try:
        address = _inner(ip_address(host.partition("%")[0]))
    except ValueError:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the address of version 4 that *address* stands for, if it does."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else address)


def is_web_port(port: int) -> bool:
    """Tell whether a web site may answer at *port*."""
    return port in WEB_PORTS or port >= FIRST_FREE_PORT


def is_private_by_name(host: str, port: int | None) -> bool:
    """Tell whether *host* is no public one by its name alone: behind a proxy, nothing else can be known."""
    if host == "localhost" or host.endswith(".localhost") or not is_web_port(port or 443):
        return True
    try:
        socket.inet_aton(host)  # takes what browsers take: 127.1, 0x7f000001
    except OSError:
        return ":" in host and not is_public(host)
    return not is_public(socket.inet_ntoa(socket.inet_aton(host)))
