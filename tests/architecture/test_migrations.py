"""The migrations and the models say the same, in a database that only migrations have touched."""

from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

import xuanpai_core.db.models as core_models
import xuanpai_tenants.models as tenant_models
from tests.fixtures.cluster import Cluster
from xuanpai_core.db.base import Base
from xuanpai_core.db.migrate import alembic_config
from xuanpai_core.db.revisions import newest_revisions


def test_the_models_need_no_further_migration(cluster: Cluster) -> None:
    assert len(core_models.ROOMS) > 15
    assert tenant_models.Tenant.__tablename__ in Base.metadata.tables

    command.check(alembic_config(cluster.admin_url))


def test_there_is_one_line_of_revisions(cluster: Cluster) -> None:
    script = ScriptDirectory.from_config(alembic_config(cluster.admin_url))

    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1


def test_what_the_web_server_expects_is_what_alembic_would_migrate_to(cluster: Cluster) -> None:
    script = ScriptDirectory.from_config(alembic_config(cluster.admin_url))

    assert newest_revisions() == frozenset(script.get_heads())


def test_each_revision_waits_briefly_for_locks(cluster: Cluster) -> None:
    script = ScriptDirectory.from_config(alembic_config(cluster.admin_url))

    sources = {revision.revision: revision.module.__file__ for revision in script.walk_revisions()}
    for path in sources.values():
        assert path is not None
        assert "SET LOCAL lock_timeout" in Path(path).read_text(encoding="utf-8")
