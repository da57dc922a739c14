"""What goes wrong with a connection, as the library tells it -> `Fault`."""

import errno
import socket
import ssl

import aiohttp

from crosswalk.outside.addresses import RefusedAddressError
from crosswalk.outside.answers import Fault

_FAULTS: tuple[tuple[type[Exception], Fault], ...] = (
    (TimeoutError, Fault.TIMEOUT),
    (RefusedAddressError, Fault.NOT_ASKED),
    (aiohttp.ClientProxyConnectionError, Fault.NO_NETWORK),
    (aiohttp.ClientHttpProxyError, Fault.NO_NETWORK),
    (aiohttp.ClientConnectorCertificateError, Fault.CERTIFICATE),
    (aiohttp.ClientSSLError, Fault.TLS),
    (ssl.SSLError, Fault.TLS),
    (ConnectionRefusedError, Fault.REFUSED),
    (aiohttp.ClientConnectorError, Fault.UNREACHABLE),
    (aiohttp.InvalidURL, Fault.NO_ADDRESS),
    (aiohttp.ClientError, Fault.BROKEN),
    (OSError, Fault.BROKEN),
    (ValueError, Fault.NO_ADDRESS),
)
"""What each exception means; the first that fits."""
_NO_SUCH_NAME = (socket.EAI_NONAME, socket.EAI_NODATA)
_NO_NETWORK = (errno.ENETUNREACH, errno.ENETDOWN)


def fault_of(error: Exception) -> Fault:
    """Return what *error* of the library means."""
    reason = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(reason, socket.gaierror):
        return Fault.NO_HOST if reason.errno in _NO_SUCH_NAME else Fault.NO_NETWORK
    if isinstance(reason, OSError) and reason.errno in _NO_NETWORK:
        return Fault.NO_NETWORK
    return next(fault for kind, fault in _FAULTS if isinstance(error, kind) or isinstance(reason, kind))
