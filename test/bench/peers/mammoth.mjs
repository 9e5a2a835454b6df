/** Word documents as HTML, by mammoth. */
import { peer, rounds } from './rounds.mjs';

const { default: mammoth } = await peer('mammoth');
await rounds((path) => mammoth.convertToHtml({ path }));
