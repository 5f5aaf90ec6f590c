"""Alembic's entry: runs the revisions on the connection that ``open_database`` gives."""

from alembic import context

from capacities.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
