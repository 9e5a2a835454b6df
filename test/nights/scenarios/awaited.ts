/**
 * Scenarios that do not end as they must yet, and what is seen instead. Their tests have to fail: once one does not, its
 * line goes.
 */
export const AWAITED: Readonly<Record<string, string>> = {
  'Of two addresses with the same report, the first is taken down.': '财政局 2023: 1 first_seen a',
  'Of two addresses with the same report, the first is still listed and answers 404.':
    '财政局 2023: 1 first_seen a',
  'Of two addresses with the same report, the first is still listed and answers 410.':
    '财政局 2023: 1 first_seen a',
  'Of two addresses with the same report, the first is off the list and still served.':
    '财政局 2023: 1 first_seen a',
  'Of two addresses with the same report, the first is listed and leads to the front page.':
    '财政局 2023: 1 first_seen a',
  'Of two addresses with the same report, the first is listed and says 「页面不存在」.':
    '财政局 2023: 1 first_seen a',
  'Of two addresses with the same report, the first is listed and shows a page without a report.':
    '财政局 2023: 1 first_seen a',
  'Of two addresses with different figures, the first is taken down.': '财政局 2023: 1 first_seen a',
  'Of two addresses with different figures, the first is still listed and answers 404.':
    '财政局 2023: 1 first_seen a',
  'Of two addresses with different figures, the first is still listed and answers 410.':
    '财政局 2023: 1 first_seen a',
  'Of two addresses with different figures, the first is off the list and still served.':
    '财政局 2023: 1 first_seen a',
  'Of two addresses with different figures, the first is listed and leads to the front page.':
    '财政局 2023: 1 first_seen a',
  'Of two addresses with different figures, the first is listed and says 「页面不存在」.':
    '财政局 2023: 1 first_seen a',
  'Of two addresses with different figures, the first is listed and shows a page without a report.':
    '财政局 2023: 1 first_seen a',
  'Of two addresses with different figures, the second is taken down.': 'findings night by night 111111',
  'Of two addresses with different figures, the second is still listed and answers 404.':
    'findings night by night 111111',
  'Two addresses differ, and the second is then put right.': 'findings night by night 111111',
  'The second of two addresses is edited three times.': 'findings night by night 123444',
  'The first of two addresses is edited.': 'findings night by night 000000',
  'Two addresses differ, agree, and then the first is taken down.': '财政局 2023: 1 first_seen a',
  'The first of two addresses is taken down on the day on which the second is edited.':
    '财政局 2023: 1 first_seen a, 3 figures_revised b 12→15',
  'The second address has continued the report, and is edited.':
    '财政局 2023: 1 first_seen a, 5 figures_revised b 12→18',
  'The second address has continued the report, and the first is back with its old figures.':
    '财政局 2023: 1 first_seen a',
  'A portal answers 304 for what is known; of two addresses that differ, the first is taken down.':
    '财政局 2023: 1 first_seen a',
  'Of three addresses with three figures, the first goes, then the second.': '财政局 2023: 1 first_seen a',
  'A page is put in place of its report that leads to a file with the same figures.':
    '财政局 2023: 1 first_seen a',
  'A page is put in place of its report that leads to a file with other figures.':
    '财政局 2023: 1 first_seen a',
  'The file that continued the report of a page is changed in silence.': '财政局 2023: 1 first_seen a',
  'A page becomes one with a file of the same figures, and the file is changed in silence.':
    '财政局 2023: 1 first_seen a',
  'A page with a file of other figures is emptied, and only leads to the file.':
    '财政局 2023: 1 first_seen a',
  'That file is changed in silence afterwards.': '财政局 2023: 1 first_seen a',
  'A page that led to a file holds the report itself, with the same figures.':
    '财政局 2023: 1 first_seen f.docx, 3 text_revised a',
  'A page that led to a file holds the report itself, with other figures.':
    '财政局 2023: 1 first_seen f.docx, 3 figures_revised a 12→15',
  'A page stays, and the file that it leads to answers 404.': '财政局 2023: 1 first_seen f.docx',
  "An agency's typing error in its own name (财正局) is corrected.":
    '财正局 2023: 1 first_seen a; 财政局 2023: 3 first_seen a',
  'The typing error is corrected, and is back two nights later.':
    '财正局 2023: 1 first_seen a; 财政局 2023: 3 first_seen a',
  'The typing error is corrected, and a figure is edited two nights later.':
    '财正局 2023: 1 first_seen a; 财政局 2023: 3 first_seen a, 5 figures_revised a 12→15',
  'The year in a title is corrected, 2023 to 2024; the report is the same.':
    '财政局 2023: 1 first_seen a; 财政局 2024: 3 first_seen a',
  'The year in a title is corrected, and the correction is taken back.':
    '财政局 2023: 1 first_seen a; 财政局 2024: 3 first_seen a',
  "The year after, the address shows the next year's report.": '财政局 2023: 1 first_seen a',
  "The address shows the next year's report, and the old one stands at another address.":
    '财政局 2023: 1 first_seen a',
  "The address shows another agency's report.": '财政局 2023: 1 first_seen a',
  "The address shows another agency's report for two nights.": '审计局 2023: 3 first_seen a',
  "The address shows another agency's report for four nights.":
    '财政局 2023: 1 first_seen a; 审计局 2023: 3 first_seen a',
  'The typing error is corrected on the day on which a figure is edited.': '财正局 2023: 1 first_seen a',
  "The address shows a copy of another agency's report that stands elsewhere too.":
    '财政局 2023: 1 first_seen a',
  'Two reports swap their addresses.': '财政局 2023: 1 first_seen a; 审计局 2023: 1 first_seen b',
  'Two reports swap their addresses, and one of them is edited on the way.':
    '财政局 2023: 1 first_seen a; 审计局 2023: 1 first_seen b',
  'A report moves, and back two nights later.': '财政局 2023: 1 first_seen a, 3 moved a→b',
  'The new address appears a night before the old one goes.': '财政局 2023: 1 first_seen a',
  'The portal gets another domain, and its file says so (`formerHosts`).': 'unknown key formerHosts',
  'The portal gets another domain, its file says so, and a report is edited on the way.':
    'unknown key formerHosts',
  '9 of 18 reports are gone at once.':
    '财政局 2023: 1 first_seen n1, 5 withdrawn n1; 审计局 2023: 1 first_seen n2, 5 withdrawn n2',
  '4 of 9 reports are gone at once.':
    '财政局 2023: 1 first_seen n1, 5 withdrawn n1; 审计局 2023: 1 first_seen n2, 5 withdrawn n2',
  '4 of 5 reports are gone at once.':
    '财政局 2023: 1 first_seen n1, 5 withdrawn n1; 审计局 2023: 1 first_seen n2, 5 withdrawn n2',
  'A report is gone while the clock goes back and forth over a day.':
    '财政局 2023: 1 first_seen a, 4 withdrawn a',
  'The night on which the first of two addresses is gone is killed in the middle.':
    '财政局 2023: 1 first_seen a',
  'Two reports swap their addresses in a night that is killed between them.':
    '财政局 2023: 1 first_seen a; 审计局 2023: 1 first_seen b',
  'The first of two addresses that differ answers 404, and the portal is down for a night meanwhile.':
    '财政局 2023: 1 first_seen a',
  'A page becomes one with a file, and holds its report again two nights later.':
    '财政局 2023: 1 first_seen a',
  'The page names no agency; the list had the name wrong, and is corrected.': '财正局 2023: 1 first_seen a',
  'The first of two addresses answers 404, and the second on the night on which it would continue.':
    '财政局 2023: 1 first_seen a',
  'The first of two addresses answers 404, and the second is edited meanwhile.':
    '财政局 2023: 1 first_seen a',
  'The second address has continued the report, the first is back, and then the second is taken down.':
    '财政局 2023: 1 first_seen a',
  'Both of two addresses are taken down, and the second is back after four nights.':
    '财政局 2023: 1 first_seen a, 5 withdrawn a, 7 restored b',
  "The second of two addresses shows another agency's report.": 'findings night by night 111111',
  'Five reports have two addresses each, and all first ones are taken down at once.':
    '财政局 2023: 1 first_seen a0; 审计局 2023: 1 first_seen a1',
  'Two reports swap their addresses, and swap them back two nights later.':
    '财政局 2023: 1 first_seen a; 审计局 2023: 1 first_seen b',
  'Three reports change places in a circle.': '财政局 2023: 1 first_seen a; 审计局 2023: 1 first_seen b',
  "Another agency's report moves to the address, and the report that stood there is nowhere.":
    '财政局 2023: 1 first_seen a',
  'Of two addresses with the same report, the first gets a typing error into its title.':
    '财政局 2023: 1 first_seen a',
  'The typing error is corrected, in a night that is killed afterwards.':
    '财正局 2023: 1 first_seen a; 财政局 2023: 3 first_seen a',
};
