"""What can go wrong with campaigns and candidates."""

from collections.abc import Sequence

from xuanpai_core.errors import Conflict, FieldProblem, Invalid, NotFound


class CampaignNotFound(NotFound):
    """No such campaign, or one beyond the caller's reach: the two look the same."""

    code = "CAMPAIGN_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这个选派批次,或不在您的管辖范围内。")


class CandidateNotFound(NotFound):
    """No such candidate, or one beyond the caller's reach: the two look the same."""

    code = "CANDIDATE_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("没有找到这名候选人,或不在您的管辖范围内。")


class CampaignNameTaken(Conflict):
    """The place has a campaign of that name."""

    code = "CAMPAIGN_NAME_TAKEN"

    def __init__(self, name: str) -> None:
        super().__init__(f"这里已有名为“{name}”的批次,请换一个名称,或在原批次上修改。")


class CampaignNotDraft(Conflict):
    """Its numbers stand."""

    code = "CAMPAIGN_NOT_DRAFT"

    def __init__(self) -> None:
        super().__init__("批次已经启动,名额不能再改。如确需调整,请另建批次。")


class CampaignNotOpen(Conflict):
    """Nobody is appointed under it (yet, or any more)."""

    code = "CAMPAIGN_NOT_OPEN"

    def __init__(self, name: str) -> None:
        super().__init__(f"批次“{name}”没有启动或已经结束,不能在这个批次中办理。请先核对名额并启动批次。")


class CampaignClosed(Conflict):
    """It is over."""

    code = "CAMPAIGN_CLOSED"

    def __init__(self) -> None:
        super().__init__("批次已经结束,不能再办理。")


class QuotaMismatch(Conflict):
    """The numbers of a campaign do not add up; ``fields`` says each equation that does not hold."""

    code = "QUOTA_MISMATCH"

    def __init__(self, failed: Sequence[tuple[str, str]]) -> None:
        told = "".join(sentence for _, sentence in failed)
        fields = [FieldProblem(name, self.code, sentence) for name, sentence in failed]
        super().__init__(f"名额勾稽不平,批次不能启动:{told}", fields=fields)


class AlreadyCandidate(Conflict):
    """The person is proposed in this campaign already."""

    code = "ALREADY_CANDIDATE"

    def __init__(self) -> None:
        super().__init__("这名干部已经是本批次的候选人,没有重复登记。")


class CandidateSettled(Conflict):
    """Appointed or withdrawn: nothing changes any more."""

    code = "CANDIDATE_SETTLED"

    def __init__(self) -> None:
        super().__init__("这名候选人已经任命或撤回,不能再改。")


class ReviewIncomplete(Invalid):
    """Each of the three vetoes must be answered, once."""

    code = "REVIEW_INCOMPLETE"

    def __init__(self, path: str = "findings") -> None:
        message = "考察须对三条(心里不情愿、能力不强、群众反映不好)逐条作出结论,每条一次。"
        super().__init__(message, fields=[FieldProblem(path, self.code, message)])


class CandidateVetoed(Conflict):
    """Rather nobody than this one (FJ-08)."""

    code = "CANDIDATE_VETOED"

    def __init__(self, found: Sequence[str]) -> None:
        super().__init__(f"考察发现:{'、'.join(found)}。宁可不派,不能任命;如考察有误,请先更正考察结论。")


class PersonMismatch(Conflict):
    """The ID number is known under another name."""

    code = "PERSON_MISMATCH"

    def __init__(self) -> None:
        super().__init__("这个身份证号已登记在另一个姓名下,请核对姓名和身份证号。")


class BadPerson(Invalid):
    """A person's data that cannot be right; the number itself is not repeated."""

    code = "INVALID_PERSON"

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message, fields=[FieldProblem(path, self.code, message)])


class AlreadyInCampaign(Conflict):
    """A posting belongs to one campaign."""

    code = "ALREADY_IN_CAMPAIGN"

    def __init__(self) -> None:
        super().__init__("其中有任职已计入另一个批次,没有改动。请核对后重新选择。")
