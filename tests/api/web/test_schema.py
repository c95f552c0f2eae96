"""The OpenAPI document and the service agree: whatever is sent, no 5xx, and nothing that the document does not say."""

import json
from typing import Any

import pytest
import schemathesis
from flask_openapi import OpenAPI
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.service import jobs, keys, leave, plans, publishing
from api.service.clock import now
from api.service.permissions import SCOPES
from api.settings import Settings
from api.store import Database
from api.web.app import create_app
from tests.api.world import World, small_plan

EXAMPLES = 4
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, migrated_file: Any) -> tuple[OpenAPI, str]:
    """The app on an office with something of everything, and a key that may do all that keys may."""
    directory = tmp_path_factory.mktemp("schema")
    path = directory / "lunzhi.db"
    path.write_bytes(migrated_file.read_bytes())
    database = Database(f"sqlite:///{path}")
    world = World(database)
    world.adopt("j")
    plan_id = world.plan(json.dumps(small_plan()).encode())
    number = world.solved(plan_id)
    with database.writing() as session:
        plan = plans.get(session, world.office, plan_id)
        publishing.publish(session, world.actor, plan, number, publishing.Request(now(), "公布"))
        jobs.submit(session, world.actor, plan, jobs.Wanted(seconds=1))
        leave.apply(session, world.actor, world.office, "zhao-jia", "2026-01-05", "2026-01-06", "外出")
        _, secret = keys.create(session, world.actor, world.office, "程序", sorted(SCOPES))
    return create_app(
        Settings(database_url=str(database.engine.url), data_dir=directory, stream_seconds=0.1), database
    ), secret


def test_every_operation_keeps_to_the_document(served: tuple[OpenAPI, str]) -> None:
    app, secret = served
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app)
    told: list[str] = []
    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(max_examples=EXAMPLES, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def sent(case: Any) -> None:
            if "office" in (case.path_parameters or {}):
                case.path_parameters["office"] = "ju"
            response = case.call(headers={"Authorization": f"Bearer {secret}", "If-Match": "*"})
            case.validate_response(response, checks=CHECKS)

        try:
            sent()
        except (Exception, BaseExceptionGroup) as error:
            told.append(f"{operation.label}: {str(error)[:600]}")
    assert not told, "\n".join(told)
