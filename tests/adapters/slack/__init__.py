"""The Slack adapter on the real slack_bolt, against the strict loopback Slack of tests/wire."""
