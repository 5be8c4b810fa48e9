"""Slack: the same bots over slack_bolt and Socket Mode; one Bolt listener per kind of payload."""

from adapters.slack.client import SlackChat
from adapters.slack.connection import NotReady
from adapters.slack.manifest import manifest

__all__ = ["NotReady", "SlackChat", "manifest"]
