import { wordsOf } from '../../document/sight.js';
import { simplified } from '../../text/simplify.js';
import type { Edition } from '../edition/edition.js';
import type { Claim, Section } from '../model.js';
import { readPart } from '../sections/sections.js';
import { readFeeClaim } from './fee-claim.js';
import { denialsOf, deniesRequests, type Meaning, meaningOf } from './meaning.js';
import { BEGINNING, type Scope, type Statement, statementsOf } from './statement.js';
import { type About, cutter, type Token } from './token.js';

/** Late answers: beside them, 「按时答复」 counts a part only. */
const LATE = /延期|逾期|超期/u;
/** Numbers of a list. */
const MARKS = /[①-⑳⑴-⒇⒈-⒛]/gu;

/** A sentence that was read. */
interface Read {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly statements: readonly Statement[];
}

/**
 * Figures repeated in the prose: those of section 一（二） (or of the whole section where it has no parts),
 * and the processing fee of section 六. A claim that might be misread is left out. The first sentence that states a
 * quantity counts, because later ones are mostly breakdowns of it.
 *
 * @param about whose report it is and of which year; a sentence on another organ or year claims nothing
 */
export function readClaims(sections: readonly Section[], edition: Edition, about: About): readonly Claim[] {
  const overview = sections.find((s) => s.number === 1);
  const other = sections.find((s) => s.number === 6);
  const claims = new Map<string, Claim>();
  if (overview !== undefined) {
    const part = readPart(overview, 'requests', edition);
    const read = readSentences(part ?? overview.text, edition, about);
    const isReckoned = read.some(({ tokens }) =>
      tokens.some((t) => t.role === 'claim' && t.spec.says === 'carried_in'),
    );
    for (const sentence of read) {
      if (part === null && !/申请|信息公开/u.test(sentence.text)) continue;
      for (const claim of claimsOf(sentence, edition, isReckoned)) {
        if (!claims.has(claim.indicator)) claims.set(claim.indicator, claim);
      }
    }
  }
  const fee = other === undefined ? null : readFeeClaim(other.text, about.year);
  return fee === null ? [...claims.values()] : [...claims.values(), fee];
}

function readSentences(text: string, edition: Edition, about: About): Read[] {
  const cut = cutter(edition, about);
  let scope: Scope = BEGINNING;
  return simplified(wordsOf(text).replace(MARKS, '，').normalize('NFKC'))
    .split(/[。！？!?\n]/u)
    .map((sentence) => {
      const tokens = cut(sentence);
      const said = statementsOf(tokens, scope);
      scope = said.scope;
      return { text: sentence, tokens, statements: said.statements };
    });
}

function claimsOf({ text, statements }: Read, edition: Edition, isReckoned: boolean): Claim[] {
  const isLate = LATE.test(text);
  return statements.flatMap((statement) => {
    const meanings = statement.isCount ? [meaningOf(statement, isLate)] : denialsOf(statement);
    const said = deniesRequests(statement) ? noRequests(edition) : meanings;
    return said.flatMap((meaning) => (meaning === null ? [] : [claim(meaning, statement, text, isReckoned)]));
  });
}

function noRequests({ claims }: Edition): readonly Meaning[] {
  const received = claims.find(({ says }) => says === 'received');
  return received === undefined
    ? []
    : [{ readings: received.readings, reckoned: received.reckoned ?? [], value: 0 }];
}

function claim(meaning: Meaning, { start, end }: Statement, text: string, isReckoned: boolean): Claim {
  const readings = isReckoned ? [...meaning.readings, ...meaning.reckoned] : meaning.readings;
  return {
    indicator: (readings[0] ?? []).join('+'),
    value: meaning.value,
    text: text.slice(start, end).trim(),
    readings,
  };
}
