"""How the house logs: one line for a decision or a failure, plain tracebacks, standard error."""

from __future__ import annotations

import logging
import sys

import structlog


def set_up_logs(level: int) -> None:
    """Log to standard error from `level` (a level of `logging`) on."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # Pretty tracebacks show every variable: seconds of work, and pages of text.
            structlog.dev.ConsoleRenderer(
                colors=False, exception_formatter=structlog.dev.plain_traceback
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        # Standard error as it is when a line is written: the one of today may be closed by then.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.getLogger().setLevel(max(level, logging.WARNING))
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
