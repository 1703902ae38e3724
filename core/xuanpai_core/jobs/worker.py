"""The worker: runs queued jobs one at a time until it is told to stop; start several for more at once."""

# The rooms' tasks register themselves when their modules are read.
import xuanpai_core.attendance.tasks
import xuanpai_core.audit.tasks
import xuanpai_core.calendars.tasks
import xuanpai_core.duties.tasks
import xuanpai_core.evidence.tasks
import xuanpai_core.exports.tasks
import xuanpai_core.identity.tasks
import xuanpai_core.jobs.upkeep
import xuanpai_core.leave.tasks
import xuanpai_core.retention.tasks
import xuanpai_core.roster.tasks
import xuanpai_core.rulebooks.tasks
import xuanpai_core.sheets.tasks
import xuanpai_core.signals.tasks  # noqa: F401
from xuanpai_core.config import Settings
from xuanpai_core.db.session import Database
from xuanpai_core.jobs.broker import build_app
from xuanpai_core.jobs.runner import begin, context_for, install, recover_stalled

# How long SIGTERM waits for the job in hand; what is not done by then is stopped and run again by another worker.
_GRACE_SECONDS = 20


async def run_worker(database: Database, settings: Settings, *, until_empty: bool = False) -> None:
    """Run jobs until SIGTERM or SIGINT, then finish the one in hand and return.

    ``until_empty`` runs what is due now and returns; the timetable and the signals are left alone. A worker sends a
    heartbeat every 10 seconds; the jobs of one that has been silent for 30 are taken up by the next, at its start
    and every minute. Succeeded jobs are deleted, failed ones are kept for 90 days.
    """
    app = build_app(settings)
    install(app, by_the_clock=not until_empty)
    async with app.open_async():
        await recover_stalled(app, database)
        if not until_empty:
            await begin(app)
        await app.run_worker_async(
            wait=not until_empty,
            listen_notify=not until_empty,
            install_signal_handlers=not until_empty,
            shutdown_graceful_timeout=_GRACE_SECONDS,
            delete_jobs="successful",
            additional_context=context_for(database),
        )
