/**
 * Why a text that has the shape of a secret is none. Each reason is a fact about the text itself, never about the path
 * it stands in.
 */
export const rejections = [
  'documented example',
  'placeholder word',
  'template expression',
  'repeated characters',
  'sequence',
  'masked',
  'UUID',
  'hash',
] as const;
export type Rejection = (typeof rejections)[number];

/** Values that vendors print in their own documentation. */
const documented: ReadonlySet<string> = new Set([
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds.html
  'AKIAIOSFODNN7EXAMPLE',
  'AKIAI44QH8DHBEXAMPLE',
  'ASIAIOSFODNN7EXAMPLE',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
  // https://learn.microsoft.com/azure/storage/common/storage-use-azurite: every emulator has this key.
  [
    'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq',
    'K1SZFPTOtr/KBHBeksoGMGw==',
  ].join(''),
]);

/** Seven characters and more: by chance at one place of a base-62 token once in 10^10, for each word. */
const longWord =
  /example|placeholder|change[-_ ]?(?:me|it|this)|your[-_ ]?(?:strong|api|own|access|secret|token|key|password|pass|auth|account|client|private|app|bot)|replace[-_ ]?(?:me|this|with)|insert[-_ ]?(?:here|your)|redacted|not[-_ ]?a?[-_ ]?real|unique[ -_]phrase|deadbeef|secret[-_]?(?:here|goes)|(?:key|token|here)[-_ ]?here|x{8}|0{8}|1234567890?|abcdef(?:gh|012)/i;

const shortWords = 'dummy|fake|sample|todo|foobar|lorem|xxxx';
/** By chance in one of 10^4 tokens, unless only where letters begin or end. */
const shortWord = new RegExp(`(?<![a-z0-9])(?:${shortWords})|(?:${shortWords})(?![a-z0-9])`, 'i');
/** Where camel case begins a word. */
const capitalWord = /Dummy|Fake|Sample|Todo|Foobar|Lorem/;
/** Tokens drawn by lot hold digits. */
const anyShortWord = new RegExp(`^[^0-9]{0,200}(?:${shortWords})[^0-9]{0,200}$`, 'i');

/** `${x}`, `{{x}}`, `<x>`, `%x%`, `#{x}`, `$(x)`, `$X`, `@x@`, `[x]`: the value comes from elsewhere. */
const template =
  /^\$|\$\{|\$\(|\{\{|\}\}|#\{|<%|^<[^<>]{0,200}>$|^%[^%]{1,100}%$|^%[sdv]$|^@[^@]{1,100}@$|^\[[^\]]{0,200}\]$|^\{[^{}]{0,200}\}$|process\.env|os\.environ|getenv/i;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const hashText =
  /^(?:(?:sha(?:1|224|256|384|512)|md5)[-:][A-Za-z0-9+/=]{20,128}|\$(?:2[aby]|argon2id?|argon2d|5|6|y)\$.{1,200})$/;

/** The reason why `value` is no secret, whatever the rule; undefined when nothing speaks against it. */
export function placeholderReason(value: string): Rejection | undefined {
  if (documented.has(value)) return 'documented example';
  if (template.test(value)) return 'template expression';
  if (hasPlaceholderWord(value)) return 'placeholder word';
  if (isMasked(value)) return 'masked';
  if (isRepeated(value)) return 'repeated characters';
  if (isSequence(value)) return 'sequence';
  return undefined;
}

/** The reason why a value without a shape of its own is an identifier or a digest rather than a secret. */
export function identifierReason(value: string): Rejection | undefined {
  if (uuid.test(value)) return 'UUID';
  if (hashText.test(value)) return 'hash';
  return undefined;
}

function hasPlaceholderWord(value: string): boolean {
  return [longWord, shortWord, capitalWord, anyShortWord].some((word) => word.test(value));
}

/** Three stars, dots or bullets in a row: someone has already hidden it. */
function isMasked(value: string): boolean {
  return /\*{3}|\.{3}|…|•{2}|\u2022/.test(value);
}

/** Few different characters for its length, or one unit again and again. */
function isRepeated(value: string): boolean {
  if (value.length < 6) return false;
  if (/(.)\1{5}/s.test(value)) return true;
  if (new Set(value).size <= Math.min(4, value.length / 4)) return true;
  return value.length >= 12 && /^(.{1,8})\1{2,40}.{0,7}$/s.test(value);
}

/** Two thirds of the steps from one character to the next are +1 (or all are -1): `abcdefgh`, `12345678`. */
function isSequence(value: string): boolean {
  if (value.length < 8) return false;
  let up = 0;
  let down = 0;
  for (let index = 1; index < value.length; index += 1) {
    const step = value.charCodeAt(index) - value.charCodeAt(index - 1);
    if (step === 1) up += 1;
    if (step === -1) down += 1;
  }
  return Math.max(up, down) * 3 >= (value.length - 1) * 2;
}
