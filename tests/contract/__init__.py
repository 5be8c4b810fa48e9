"""The contract: every view, form, command and button of every bot, found by itself, as every platform draws it."""
