/** Whether a name is meant as a pattern. */
export function isPattern(text: string): boolean {
  return text.includes('*');
}

/** Tests whole names against a pattern in which `*` stands for any characters, even none. */
export function patternTest(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`, 'su');
  return (name) => expression.test(name);
}
