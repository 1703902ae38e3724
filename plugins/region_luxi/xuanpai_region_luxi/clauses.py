"""The words that 泸溪县's rules rest on, as they stand in the document, punctuation included."""

from xuanpai_core.plugins.api import Clause

DOCUMENT = "《泸溪县着力“四下功夫” 推进基层党建》"

MEETINGS = "县委每年召开两次专题党建工作会,县委组织部坚持每季召开一次乡镇组织工作例会"
PAIRINGS = "落实“三联三帮”工作责任制,(县级领导联乡帮厂,县直单位联点帮村,乡镇干部联村帮户)"
MATCHING = "按照“经济部门治穷、政法部门治乱、党政部门治瘫”的原则,实行县直部门联点帮村工作责任制"
DELIVERIES = "机关党员进村入户送政策信息、送科技文化、送医疗卫生、送支农物资"
TARGETS = "严格实行联村班子目标管理责任制度和村干部述职评议制度、奖惩激励制"
COVERAGE = "做到村干包组、组干包户,村不落组、组不落户、户不落人"
BOUND = "并将包村干部和村组干部的责任捆绑到一起,同进退,共荣辱,以“责任共同体”来推进各项工作“村为主”"
PROBLEMS = "确保小问题不出组,一般问题不出村,较大问题不出片,复杂问题不出乡"
RESERVES = "每个村培养3-5名后备干部人选"
RECTIFY = "对12个村支两委班子软弱涣散的村进行整顿;实施“一村一名”大学生,选派11名县直和乡镇干部担任移民村第一支书"
SKILLS = "使60岁以下有劳动能力的党员至少掌握1-2门实用技术,35岁以下的党员户成为科技示范户"
TRAINING = "四年来,举办各种形式的培训班40期,培训农村党员干部1.2万余人次"
FIVE_GOOD = "全县110个贫困村明显变化,80个村达到“五好”标准"


def cite(words: str, reference: str) -> Clause:
    """The clause with these words, under the reference of the rule that reads them (``LX-01``)."""
    return Clause(document=DOCUMENT, words=words, reference=reference)
