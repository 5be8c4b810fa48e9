"""The platforms: Slack, Discord and the playground in the browser, and the command line where all parts meet."""
