"""What a cadre may say to a signal; looking itself is ``sweeping``."""

from uuid import UUID

from sqlalchemy import select

from xuanpai_core.audit.service import record
from xuanpai_core.authz.actions import Action
from xuanpai_core.authz.scope import require
from xuanpai_core.db.session import Work
from xuanpai_core.idempotency.service import Outcome, once
from xuanpai_core.signals.errors import SignalAnswered, SignalNotFound
from xuanpai_core.signals.models import PresenceSignal
from xuanpai_core.signals.sweeping import Looked, look, look_at_photos, sweep
from xuanpai_core.texts import paragraphs

__all__ = ["Looked", "SignalAnswered", "SignalNotFound", "answer_signal", "look", "look_at_photos", "sweep"]

ANSWER_LIMIT = 1000


async def answer_signal(work: Work, signal_id: UUID, answer: str, key: str) -> UUID:
    """Say how it came about, once: the cadre whom the signal is about, nobody else. The signal stays.

    Raises ``SignalNotFound``, ``SignalAnswered``, ``Invalid`` (``INVALID_TEXT``), ``Forbidden``.
    """
    cadre_id = require(work.ctx, Action.SIGNAL_ANSWER).cadre_id
    words = paragraphs(answer, path="answer", title="说明", limit=ANSWER_LIMIT)

    async def act() -> Outcome:
        signal = await work.session.scalar(
            select(PresenceSignal)
            .where(
                PresenceSignal.tenant_id == work.tenant_id,
                PresenceSignal.id == signal_id,
                PresenceSignal.cadre_id == cadre_id,
            )
            .with_for_update()
        )
        if signal is None:
            raise SignalNotFound
        if signal.answer is not None:
            raise SignalAnswered
        signal.answer = words
        signal.answered_by, signal.answered_at = work.ctx.actor.account_id, work.clock.now()
        record(work, Action.SIGNAL_ANSWER, "presence_signal", signal_id, after={"kind": signal.kind, "answer": words})
        return {}

    await once(work, Action.SIGNAL_ANSWER, key, [signal_id, words], act)
    return signal_id
