"""Fetching what a person sent to a platform: from that platform's own hosts only, counted while it comes, and in time."""

from collections.abc import Collection, Mapping

import aiohttp
import structlog
from yarl import URL

from bots.ui.file_field import NOT_FETCHED, SLOW, TOO_LARGE
from core.desk.uploads import MOST_BYTES

log = structlog.get_logger()
SECONDS = 20.0
PIECE = 64 * 1024


class NotFetched(Exception):
    """The file did not come; `why` is one of the reasons of a file field."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


async def fetched(
    session: aiohttp.ClientSession, url: str, origins: Collection[str], *, headers: Mapping[str, str] | None = None,
    page: bool = False, seconds: float = SECONDS,
) -> bytes:  # fmt: skip
    """The bytes at this address; raises NotFetched, also for an address that is none of these origins (no redirects).

    A web page counts as a refusal (Slack shows one to sign in, with a 200) unless a `page` is what was sent.
    """
    try:
        return await _read(session, url, origins, {"Accept-Encoding": "identity", **(headers or {})}, page, seconds)
    except TimeoutError:
        raise NotFetched(SLOW) from None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        log.warning("a file could not be fetched", why=type(error).__name__)
        raise NotFetched(NOT_FETCHED) from None


async def _read(
    session: aiohttp.ClientSession, url: str, origins: Collection[str], headers: Mapping[str, str], page: bool,
    seconds: float,
) -> bytes:  # fmt: skip
    if str(URL(url).origin()) not in origins:
        log.warning("a file was said to be on a host that is not the platform's")
        raise NotFetched(NOT_FETCHED)
    timeout = aiohttp.ClientTimeout(total=seconds)
    async with session.get(URL(url), headers=headers, allow_redirects=False, timeout=timeout) as answer:
        if answer.status != 200 or answer.headers.get("Content-Encoding", "identity") != "identity":
            log.warning("a file was refused", status=answer.status)
            raise NotFetched(NOT_FETCHED)
        if answer.content_type == "text/html" and not page:
            log.warning("a page came instead of a file: the app has no right to read files; install it again")
            raise NotFetched(NOT_FETCHED)
        if (answer.content_length or 0) > MOST_BYTES:
            raise NotFetched(TOO_LARGE)
        read = bytearray()
        async for piece in answer.content.iter_chunked(PIECE):
            read += piece
            if len(read) > MOST_BYTES:
                raise NotFetched(TOO_LARGE)
        return bytes(read)
