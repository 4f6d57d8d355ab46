"""The durable runner: DBOS remembers which steps of a piece of work are done.

DBOS has a database file of its own that may be thrown away at any time: step values are languages
and nothing else, and what counts stands in the newsroom's store. After a kill, DBOS takes up the
works that were under way; the sweep of the schedule takes up the rest, and the article's own
state keeps both from doing anything twice.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dbos import DBOS, DBOSConfig, SetWorkflowID

from dragoman.newsroom.opening import Newsroom
from dragoman.newsroom.pipeline import carry
from dragoman.newsroom.runner import Hands, work_id

# Bumped by hand when the steps of the path change, so that works of another make are not resumed
# into steps that they do not know.
APPLICATION_VERSION = "1"
EXECUTOR = "newsroom"

_open_rooms: dict[str, Newsroom] = {}


def _durable_step(function: Callable[..., Any], room: Newsroom, *words: str) -> Any:
    """A step whose result DBOS remembers."""
    return DBOS.run_step({"name": function.__name__}, function, room, *words)


@DBOS.workflow(name="carry")
def _carry_durably(article_id: str) -> None:
    """Carry one article, each step remembered."""
    carry(_open_rooms[EXECUTOR], article_id, _durable_step)


class DbosRunner(Hands):
    """Carries articles as DBOS workflows. One for a process, since DBOS is one for a process."""

    def __init__(self, room: Newsroom, workers: int = 0) -> None:
        """Start DBOS on its own SQLite file and let it take up what was under way."""
        self._room = room
        _open_rooms[EXECUTOR] = room
        path = (room.folder / "store" / "work.db").resolve()
        config = DBOSConfig(
            name="dragoman",
            system_database_url=f"sqlite:///{path}",
            log_level="ERROR",
            application_version=APPLICATION_VERSION,
            executor_id=EXECUTOR,
        )
        DBOS(config=config)
        DBOS.launch()
        super().__init__(self._carry, workers)

    def close(self) -> None:
        """Finish what is under way and stop DBOS."""
        super().close()
        DBOS.destroy()
        _open_rooms.pop(EXECUTOR, None)

    def _carry(self, article_id: str) -> None:
        """Run one piece of work in this thread, under a name that its state gives."""
        standing = self._room.store.articles.standing(article_id)
        if standing is None:
            return
        with SetWorkflowID(work_id(standing)):
            _carry_durably(article_id)
