/** What a file of settings states: a key and its value, in the order of the file. */
export type Setting = readonly [key: string, value: string];

const MAX_SETTINGS = 2_000;
/** Longer values are texts for people. */
const MAX_CHARACTERS = 200;
/** Texts in one language: they decide nothing. */
const TRANSLATION =
  /(?:^|\/)(?:messages|labels|strings|i18n)[^/]*$|_[a-z]{2}(?:_[A-Z]{2})?\.properties$/iu;

export function isPropertiesPath(path: string): boolean {
  return path.endsWith('.properties') && !TRANSLATION.test(path);
}

/**
 * The settings of a `.properties` file
 * (https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Properties.html#load(java.io.Reader)).
 * Keys and values with escapes, and values that refer to others, are left out: nobody may take them for what they say.
 */
export function settingsOf(text: string): readonly Setting[] {
  const found: Setting[] = [];
  let isContinued = false;
  for (const line of text.split(/\r?\n/u)) {
    const wasContinued = isContinued;
    isContinued = line.endsWith('\\');
    if (wasContinued || isContinued || line.length > 2 * MAX_CHARACTERS) continue;
    if (found.length >= MAX_SETTINGS) break;
    const setting = settingOf(line.trimStart());
    if (setting !== undefined) found.push(setting);
  }
  return found;
}

function settingOf(line: string): Setting | undefined {
  if (/^[#!]/u.test(line) || line.includes('\\') || line.includes('${')) return undefined;
  const separator = /[=:\s]/u.exec(line);
  if (separator === null || separator.index === 0) return undefined;
  const value = line.slice(separator.index).replace(/^\s*[=:]?\s*/u, '');
  return value.length > MAX_CHARACTERS ? undefined : [line.slice(0, separator.index), value];
}
