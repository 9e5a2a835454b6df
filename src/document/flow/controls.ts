import { withoutControls } from '../../text/control-characters.js';
import type { Block, Content, DocumentMeta } from '../model.js';

/** The content without a control character in any of its texts: sources can write them into every format as entities. */
export function visible({ meta, blocks, issues }: Content): Content {
  return {
    meta: visibleMeta(meta),
    blocks: blocks.map(visibleBlock),
    issues: issues.map((issue) => ({ ...issue, message: withoutControls(issue.message) })),
  };
}

function visibleMeta(meta: DocumentMeta): DocumentMeta {
  return Object.fromEntries(
    Object.entries(meta).map(([name, text]: [string, string]) => [name, withoutControls(text)]),
  );
}

function visibleBlock(block: Block): Block {
  if (block.kind === 'paragraph') {
    const text = withoutControls(block.text);
    return text === block.text ? block : { ...block, text };
  }
  const hasControls = block.rows.some((row) => row.some(({ text }) => withoutControls(text) !== text));
  if (!hasControls) return block;
  return {
    ...block,
    rows: block.rows.map((row) => row.map((cell) => ({ ...cell, text: withoutControls(cell.text) }))),
  };
}
