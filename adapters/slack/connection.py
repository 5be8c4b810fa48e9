"""The line to Slack: one client and session for all calls, and what each refusal means for the work at hand."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.pacing import Pacer
from adapters.slack.addresses import PLATFORM
from adapters.slack.incoming import Home
from adapters.slack.pace import RATES, lanes
from adapters.timekeeping import Hearing
from bots.chat import Failed, Gone, Later
from bots.waiting import someone_waits

log = structlog.get_logger()
SECONDS = 10
"""How long a call may take; one that was carried out all the same is recognised by its mark when it is tried again."""
GONE = {"message_not_found", "cant_update_message", "edit_window_closed"}
FOR_GOOD = {
    "app_access_restricted", "cannot_dm_bot", "cannot_reply_to_message", "cant_post_message",
    "channel_is_limited_access", "channel_not_found", "ekm_access_denied", "file_type_not_allowed",
    "file_uploads_disabled", "file_uploads_except_images_disabled", "invalid_arguments", "invalid_blocks",
    "invalid_blocks_format", "invalid_trigger_id", "is_archived", "is_inactive", "messages_tab_disabled",
    "missing_scope", "msg_blocks_too_long", "msg_too_long", "no_permission", "no_text", "not_allowed_token_type",
    "not_in_channel", "posting_to_channel_denied", "restricted_action", "restricted_action_non_threadable_channel",
    "restricted_action_read_only_channel", "restricted_action_thread_locked", "restricted_action_thread_only_channel",
    "storage_limit_reached", "thread_locked", "user_disabled", "user_not_found", "user_not_in_channel",
    "user_not_visible", "users_not_found", "view_too_large",
}  # fmt: skip
CUT_OFF = {"account_inactive", "invalid_auth", "not_authed", "org_login_required", "token_expired", "token_revoked"}
"""The whole app is cut off, not this call: everything waits until somebody puts that right."""
CUT_OFF_SECONDS = 600.0
START = {
    "account_inactive": "the app was removed from the workspace: install it again and copy the new bot token.",
    "token_revoked": "the bot token was revoked: install the app again and copy the new one.",
    "invalid_auth": "Slack does not know the bot token: copy it again from the app's page, under OAuth & Permissions.",
}


class NotReady(Exception):
    """Slack can't be started: a plain sentence that says which setting is wrong and what to do."""


class Expired(Exception):
    """A response URL that takes no more answers."""


async def asked(call: Awaitable[Any]) -> dict[str, Any]:
    """What Slack answered; raises Later, Gone or Failed for what it refused, other errors may pass by themselves."""
    try:
        answer = await call
    except SlackApiError as refused:
        error, wait = why(refused), retry_after(refused)
        if wait is not None:
            raise Later(wait) from None
        if error in CUT_OFF:
            raise Later(CUT_OFF_SECONDS) from None
        if error in GONE:
            raise Gone from None
        if error in FOR_GOOD:
            raise Failed(error) from None
        raise ConnectionError(f"Slack answered {error}") from None
    return dict(answer.data) if isinstance(answer.data, dict) else {}


def why(refused: SlackApiError) -> str:
    """Slack's own word for its refusal; some answers (5xx of a proxy) are no JSON and hold none."""
    found: Any = getattr(refused.response, "data", refused.response)
    error = found.get("error") if isinstance(found, Mapping) else None
    return error if isinstance(error, str) else "no_answer"


def retry_after(refused: SlackApiError) -> float | None:
    """How many seconds Slack asks to wait, or None where it asks nothing."""
    response: Any = refused.response
    status = getattr(response, "status_code", 0) or getattr(response, "status", 0)
    if status != 429 and why(refused) not in ("ratelimited", "rate_limited"):
        return None
    return _seconds((getattr(response, "headers", None) or {}).get("Retry-After"))


def _seconds(said: Any) -> float:
    try:
        return max(1.0, float(said))
    except (TypeError, ValueError):
        return 30.0


class PacedClient(AsyncWebClient):
    """The web client, with every call in its turn; what Slack asks to wait, all calls of that kind wait."""

    pacer: Pacer
    hearing: Hearing
    cut_off: str = ""
    changed: Callable[[str], None] = staticmethod(lambda why: None)
    """Told when Slack lets us in no longer, and why, and when it does again (empty)."""
    _silent_until = 0.0

    async def api_call(self, api_method: str, **more: Any) -> Any:
        """One call, when it is its turn; raises Later where that is far away, or while Slack does not take the token."""
        if self.cut_off and self.pacer.now() < self._silent_until:
            raise Later(self._silent_until - self.pacer.now())
        given = {**(more.get("params") or {}), **(more.get("json") or {})}
        taken = lanes(api_method, given)
        await self.pacer.turn(*taken, first=someone_waits.get())
        was_cut_off = bool(self.cut_off)
        try:
            answer = await super().api_call(api_method, **more)
        except SlackApiError as refused:
            wait = retry_after(refused)
            for lane in taken if wait is not None else ():
                self.pacer.hold(lane, wait or 0)
            if why(refused) in CUT_OFF:
                self.silent(why(refused))
            raise
        self.hearing.answered(answer.headers.get("Date"))
        if self.cut_off and was_cut_off:  # a call that was under way when we were cut off proves nothing
            log.info("Slack takes the token again")
            self.cut_off = ""
            self.changed("")
        return answer

    def silent(self, error: str) -> None:
        """Slack does not take the token: no calls for ten minutes, then one to see. Said once in the log."""
        if not self.cut_off:
            self.changed(error)
            log.error("Slack is cut off, everything waits", what_to_do=START.get(error, f"Slack answered {error}."))
        self.cut_off, self._silent_until = error, self.pacer.now() + CUT_OFF_SECONDS


class Connection:
    """The tokens, the client, and the Socket Mode line with its reconnecting; over HTTP there is no line to keep."""

    def __init__(
        self, bot_token: str, app_token: str, base_url: str = AsyncWebClient.BASE_URL, signing_secret: str | None = None,
        pacer: Pacer | None = None,
    ) -> None:  # fmt: skip
        """A signing secret means HTTP; without one it is Socket Mode."""
        self.over_http = signing_secret is not None
        needed = [("bot_token", bot_token, "xoxb-")]
        if not self.over_http:
            needed.append(("app_token", app_token, "xapp-"))
        for name, token, kind in needed:
            if not token.strip().startswith(kind):
                raise NotReady(
                    f"Slack can't start: the setting {name} is missing or is no token that begins with {kind}."
                )
        if signing_secret is not None and not signing_secret.strip():
            raise NotReady("Slack can't start: the setting signing_secret is missing. It is under Basic Information.")
        # The client tries nothing again by itself: a post whose answer was lost would stand twice (T22).
        self.web = PacedClient(bot_token.strip(), base_url, timeout=SECONDS, retry_handlers=[])
        self.web.pacer = pacer or Pacer(RATES)
        self.hearing = self.web.hearing = Hearing(PLATFORM)
        self.home = Home("")
        self.scopes: frozenset[str] = frozenset()
        self._app_token = app_token.strip()
        self._line: AsyncSocketModeHandler | None = None

    async def open(self) -> None:
        """Find out who we are; raises NotReady with what to do."""
        self.web.session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS))
        try:
            answer = await self.web.auth_test()
        except SlackApiError as refused:
            await self.close()
            error = why(refused)
            raise NotReady("Slack can't start: " + START.get(error, f"it answered {error} to the bot token.")) from None
        except (aiohttp.ClientError, TimeoutError) as lost:
            await self.close()
            raise NotReady(f"Slack can't start: it can't be reached from here ({type(lost).__name__}).") from lost
        self.home = Home(*(str(answer.get(name) or "") for name in ("team_id", "enterprise_id", "user_id", "bot_id")))
        granted = {name.lower(): value for name, value in answer.headers.items()}.get("x-oauth-scopes", "")
        self.scopes = frozenset(scope.strip() for scope in granted.split(",") if scope.strip())

    async def listen(self, bolt: AsyncApp) -> None:
        """Take events over Socket Mode; the client reconnects by itself from now on. Over HTTP Slack comes to us."""
        if self.over_http:
            return
        try:
            await self.web.apps_connections_open(app_token=self._app_token)
        except SlackApiError as refused:
            error = why(refused)
            if error != "ratelimited":
                raise NotReady(
                    f"Slack can't start: it answered {error} to the app token. Make one with connections:write "
                    "on the app's page, under Basic Information."
                ) from None
        self._line = AsyncSocketModeHandler(bolt, self._app_token, ping_interval=5)
        await self._line.connect_async()  # type: ignore[no-untyped-call]

    async def ask_time(self) -> None:
        """Ask Slack who we are, for the time on its answer."""
        await asked(self.web.auth_test())

    async def deaf(self) -> None:
        """Take no more events."""
        if self._line:
            await self._line.close_async()  # type: ignore[no-untyped-call]
            self._line = None

    async def close(self) -> None:
        """Let go of the session."""
        if self.web.session and not self.web.session.closed:
            await self.web.session.close()

    async def respond(self, url: str, body: dict[str, Any]) -> None:
        """Answer over the response URL of a click or command; raises Expired when it takes no more."""
        hook = AsyncWebhookClient(url, timeout=SECONDS, session=self.web.session, retry_handlers=[])
        answer = await hook.send_dict(body)
        if answer.status_code == 429:
            raise Later(_seconds(answer.headers.get("Retry-After")))
        if answer.status_code >= 500:
            raise ConnectionError(f"Slack answered {answer.status_code}")
        if answer.status_code >= 400:
            raise Expired
