"""What a judgement says, as the schema names it: one enum for every room that shows verdicts."""

import strawberry

from xuanpai_core.vocabulary import Outcome

__all__ = ["Outcome"]

strawberry.enum(Outcome, description="判定结果")
