"""A pending sign-in belongs to one browser, one state and ten minutes."""

from datetime import UTC, datetime, timedelta

import pytest

from xuanpai_core.crypto import Vault
from xuanpai_core.db.types import new_id
from xuanpai_core.single_sign_on.errors import FlowOver
from xuanpai_core.single_sign_on.flow import LIFETIME, Flow

NOW = datetime(2025, 10, 24, 1, 0, tzinfo=UTC)
VAULT = Vault(bytes(range(32)))
TENANT = new_id()


def test_a_flow_comes_back_as_it_went() -> None:
    flow = Flow.begin(TENANT, new_id(), NOW)

    assert Flow.open(VAULT, flow.seal(VAULT), flow.state, NOW + LIFETIME - timedelta(seconds=1)) == flow


def test_nothing_of_a_flow_can_be_read_in_the_browser() -> None:
    flow = Flow.begin(TENANT, new_id(), NOW)
    cookie = flow.seal(VAULT)

    assert not any(secret in cookie for secret in (flow.state, flow.nonce, flow.verifier))


def test_two_flows_share_nothing() -> None:
    one, two = (Flow.begin(TENANT, new_id(), NOW) for _ in range(2))

    assert len({one.state, one.nonce, one.verifier, two.state, two.nonce, two.verifier}) == 6


def test_a_flow_is_over_after_ten_minutes() -> None:
    flow = Flow.begin(TENANT, new_id(), NOW)

    with pytest.raises(FlowOver):
        Flow.open(VAULT, flow.seal(VAULT), flow.state, NOW + timedelta(minutes=10))


@pytest.mark.parametrize("state", [None, "", "another", "é"])
def test_another_state_does_not_open_a_flow(state: str | None) -> None:
    flow = Flow.begin(TENANT, new_id(), NOW)

    with pytest.raises(FlowOver):
        Flow.open(VAULT, flow.seal(VAULT), state, NOW)


def test_a_cookie_moved_to_another_tenant_or_changed_opens_nothing() -> None:
    flow = Flow.begin(TENANT, new_id(), NOW)
    sealed = flow.seal(VAULT).partition(".")[2]
    last = "A" if sealed[-6] != "A" else "B"
    spoiled = f"{TENANT.hex}.{sealed[:-6]}{last}{sealed[-5:]}"
    other_text = f"{TENANT.hex}." + "AQ" * 40

    for cookie in (None, "", ".", "x", f"{new_id().hex}.{sealed}", spoiled, other_text, f"{TENANT.hex}."):
        with pytest.raises(FlowOver):
            Flow.open(VAULT, cookie, flow.state, NOW)


def test_a_sealed_text_of_another_kind_is_no_flow() -> None:
    from base64 import urlsafe_b64encode

    sealed = urlsafe_b64encode(VAULT.seal(TENANT, '{"kind": "other", "state": "s"}')).decode()
    number = urlsafe_b64encode(VAULT.seal(TENANT, "210700198001010000")).decode()

    for text in (sealed, number):
        with pytest.raises(FlowOver):
            Flow.open(VAULT, f"{TENANT.hex}.{text}", "s", NOW)
