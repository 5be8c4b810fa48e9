"""The one web server: where it listens, how large a request may be, and the headers that every answer carries."""

from collections.abc import Callable

from aiohttp import web

LARGEST = 256 * 1024
"""The largest body that is read, in bytes; larger ones are refused before any of it is looked at."""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "frame-src 'self'; frame-ancestors 'self'; form-action 'none'; base-uri 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}
Part = Callable[[web.Application], None]


async def _guard(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.pop("Server", None)


def application(*parts: Part) -> web.Application:
    """A web application made of parts; each part adds its own routes and middlewares."""
    made = web.Application(client_max_size=LARGEST)
    made.on_response_prepare.append(_guard)
    for part in parts:
        part(made)
    return made


async def listen(made: web.Application, port: int, host: str = "127.0.0.1") -> tuple[web.AppRunner, int]:
    """Serve it from now on; port 0 takes a free one. Gives the runner, whose cleanup ends it, and the port."""
    runner = web.AppRunner(made, access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    try:
        await site.start()
    except OSError:
        await runner.cleanup()
        raise
    return runner, int(runner.addresses[0][1])
