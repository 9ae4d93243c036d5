"""`migrate`, in a quarter of the time (ADR 38).

Beside the database Django keeps the models as they stand between two operations, and after each it
makes anew every model that is related to the one that changed, however far away. Here nearly all
are: each of some hundred tables leads to a group, a person and an address. So a new installation
waited half a minute for classes that nothing asked for.

What only adds (a table, a column, an index, a constraint) is written from the one model that it is
added to: that model alone is made anew. The others are when something may look at them: before an
operation that changes what others rest upon, and before code runs.
"""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db.migrations import Migration, RunPython
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import Field


class QuickState(ProjectState):
    """The models between two operations; after one that only adds, made anew where it reads them.

    Django calls such a state delayed: it lets go of the models before code runs (RunPython), and
    before it tells that all is done.
    """

    # The state before the operation, where this is the one after it; and the other way round.
    _across: ProjectState | None = None
    _adding = False

    def clone(self) -> ProjectState:
        new = QuickState({key: model.clone() for key, model in self.models.items()}, self.real_apps)
        if "apps" in self.__dict__:
            new.apps = self.apps.clone()
        new.is_delayed = self.is_delayed
        self._across, new._across = new, self
        return new

    def clear_delayed_apps_cache(self) -> None:
        super().clear_delayed_apps_cache()
        if "apps" not in self.__dict__:
            self.is_delayed = False

    def add_model(self, model_state: ModelState) -> None:
        self._adding = True
        super().add_model(model_state)
        self._adding = False

    def add_field(
        self,
        app_label: str,
        model_name: str,
        name: str,
        field: Field[Any, Any],
        preserve_default: Any,
    ) -> None:
        self._adding = True
        super().add_field(app_label, model_name, name, field, preserve_default)
        self._adding = False

    def rename_model(self, app_label: str, old_name: str, new_name: str) -> None:
        self._let_go()
        super().rename_model(app_label, old_name, new_name)

    def reload_model(self, app_label: str, model_name: str, delay: bool = False) -> None:
        if "apps" not in self.__dict__:
            return
        if delay or self._adding:
            self.is_delayed = True
            self._reload({(app_label, model_name)})  # type: ignore[attr-defined]  # not in the stubs
        else:
            self._let_go()

    def _let_go(self) -> None:
        """Make all models anew when they are asked for next, on both sides of the operation."""
        if self._across is not None:
            self._across.clear_delayed_apps_cache()
            # Those of before first: SQLite orders the columns of a table it copies by their age.
            self._across.apps.check_apps_ready()
        self.__dict__.pop("apps", None)
        self.is_delayed = False


class QuickExecutor(MigrationExecutor):
    """Migrates over quick states, forwards and backwards."""

    def _create_project_state(self, with_applied_migrations: bool = False) -> ProjectState:
        state = super()._create_project_state(  # type: ignore[misc]  # not in the stubs
            with_applied_migrations
        )
        return QuickState(state.models, state.real_apps)

    def unapply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False
    ) -> ProjectState:
        # Backwards, Django lets go of no models before code runs: there it gets its own state.
        if any(isinstance(operation, RunPython) for operation in migration.operations):
            models = {key: model.clone() for key, model in state.models.items()}
            state = ProjectState(models, state.real_apps)
        return super().unapply_migration(state, migration, fake)


# Django's command looks its executor up by this name, and offers no other way to give it one.
migrate.MigrationExecutor = QuickExecutor  # type: ignore[attr-defined]  # the same


class Command(migrate.Command):
    """Django's own command, over the executor above."""
