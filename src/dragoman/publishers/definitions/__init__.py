"""The publishers/definitions room."""
