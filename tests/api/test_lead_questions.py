"""Whoever a question is asked of can read it and answer it, whatever else the person may or may not do."""

from typing import Any

import pytest

from tests.acceptance.acts import key
from tests.core.leads.leading import lead_against, leads
from tests.factories.world import World
from tests.fixtures.api import Api, Client, Refused
from xuanpai_graphql.lookahead.ids import global_id

ASK = """mutation($id: ID!, $key: String!) {
  askForAnswer(id: $id, question: "当天由谁核对?", idempotencyKey: $key) { askedName } }"""
QUESTIONS = "{ leadQuestions { nodes { id placeName question reason answer state } } }"
ANSWER = """mutation($id: ID!, $key: String!) {
  answerLead(id: $id, answer: "由我核对。", idempotencyKey: $key) { answer } }"""


async def questions(client: Client) -> list[dict[str, Any]]:
    """What somebody was asked."""
    found: list[dict[str, Any]] = (await client(QUESTIONS))["leadQuestions"]["nodes"]
    return found


@pytest.mark.parametrize("signer", ["clerk", "village", "unit", "finance", "王建国"])
async def test_whoever_signed_reads_the_question_and_answers_it(api: Api, world: World, signer: str) -> None:
    """A deputy's own office may be any; most of them read neither signals nor leads."""
    await lead_against(world, signer)
    (lead,) = await leads(world)
    county, asked, other = [await api.sign_in(world, name) for name in ("county", signer, "secretary")]
    before = await questions(asked)

    await county(ASK, id=global_id("Lead", str(lead.id)), key=key())
    (question,) = await questions(asked)
    answered = (await asked(ANSWER, id=question["id"], key=key()))["answerLead"]

    assert before == await questions(other) == []
    assert (question["question"], question["answer"], question["state"]) == ("当天由谁核对?", None, "OPEN")
    assert question["reason"] == "月表记为在岗,抽查时不在岗。"
    assert answered == {"answer": "由我核对。"}
    with pytest.raises(Refused) as again:
        await asked(ANSWER, id=question["id"], key=key())
    assert again.value.codes == ["LEAD_ANSWERED"]
    (lead,) = await leads(world)
    assert (lead.answer, lead.answered_by) == ("由我核对。", world.people[signer].account_id)
