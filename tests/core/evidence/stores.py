"""Databases over other settings or another object store than the run's own."""

from dataclasses import replace

from pydantic import SecretStr

from tests.factories.world import World
from xuanpai_core.db.session import Database
from xuanpai_core.evidence.storage import S3ObjectStore
from xuanpai_core.stack.objectstore import EmbeddedObjectStore


def with_settings(world: World, **changes: object) -> Database:
    """The world's database under other settings; whoever asks closes it."""
    settings = world.database.settings.model_copy(update=changes)
    return Database(settings, replace(world.database.ports, settings=settings), world.database.clock)


def with_store(world: World, store: EmbeddedObjectStore) -> Database:
    """The world's database over an object store of the test's own, which the test may stop."""
    keys = store.credentials
    settings = world.database.settings.model_copy(
        update={
            "s3_endpoint": store.endpoint,
            "s3_access_key": SecretStr(keys.s3_access_key),
            "s3_secret_key": SecretStr(keys.s3_secret_key),
        }
    )
    ports = replace(world.database.ports, settings=settings, objects=S3ObjectStore(settings))
    return Database(settings, ports, world.database.clock)
