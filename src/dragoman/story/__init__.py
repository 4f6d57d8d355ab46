"""The story room: which articles say the same."""

from dragoman.story.copies import is_same_copy
from dragoman.story.near_copies import near_copy_keys
from dragoman.story.shingles import fingerprint

__all__ = ["fingerprint", "is_same_copy", "near_copy_keys"]
