"""A strict Slack on 127.0.0.1: Web API, Socket Mode and people who type, press and submit.

    async with SlackServer() as slack:
        ana = slack.person("U0ANA", "Ana Vos", "ana@example.com", "nl-NL")
        support = slack.channel("C0SUPPORT", "support", [ana])
        app = AsyncApp(client=AsyncWebClient(slack.bot_token, base_url=slack.base_url), process_before_response=True)
        handler = AsyncSocketModeHandler(app, slack.app_token)
        await handler.connect_async()
        await slack.socket_mode.connected()
        await slack.command(ana, "/timeoff", "24 nov", channel=support)
        ack = await slack.submit(ana, answers={"first_day": "2026-11-24"})
        await slack.press(ana, slack.messages(support)[-1], "Approve")

What no situation excuses (bad blocks, missing scopes, a late acknowledgement, a sixth use of a response URL) goes to
`slack.violations` and fails the test on leaving; `slack.forgive(pattern)` takes out what a test provoked on purpose.
What can happen to anyone (not_in_channel, ratelimited, hash_conflict) only goes to `slack.refusals`.
Every SlackServer has its own port, ids and clock (`slack.clock.skip(seconds)`); `block_faults`, `view_faults` and
`message_faults` judge what a renderer made without any server.
"""

from .acting import SlackServer
from .filling import ClientRefused
from .rules import RESERVED_COMMANDS, block_faults, message_faults, view_faults
from .server import ALL_SCOPES
from .signing import SignedPost, signature, signed_headers
from .socket_mode import Ack
from .state import Conversation, Message, Person, Upload, View

__all__ = [
    "ALL_SCOPES",
    "RESERVED_COMMANDS",
    "Ack",
    "ClientRefused",
    "Conversation",
    "Message",
    "Person",
    "SignedPost",
    "SlackServer",
    "Upload",
    "View",
    "block_faults",
    "message_faults",
    "signature",
    "signed_headers",
    "view_faults",
]
