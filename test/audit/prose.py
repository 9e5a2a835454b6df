"""The prose of a report: invented sentences, and the figures that section 一（二） and section 六 repeat."""

from random import Random

from cells import Cell

# words that are put side by side; none of them says a number of the form
_SUBJECTS = ["本机关", "办公室", "各科室", "专班", "窗口", "联络员"]
_VERBS = ["完善", "更新", "梳理", "优化", "核对", "整理", "充实", "修订", "检查", "培训"]
_OBJECTS = ["栏目设置", "公开目录", "工作台账", "政策解读", "网站专栏", "公开指南", "答复文书", "保密审查流程",
            "信息发布机制", "值班安排", "便民手册", "办事流程图", "意见征集渠道", "业务骨干名单"]
_TAILS = ["，做到随时可查", "，方便群众查阅", "，效果较好", "，并向社会说明", "，仍有待加强", "，由专人负责", ""]
_RARE = ["无障碍版本", "Q&A手册", "12345热线", "電子屏幕", "政務新媒體", "盲文读本", "API接口", "智能问答", "開放日活动", "線上直播"]

PARTS = ["（一）主动公开", "（二）依申请公开", "（三）政府信息管理", "（四）平台建设", "（五）监督保障"]


def sentence(random: Random) -> str:
    thing = random.choice(_OBJECTS) if random.random() > 0.15 else random.choice(_RARE)
    return f"{random.choice(_SUBJECTS)}{random.choice(_VERBS)}{thing}{random.choice(_TAILS)}。"


def paragraph(random: Random, sentences: int) -> str:
    return "".join(sentence(random) for _ in range(sentences))


def requests_sentence(year: int, said: dict[str, int]) -> str:
    """Section 一（二）: what is said of requests; `said` may differ from the table."""
    return (f"{year}年，本机关新收到政府信息公开申请{said['requests.new.total']}件，"
            f"上年结转{said['requests.carried_in.total']}件。")


CLAIMED = ["requests.new.total", "requests.carried_in.total"]


def sections_of(random: Random, year: int, said: dict[str, int]) -> dict[int, tuple[str, ...]]:
    """The six sections: paragraphs by the number of the section."""
    one = []
    for part in PARTS:
        one.append(part)
        one.append(requests_sentence(year, said) if part == PARTS[1] else paragraph(random, random.randrange(1, 4)))
    return {
        1: tuple(one),
        2: (),
        3: (),
        4: (),
        5: (paragraph(random, 2), paragraph(random, random.randrange(1, 3))),
        6: (random.choice(["本年度未收取信息处理费。", "本年度没有收取信息处理费。"]),),
    }


def said_of(cells: dict[str, Cell]) -> dict[str, int]:
    """What the prose says where it agrees with the table; a cell without a number is said to be 0."""
    return {id: int(cells[id].value or 0) for id in CLAIMED}
