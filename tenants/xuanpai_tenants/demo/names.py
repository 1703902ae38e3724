"""Names for people who do not exist: common surnames and given names of two signs, put together by chance."""

from random import Random

from xuanpai_core.cadres.models import Gender

_SURNAMES = (
    "王王王李李李张张张刘刘陈陈杨杨赵赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_FIRST = {
    Gender.MALE: "建国志文永海立春玉宝明振庆宏学世忠景长维连洪广兴家继",
    Gender.FEMALE: "秀淑桂丽玉晓雅慧海春艳红雪凤月静文素金美亚思佳婉",
}
_SECOND = {
    Gender.MALE: "军林峰山生刚波涛成民东才富和平安田柱新胜利龙辉义远",
    Gender.FEMALE: "英华兰梅芳霞娟敏琴玲萍丽洁燕荣云琳颖杰莹宁怡",
}


def invent_name(rng: Random, gender: Gender) -> str:
    """A surname and two more signs, never the same sign twice."""
    surname = rng.choice(_SURNAMES)
    first = rng.choice(_FIRST[gender])
    second = rng.choice([sign for sign in _SECOND[gender] if sign != first])
    return surname + first + second
