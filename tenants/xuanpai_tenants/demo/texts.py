"""What cadres write in their logs, and what counties note of their dispatch meetings."""

from dataclasses import dataclass
from random import Random

_WORK = (
    "上午参加村“两委”例会,商量{crop}销售和农忙用工安排;下午整理村集体资产台账,核对承包合同{n}份。",
    "与村党支部书记到{crop}种植地块查看长势,和种植大户谈统一供种、统一销售,初步定下合作意向。",
    "组织党员开展主题党日,集中学习惠农政策并打扫村部广场,参加党员{n}人。",
    "到镇政府参加工作调度会,汇报本村{crop}项目进度,领回下一阶段任务并向村“两委”传达。",
    "现场查看村内排水沟清淤,协调施工队增加人手,计划{n}天内完工。",
    "核对防返贫监测名单,逐户更新信息{n}条,对收入下降的家庭列出帮扶措施。",
    "调解一起宅基地边界纠纷,请双方到村部当面说清,达成书面协议。",
    "陪同县农业农村部门技术员到地里指导{crop}管理,现场答复村民提问{n}个。",
    "召开村民代表会议,讨论村集体收入分配方案,到会代表{n}人,表决通过。",
    "督促村部档案整理,补齐党员发展、村务公开等材料{n}份。",
    "联系派出单位商量帮扶资金使用,完善{crop}烘干设备采购方案,准备报镇政府审核。",
    "在村部值班,为村民代办医保缴费、社保认证等事项{n}件,解答政策咨询。",
    "带队开展人居环境整治,清理路边柴草垛{n}处,安排公益岗分段包干。",
    "与合作社理事长对账,核实本季{crop}收购量和村集体分红,签字留存。",
    "检查村内用电用火安全,排查隐患{n}处,当场整改一半,其余列出时限。",
    "到村小学了解学生午餐和上下学安全,协调派出单位捐赠图书{n}册。",
    "参加全县乡村振兴线上培训,记录笔记,晚上和村干部交流学习体会。",
    "准备村集体经济发展计划,测算{crop}加工点投入和收益,形成初稿。",
    "协助开展老年人免费体检,登记{n}人,对行动不便的联系村医上门。",
    "实地丈量拟硬化的村内道路,绘制草图,估算工程量并报镇交通办。",
    "会同驻村民警开展反诈宣传,发放宣传单{n}份,帮老人安装防护软件。",
    "整理本月工作,完善民情台账,列出下周重点{n}项,与村干部逐项分工。",
)
_VISITS = (
    "入户走访{n}户,重点了解老人身体、用药和子女务工情况,逐户记入民情台账。",
    "走访脱贫户和监测户{n}户,核对收入变化,宣讲产业奖补政策。",
    "和村医一起看望{n}户行动不便的老人,了解身体和生活情况。",
    "到{n}户种植户家中了解{crop}收成和销路,收集对合作社的意见。",
)
_HELP = (
    "联系派出单位为两户困难家庭送去米面油",
    "帮助一户申请临时救助,材料已交镇民政办",
    "联系收购商上门收购剩余{crop}",
    "帮一户老人办理高龄津贴",
)
_PROBLEMS = (
    "反映村西头路灯损坏,夜间出行不便",
    "希望修整通往地里的机耕路",
    "反映饮水水压不足,已记下并联系水利站",
    "担心{crop}价格下跌,希望统一联系销路",
    "希望增加一次镇卫生院下乡义诊",
)
_COMPANIONS = ("村党支部书记", "村委会主任", "村妇联主席", "村会计", "驻村工作队队员", "村医", "网格员")

MEETING_TOPICS = {
    "PROGRESS": "各乡镇汇报选派干部到岗、走访和项目推进情况,全县到岗情况总体良好,重点项目按计划推进。",
    "PROBLEMS": "个别干部到岗天数不足,两个乡镇考勤表报送偏晚,部分走访日志缺少佐证照片。",
    "NEXT_STEPS": "下季度重点抓好产业项目落地和考勤核实,月底前补齐台账,组织一次互看互学。",
}


@dataclass(frozen=True, slots=True)
class LogText:
    """The written parts of a log."""

    content: str
    companions: str | None
    households_visited: int = 0
    help_given: str | None = None
    problems_heard: str | None = None


def work_text(rng: Random, crops: tuple[str, ...]) -> LogText:
    """A day of meetings, projects and paper: nothing that asks for a photo."""
    content = rng.choice(_WORK).format(crop=rng.choice(crops), n=rng.randint(3, 18))
    return LogText(content, rng.choice(_COMPANIONS) if rng.random() < 0.6 else None)


def visit_text(rng: Random, crops: tuple[str, ...]) -> LogText:
    """A day of visits to households, with help given and problems heard: it asks for a photo (JZ-07)."""
    households, crop = rng.randint(2, 6), rng.choice(crops)
    return LogText(
        rng.choice(_VISITS).format(n=households, crop=crop),
        rng.choice(_COMPANIONS),
        households,
        rng.choice(_HELP).format(crop=crop),
        rng.choice(_PROBLEMS).format(crop=crop),
    )
