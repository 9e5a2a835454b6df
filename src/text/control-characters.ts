/** Characters that terminals and spreadsheets obey (C0 and C1 of ISO 6429), and no reader sees. Line breaks and tabs are text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** The text with U+FFFD for each control character: what stands there is no text, and a number around it is none. */
export function withoutControls(text: string): string {
  return text.search(CONTROL) < 0 ? text : text.replace(CONTROL, '\ufffd');
}

const BARE_IN_JSON = /[\u007f-\u009f]/g;

/** JSON in which all control characters are escaped: JSON itself leaves those of C1, which terminals obey, as they are. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(
    BARE_IN_JSON,
    (character) => `\\u00${character.charCodeAt(0).toString(16)}`,
  );
}
