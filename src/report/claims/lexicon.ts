/**
 * Words of prose on requests and disputes, by what they do in a sentence. A count is claimed only where every word of its
 * clause is known: a word that is not here may name a part, another organ or something else that is counted.
 */

/** What a word does in its sentence. */
export type Role =
  /** Does not change what is counted. */
  | 'plain'
  /** Requests for information. */
  | 'request'
  /** The disclosure of information as a cause: 「因政府信息公开」. */
  | 'disclosure'
  /** Links two quantities that are counted together. */
  | 'and'
  /** Denies. */
  | 'not'
  /** What follows breaks down what was counted before. */
  | 'among'
  /** What follows comes on top of what was counted before. */
  | 'besides'
  /** What follows is counted one by one. */
  | 'each'
  /** Applies to every quantity named: a count of zero, or one for each. */
  | 'all'
  /** Compares a number with another. */
  | 'compared'
  /** The number is approximate. */
  | 'about'
  /** A part by channel, applicant or manner. */
  | 'part'
  /** Done in time: a part where others were late. */
  | 'timely'
  /** Something else that offices receive and answer. */
  | 'elsewhere'
  /** The outcome of a dispute, or how it was raised. */
  | 'outcome'
  /** What an agency does about other agencies' disputes. */
  | 'authority'
  /** Of the report's year as a whole. */
  | 'this year'
  /** Of another year, or of a part of the year. */
  | 'other time'
  | 'own organ'
  | 'other organ'
  /** Only ever beside a number without a unit: 「数量：3」. */
  | 'number of';

const words = (text: string): readonly string[] => text.trim().split(/\s+/u);

export const WORDS: Readonly<Record<Role, readonly string[]>> = {
  plain: words(`
    共 共计 总共 一共 合计 总计 累计 总数 总量 总 计 已 已经 全 全部 均予以 各类 各项 有效 依法 依规 依法依规 按要求 按规定 按程序 规范 妥善 认真
    严格 积极 切实 及时 高效 顺利 稳妥 实际 其 该 的 了 过 为 是 有 达 达到 以 对 于 由 向 给 等 并且 也 还 则 件 项 条 宗 案 案件 事项 情况 情形
    现象 方面 工作 有关 相关 针对 关于 涉及 涉 就 因 因为 由于 由此 因此 而 被 提出 提交 递交 提请 获取 寄送 发生 出现 产生 引发 引起 导致 提起
    申请人 群众 公众 社会公众 社会各界 社会 市民 人民群众 我们 事务 事宜 行为 予以 作出 完成 经 经审查 经审核 经研究 经核实 经办理 一是 二是 三是
    四是 五是 两项 三项 四项 五项 以上两项 两者 二者 三者 含 包含 包括 不含 不包括 连同 加上 加 继续 目前 所有 一律 圆满 较好地 规定时限内
    法定期限内 法定时限内 规定期限内 期限内 时限内 尚在办理期限内 类 在 内 后 中 把 将 从 至 到 新 其余 剩余 余下 结果 办理结果 上述 各渠道 途径 渠道
    全年 全年度 当年 当年度 年度 年度内 年内 一年 占 占比 占总数 办结率 答复率 按时办结率 按期办结率 按时答复率 比例 率
  `),
  request: words(`
    政府信息公开申请 信息公开申请 政府信息申请 公开申请 依申请公开 依申请公开申请 依申请公开件 依申请公开事项 依申请公开申请件 申请公开件
    依申请公开政府信息 依申请公开信息 依申请公开政府信息申请 政府信息公开申请件 政府信息公开申请事项 政府信息依申请公开 政府信息公开申请表
    依申请公开申请表 依申请公开案件 依申请件 依申请 申请 申请件 申请事项 申请表 公开件 公开事项 申请公开政府信息 申请公开 政府信息公开事项
    信息公开事项 政府信息公开件 信息公开件 信息公开申请件 信息公开申请表 政府信息依申请公开申请 政府信息公开的申请 信息公开的申请
    政府信息公开 信息公开 申请量 政府信息公开依申请
  `),
  disclosure: words('政府信息公开工作 信息公开工作 政务公开工作 公开工作 政务公开'),
  and: words('、 和 与 及 或 或者 以及 暨 并 同'),
  not: words('未 没有 没 无 并无 均无 尚未 从未 并未 未曾 均未 不存在 未有 暂无 不 未能 无一 暂未'),
  among: words('其中'),
  besides: words('另 另外 此外 另有 再 又 还有 增收 除此之外 额外'),
  each: words('分别 各 依次 各自 每 逐'),
  all: words('均 均为 都为 全为 全都'),
  compared: words(`
    较 比 同比 环比 相比 相较 对比 增加 增长 上升 减少 下降 降低 增至 降至 升至 减至 增幅 降幅 持平 新增 增 减 多 少 升 降 翻 倍 由原来 年均
  `),
  about: words(
    '近 约 大约 超 超过 逾 将近 接近 不足 不到 不满 至少 至多 大概 几乎 最多 最少 少于 多于 高于 低于 以上 以下 左右 余 突破 上限',
  ),
  part: words(`
    网络 网上 在线 线上 线下 信函 邮寄 邮件 邮政 电子邮件 当面 现场 当场 传真 平台 系统 自然人 公民 企业 法人 其他组织 商业企业 科研机构
    社会公益组织 法律服务机构 个人 组织 延期 延长 逾期 超期 撤回 撤销 补正 告知 免费 律师
  `),
  timely: words('按时 按期 如期 按时限 按法定期限 按法定时限'),
  elsewhere: words(`
    热线 12345 信访 咨询 来信 来电 来访 电话 留言 网民 信箱 问政 建议 提案 议案 意见 投诉 举报 工单 诉求 审批 许可 证照 政务服务 网站
    微信 微博 新媒体 人大 政协 行政许可 行政处罚 行政强制 主动公开 信件 求助 反馈 舆情 民生 互动 访谈 招标 采购 登记 查询 公文 文件
  `),
  outcome: words(`
    维持 纠错 纠正 败诉 胜诉 撤销 违法 变更 改判 驳回 责令 确认 不利 失败 支持 审结 未审结 尚未审结 撤诉 终止 结案 调解 重作
    未经复议 未经行政复议 经复议 复议后 复议后起诉 直接起诉 结果维持 结果纠正 其他结果 一审 二审 再审 上诉 出庭 复议机关
  `),
  authority: words('审理 化解 代理 应诉 承办 裁决'),
  'this year': words(`
    本年 本年度 今年 今年以来 本报告年度 报告年度 报告期 本年内 年内 一年来 一年以来 全年 全年度 当年 当年度 年度 年度内 年末 截至年底 截至年末
    截至报告期末 截止年底 本期
  `),
  'other time': words(`
    上年 上年度 上一年 上一年度 去年 去年度 往年 前年 历年 同期 上年同期 去年同期 前一年 上年末 以前年度 下年 下年度 下一年 下一年度 次年 明年
    上半年 下半年 前三季度 季度 月份 月均 日均 单月 单日 每年 每月 每季度 每日 每周 当月 当日 当天 近年 近年来 以来 三年 五年 两年 多年
    期间 截至 截止 截至目前 年初 计划 预计 力争 目标 平均 最高
  `),
  'own organ': words(`
    本级 本级机关 局机关 委机关 厅机关 办机关 机关本级 局本级 全局 全委 全厅 本部门 本单位 本机关 我单位 我机关 我部门
  `),
  'other organ': words(`
    下属 所属 局属 委属 厅属 市属 县属 区属 直属 下级 下辖 上级 辖区 各级 各地 各单位 各部门 各区 各县 各市 各乡镇 各镇 各乡 各街道 各科室
    各处室 各股室 各分局 各县区 各区县 各市县 各县市 各县市区 各所 其他机关 其他单位 其他部门 其他行政机关 兄弟单位 全系统 系统内 全国 全省 全市
    全县 全区 全州 全旗 分局 协助 协办 配合 转送 转办 转来 移送 移交 转交 由其 代办 乡镇 基层 事业单位 单位 部门 机构 会同 会商 指导
  `),
  'number of': words('数量 数 件数 宗数 申请数 申请数量'),
};
