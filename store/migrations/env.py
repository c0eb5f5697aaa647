"""What Alembic runs: the connection is the caller's, and so is the transaction."""

from alembic import context

from store.migrate import is_known
from store.tables import mails

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=mails.metadata,
    render_as_batch=True,
    compare_type=True,
    include_name=is_known,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
