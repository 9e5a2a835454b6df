/** The pages of articles: reports, with the files that carry them, and notices. */
import { defined } from '../../defined.js';
import { attachmentMarkup, attachmentOf } from '../attachments/attachment.js';
import type { FoundArticle, ListedArticle, Publication } from '../server/publications.js';
import type { Answer, Site } from '../server/site.js';
import {
  type ArticleSurroundings,
  type ArticleText,
  articleContent,
  type Neighbour,
  plainArticle,
  renderArticle,
  reportArticle,
} from './render.js';

/** What the portal calls the column of its reports. */
export const COLUMN_NAME = '政府信息公开工作年度报告';

/** The article at an address of a list; undefined where there is none (any more). */
export function articlePage(site: Site, path: string): Answer | undefined {
  const found = site.publications.article(path);
  if (found === undefined) return undefined;
  const { article } = found;
  const created = 'report' in article ? article.report.published : article.published;
  const build = (): string => {
    const { style, settings } = site;
    return renderArticle(style, settings.article, articleText(site, found), surroundings(site, found));
  };
  return site.page({ key: path, kind: 'static', created, build });
}

/** An article without the page around it, for families whose pages are made by scripts. */
export function articleParts(
  site: Site,
  found: FoundArticle,
): { readonly title: string; readonly html: string } {
  const text = articleText(site, found);
  const html = articleContent(site.settings.article, text, surroundings(site, found));
  return { title: text.title, html };
}

/** A report as its page tells it: in full, or as a cover to its file. */
export function publishedReport(site: Site, publication: Publication): ArticleText {
  const { report } = publication;
  const style = site.settings.article;
  const file = attachmentOf(site.settings, publication);
  if (file === null) return reportArticle(report, style);
  const { title, published, agency: source } = report;
  const cover = `现将《${title}》予以公布，全文见附件。`;
  const text =
    file.page === 'full'
      ? reportArticle(report, style)
      : plainArticle({ title, published, source }, [cover], style);
  return { ...text, body: `${text.body}\n${attachmentMarkup(file, publication)}` };
}

function articleText(site: Site, { article }: FoundArticle): ArticleText {
  if ('report' in article) return publishedReport(site, article);
  const { title, published } = article;
  const paragraphs = ['本页为模拟站点的普通文章，用来与年度报告同列。', `标题：${title}。`];
  return plainArticle({ title, published, source: site.settings.name }, paragraphs, site.settings.article);
}

function surroundings(site: Site, { article, channel, place }: FoundArticle): ArticleSurroundings {
  const listed = site.publications.listed(channel);
  const link = (entry: ListedArticle): Neighbour => ({ title: entry.title, href: entry.path });
  const [previous, next] = [listed[place - 1], listed[place + 1]];
  return {
    columnName: COLUMN_NAME,
    counter: 'report' in article ? article.report.counter : 7,
    ...defined({ previous: previous && link(previous), next: next && link(next) }),
    related: listed.slice(place + 2, place + 5).map(link),
  };
}
