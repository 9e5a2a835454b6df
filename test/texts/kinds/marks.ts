/** Remarks in brackets behind figures, by how hard they are to keep apart from the figures. */
export const SHORT_REMARKS = [
  '（其中转办1件）',
  '(含重复3件)',
  '（见附注）',
  '（上年为25）',
  '【其中2件为转办】',
];

/** Wrapped over several lines, whose pieces look like figures. */
export const LONG_REMARKS = [
  '（其中上级机关转办的申请1件，重复申请2件）',
  '（含上年结转后撤回的12件及转其他机关3件）',
  '(其中: 市本级5 县区7)',
  '（2023年1月补报2件）',
  '（较上年增长15.6%，增加3件）',
];

export const DOUBLE_REMARKS = [
  '（其中转办1件）（重复2件）',
  '(注1)（含3件）',
  '（其中（含转办）2件）',
  '【附注】（上年4）',
];

/** The bracket is not closed. */
export const OPEN_REMARKS = ['（其中转办1件', '（含上年', '（其中市级2 县级', '(见附注2'];
