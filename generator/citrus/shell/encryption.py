"""TLS, at both ends of a link and for clients."""

from __future__ import annotations

import ssl
from collections.abc import Iterable

from .config import Listen


def of_listener(listen: Listen, peers: Iterable[str]) -> ssl.SSLContext:
    """For those who call an address that has a certificate. ``peers`` are the pinned certificates of neighbours.

    Raises OSError for files that cannot be used.
    """
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(listen.certificate, listen.key or None)
    # Their certificates are their own authorities, so that those who call can show one.
    for path in peers:
        context.load_verify_locations(path)
        context.verify_mode = ssl.CERT_OPTIONAL
        # Whoever signed them is not looked at.
        context.verify_flags |= ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN
    return context


def of_caller(own: Listen | None) -> ssl.SSLContext:
    """For calling a neighbour, showing them our ``own`` certificate, or none. Raises OSError as above."""
    # Whom we called shows by the fingerprint of their certificate, not by who signed it.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if own is not None:
        context.load_cert_chain(own.certificate, own.key or None)
    return context
