"""How an unmodified client reaches this Discord: a resolver for three host names and a certificate for them."""

from __future__ import annotations

import socket
import ssl
from functools import lru_cache

import aiohttp
import trustme
from aiohttp.abc import AbstractResolver, ResolveResult

from .violations import Violation

HOSTS = ("discord.com", "gateway.discord.gg", "cdn.discordapp.com")


@lru_cache(maxsize=1)
def contexts() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """The server's context and the client's, made once per test process."""
    authority = trustme.CA()
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*HOSTS).configure_cert(server)
    client = ssl.create_default_context()
    authority.configure_trust(client)
    return server, client


class OnlyDiscord(AbstractResolver):
    """Sends Discord's names to the loopback port and refuses every other name, which is a violation."""

    def __init__(self, port: int, violations: list[Violation]) -> None:
        self._port, self._violations = port, violations

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The loopback address, whatever port was asked for."""
        if host not in HOSTS:
            self._violations.append(Violation("resolver", 0, f"The bot looks for {host}"))
            raise OSError(f"{host} is not Discord")
        return [
            ResolveResult(
                hostname=host,
                host="127.0.0.1",
                port=self._port,
                family=socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    async def close(self) -> None:
        """Nothing to release."""


def connector(port: int, violations: list[Violation]) -> aiohttp.TCPConnector:
    """A connector for `discord.Client(connector=…)`; a client closes its own, so each needs a new one."""
    return aiohttp.TCPConnector(resolver=OnlyDiscord(port, violations), ssl=contexts()[1], use_dns_cache=False, limit=0)
