"""What the company means: rules and tables, in plain synchronous Python that knows no chat."""
