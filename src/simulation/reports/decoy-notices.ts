/** What a column lists besides reports: the titled decoys, and as many plain notices as are wanted. */

/** An article that is no report. */
export interface Notice {
  readonly title: string;
  /** YYYY-MM-DD */
  readonly published: string;
  readonly articleId: number;
}

const FIRST_FILLER_ID = 1_000_000;
const SUBJECTS = [
  '道路养护',
  '防汛值守',
  '食品抽检',
  '招聘考试',
  '公交线路',
  '供水管网',
  '安全检查',
  '植树活动',
];
const FORMS = ['有关事项的通知', '结果公示', '进展情况通报', '工作方案'];

/** The decoys, then `fillers` notices of the years 2019 to 2024. */
export function noticesOf(decoys: readonly string[], fillers: number, firstId: number): readonly Notice[] {
  const titled = decoys.map((title, index) => ({
    title,
    published: `2024-${padded((index % 3) + 1)}-${padded(((index * 5) % 27) + 1)}`,
    articleId: firstId + index,
  }));
  const plain = Array.from({ length: fillers }, (_, index) => {
    const subject = SUBJECTS[index % SUBJECTS.length] ?? '';
    const form = FORMS[Math.floor(index / SUBJECTS.length) % FORMS.length] ?? '';
    return {
      title: `平湖市第${index + 1}号${subject}${form}`,
      published: `${2019 + (index % 6)}-${padded(((index * 7) % 12) + 1)}-${padded(((index * 11) % 28) + 1)}`,
      articleId: FIRST_FILLER_ID + index,
    };
  });
  return [...titled, ...plain];
}

function padded(value: number): string {
  return String(value).padStart(2, '0');
}
