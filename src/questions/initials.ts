import { pinyin } from 'pinyin-pro';

const readings = new Map<string, string>();

/** The first letters of a character's readings (长: z and c); the character itself in lower case where it has none. */
function initialsOf(character: string): string {
  const known = readings.get(character);
  if (known !== undefined) return known;
  const letters = new Set(
    pinyin(character, { multiple: true, pattern: 'first', toneType: 'none', type: 'array' }).map((letter) =>
      letter.normalize('NFKD').charAt(0).toLowerCase(),
    ),
  );
  const found = [...letters].join('') || character.toLowerCase();
  readings.set(character, found);
  return found;
}

/** Can the letters be initials of consecutive characters of a name: of `all` of them, of a `part`, or not? */
export function matchInitials(name: string, letters: string): 'all' | 'part' | null {
  const wanted = [...letters.toLowerCase()];
  const characters = [...name].filter((character) => /[\p{L}\p{N}]/u.test(character));
  for (let start = 0; start + wanted.length <= characters.length; start++) {
    if (wanted.every((letter, i) => initialsOf(characters[start + i] ?? '').includes(letter))) {
      return wanted.length === characters.length ? 'all' : 'part';
    }
  }
  return null;
}
