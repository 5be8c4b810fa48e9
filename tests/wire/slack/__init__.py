"""A strict Slack on 127.0.0.1: Web API, Socket Mode and people who type, press and submit."""

from .acting import SlackServer
from .filling import ClientRefused
from .server import ALL_SCOPES
from .signing import SignedPost, signature, signed_headers
from .socket_mode import Ack
from .state import Conversation, Message, Person, Upload, View

__all__ = [
    "ALL_SCOPES",
    "Ack",
    "ClientRefused",
    "Conversation",
    "Message",
    "Person",
    "SignedPost",
    "SlackServer",
    "Upload",
    "View",
    "signature",
    "signed_headers",
]
