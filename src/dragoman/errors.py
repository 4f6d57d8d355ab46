"""The errors that end a command: one or two lines that say what, where and what to do."""


class DragomanError(Exception):
    """Ends a command with `exit_code` and its message, never with a traceback."""

    exit_code = 3


class UsageError(DragomanError):
    """Wrong use: a missing file, a wrong option, a settings mistake."""

    exit_code = 2


class WorldError(DragomanError):
    """The world failed: a host, a disk, a lock held by somebody else."""

    exit_code = 3


class OutageError(WorldError):
    """Something elsewhere is away and may be back: worth more patience than a mistake of ours."""
