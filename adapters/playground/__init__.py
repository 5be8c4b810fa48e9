"""The playground: a local workspace in the browser, and the chat in memory that tests talk to."""
