"""The platforms as they behave on the wire: strict loopback servers that the product's real adapters talk to."""
