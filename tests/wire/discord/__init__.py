"""A strict Discord on the loopback: the real discord.py connects to it, and every rule it breaks is recorded."""

from .server import DiscordServer
from .state import Channel, Person, Role
from .views import Answer, Message, Modal
from .violations import Violation

__all__ = ["Answer", "Channel", "DiscordServer", "Message", "Modal", "Person", "Role", "Violation"]
