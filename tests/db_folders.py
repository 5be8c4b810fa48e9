"""Which folders of tests hold on both databases: every test in them that uses a database is marked `db`."""

DB_FOLDERS = (
    "calendar", "community", "db", "desk", "discussions", "escalation", "jobs", "kit", "news", "people", "privacy", "promises",
    "surveys", "timeoff",
)  # fmt: skip
