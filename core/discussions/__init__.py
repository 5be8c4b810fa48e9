"""Who must be heard on a topic, what was decided and why."""
