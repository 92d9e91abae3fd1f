"""The installation a command works on: its content and its database, migrated to the current schema."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from workshop.base.settings import Settings
from workshop.services.app.content import read_content
from workshop.services.app.context import AppContext
from workshop.services.camp.older_agendas import complete
from workshop.services.camp.unseating import unseat_earlier
from workshop.services.map import networks
from workshop.store.engine import open_store, opened
from workshop.store.migrate import migrate
from workshop.store.serving_lock import serving


@contextmanager
def installed(settings: Settings) -> Iterator[AppContext]:
    """An installation for one command; closed at its end."""
    content = read_content(settings.content)
    with opened(settings.db) as store:
        migrate(store)
        context = AppContext(store, content)
        complete(context)
        unseat_earlier(context)
        try:
            yield context
        finally:
            networks.close()


@contextmanager
def served(settings: Settings) -> Iterator[AppContext]:
    """For as long as it is served, and by this process alone; the server closes the store."""
    content = read_content(settings.content)
    with serving(settings.db):
        store = open_store(settings.db)
        migrate(store)
        context = AppContext(store, content)
        complete(context)
        unseat_earlier(context)
        yield context
