"""The publishers room."""
