"""The statutory form, written down from its legal sources: indicators, rows, columns, editions.

国办公开办函〔2021〕30号 (reports on 2021 onwards) and 国办公开办函〔2019〕60号 (reports on 2019 and 2020).
"""

APPLICANTS = [
    ("natural_person", "自然人"),
    ("business", "商业企业"),
    ("research", "科研机构"),
    ("nonprofit", "社会公益组织"),
    ("legal_service", "法律服务机构"),
    ("other_org", "其他"),
    ("total", "总计"),
]
SIX = [name for name, _ in APPLICANTS[:-1]]
SEVEN = [name for name, _ in APPLICANTS]

# (row, group of the first level, group of the second level, label); None where the label fills the groups' columns
NEW = "一、本年新收政府信息公开申请数量"
CARRIED_IN = "二、上年结转政府信息公开申请数量"
CARRIED_OUT = "四、结转下年度继续办理"
RESULTS = "三、本年度办理结果"
PARTIAL = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"

_RESULT_ROWS = [
    ("granted", None, "（一）予以公开"),
    ("partial", None, PARTIAL),
    ("refused.state_secret", "（三）不予公开", "1.属于国家秘密"),
    ("refused.forbidden_by_law", "（三）不予公开", "2.其他法律行政法规禁止公开"),
    ("refused.safety_stability", "（三）不予公开", "3.危及“三安全一稳定”"),
    ("refused.third_party", "（三）不予公开", "4.保护第三方合法权益"),
    ("refused.internal_affairs", "（三）不予公开", "5.属于三类内部事务信息"),
    ("refused.process_info", "（三）不予公开", "6.属于四类过程性信息"),
    ("refused.enforcement_file", "（三）不予公开", "7.属于行政执法案卷"),
    ("refused.admin_query", "（三）不予公开", "8.属于行政查询事项"),
    ("unavailable.not_held", "（四）无法提供", "1.本机关不掌握相关政府信息"),
    ("unavailable.needs_creation", "（四）无法提供", "2.没有现成信息需要另行制作"),
    ("unavailable.still_unclear", "（四）无法提供", "3.补正后申请内容仍不明确"),
    ("rejected.petition", "（五）不予处理", "1.信访举报投诉类申请"),
    ("rejected.repeated", "（五）不予处理", "2.重复申请"),
    ("rejected.publication", "（五）不予处理", "3.要求提供公开出版物"),
    ("rejected.mass_repeated", "（五）不予处理", "4.无正当理由大量反复申请"),
    ("rejected.reconfirmation", "（五）不予处理", "5.要求行政机关确认或重新出具已获取信息"),
]
_OTHER = {
    "2021": [
        ("other.not_corrected", "（六）其他处理",
         "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
        ("other.fee_unpaid", "（六）其他处理",
         "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
        ("other.other", "（六）其他处理", "3.其他"),
    ],
    "2019": [("other.total", None, "（六）其他处理")],
}
RESULT_ROWS = {edition: _RESULT_ROWS + rows for edition, rows in _OTHER.items()}
HANDLED = ("handled_total", None, "（七）总计")

# what table 2 is made of: blocks of (article, headings, [(label, indicators in the order of the headings)])
TABLE_2 = {
    "2021": [
        ("第二十条第（一）项", ["本年制发件数", "本年废止件数", "现行有效件数"], [
            ("规章", ["rules.issued", "rules.repealed", "rules.in_force"]),
            ("行政规范性文件", ["normative.issued", "normative.repealed", "normative.in_force"]),
        ]),
        ("第二十条第（五）项", ["本年处理决定数量"], [("行政许可", ["licensing.decisions"])]),
        ("第二十条第（六）项", ["本年处理决定数量"], [
            ("行政处罚", ["penalty.decisions"]), ("行政强制", ["coercion.decisions"]),
        ]),
        ("第二十条第（八）项", ["本年收费金额（单位：万元）"], [("行政事业性收费", ["fees.amount"])]),
    ],
    "2019": [
        ("第二十条第（一）项", ["本年新制作数量", "本年新公开数量", "对外公开总数量"], [
            ("规章", ["rules.made", "rules.published", "rules.published_total"]),
            ("规范性文件", ["normative.made", "normative.published", "normative.published_total"]),
        ]),
        ("第二十条第（五）项", ["上一年项目数量", "本年增/减", "处理决定数量"], [
            ("行政许可", ["licensing.items_previous", "licensing.items_change", "licensing.decisions"]),
            ("其他对外管理服务事项", ["other_services.items_previous", "other_services.items_change",
                            "other_services.decisions"]),
        ]),
        ("第二十条第（六）项", ["上一年项目数量", "本年增/减", "处理决定数量"], [
            ("行政处罚", ["penalty.items_previous", "penalty.items_change", "penalty.decisions"]),
            ("行政强制", ["coercion.items_previous", "coercion.items_change", "coercion.decisions"]),
        ]),
        ("第二十条第（八）项", ["上一年项目数量", "本年增/减"], [
            ("行政事业性收费", ["fees.items_previous", "fees.items_change"]),
        ]),
        ("第二十条第（九）项", ["采购项目数量", "采购总金额（万元）"], [
            ("政府集中采购", ["procurement.projects", "procurement.amount"]),
        ]),
    ],
}

DISPUTES = [("review", "行政复议"), ("suit_direct", "未经复议直接起诉"), ("suit_after_review", "复议后起诉")]
OUTCOMES = [("upheld", "结果维持"), ("corrected", "结果纠正"), ("other", "其他结果"),
            ("pending", "尚未审结"), ("total", "总计")]

SECTIONS = {
    1: "一、总体情况",
    2: "二、主动公开政府信息情况",
    3: "三、收到和处理政府信息公开申请情况",
    4: "四、政府信息公开行政复议、行政诉讼情况",
    5: "五、存在的主要问题及改进情况",
    6: "六、其他需要报告的事项",
}
EDITIONS = ["2019", "2021"]


def edition_in_force(year: int) -> str:
    return "2021" if year >= 2021 else "2019"


def request_rows(edition: str) -> list[str]:
    """The rows of table 3, in the order of the form."""
    return ["new", "carried_in", *(row for row, _, _ in RESULT_ROWS[edition]), "handled_total", "carried_out"]


def results(edition: str) -> list[str]:
    """The rows that add up to handled_total."""
    return [row for row, _, _ in RESULT_ROWS[edition]]


def _proactive(edition: str) -> list[str]:
    return [f"proactive.{id}" for _, _, rows in TABLE_2[edition] for _, ids in rows for id in ids]


def _requests(edition: str) -> list[str]:
    return [f"requests.{row}.{applicant}" for row in request_rows(edition) for applicant in SEVEN]


_DISPUTES = [f"disputes.{kind}.{outcome}" for kind, _ in DISPUTES for outcome, _ in OUTCOMES]
INDICATORS = {edition: _proactive(edition) + _requests(edition) + _DISPUTES for edition in EDITIONS}
TOTALS = {
    edition: [id for id in INDICATORS[edition] if not id.startswith("proactive.") and id.endswith(".total")
              and id.count(".") >= 2]
    for edition in EDITIONS
}


def is_money(indicator: str) -> bool:
    return indicator in ("proactive.fees.amount", "proactive.procurement.amount")


def is_signed(indicator: str) -> bool:
    return indicator.endswith(".items_change")


def is_count(indicator: str) -> bool:
    return not is_money(indicator) and not is_signed(indicator)


def editions_of(indicator: str) -> list[str]:
    return [edition for edition in EDITIONS if indicator in INDICATORS[edition]]


EVERY_INDICATOR = INDICATORS["2021"] + [id for id in INDICATORS["2019"] if id not in INDICATORS["2021"]]
assert len(INDICATORS["2021"]) == 10 + 25 * 7 + 15
assert len(INDICATORS["2019"]) == 22 + 23 * 7 + 15
