"""What can be found in a text alone, one file a kind of mistake."""
