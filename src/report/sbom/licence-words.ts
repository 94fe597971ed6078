import ids from 'spdx-license-ids/index.json' with { type: 'json' };
import deprecated from 'spdx-license-ids/deprecated.json' with { type: 'json' };

const known: ReadonlySet<string> = new Set([...ids, ...deprecated]);

/** Longer is no expression that a package states. */
const MAX_LENGTH = 1_000;

/**
 * Whether it is an SPDX expression (SPDX 2.3 annex D) whose ids are all on the list. One that names licences of its own
 * (`LicenseRef-…`) is none: in an SBOM their texts would have to follow, which nobody stated.
 */
export function isLicenceExpression(text: string): boolean {
  if (text.length > MAX_LENGTH) return false;
  const words = text.match(/[()]|[^\s()]+/g) ?? [];
  let open = 0;
  let isComplete = false;
  let before = '';
  for (const word of words) {
    const step = stepOf(word, before, isComplete);
    if (step === undefined) return false;
    open += step.open;
    if (open < 0) return false;
    isComplete = step.isComplete;
    before = word;
  }
  return isComplete && open === 0;
}

interface Step {
  /** How many parentheses it opens. */
  readonly open: number;
  /** Whether an expression can end with it. */
  readonly isComplete: boolean;
}

/** What a word does where a licence is complete or is still to come; undefined where it cannot stand. */
function stepOf(word: string, before: string, isComplete: boolean): Step | undefined {
  return isComplete ? stepAfterLicence(word, before) : stepBeforeLicence(word, before);
}

function stepAfterLicence(word: string, before: string): Step | undefined {
  if (word === ')') return { open: -1, isComplete: true };
  if (word === 'WITH') return before === ')' ? undefined : more;
  return word === 'AND' || word === 'OR' ? more : undefined;
}

function stepBeforeLicence(word: string, before: string): Step | undefined {
  if (word === '(') return before === 'WITH' ? undefined : { open: 1, isComplete: false };
  return isOperand(word, before) ? { open: 0, isComplete: true } : undefined;
}

const more: Step = { open: 0, isComplete: false };

function isOperand(word: string, before: string): boolean {
  if (before === 'WITH') return /^[A-Za-z0-9.-]{1,100}$/.test(word);
  return known.has(word) || known.has(word.replace(/\+$/, ''));
}

/** As CycloneDX writes what a package states of its licence: an id, an expression, or a name that is neither. */
export function spdxLicences(stated: string): readonly object[] {
  const text = stated.trim().slice(0, MAX_LENGTH);
  if (text === '') return [];
  if (known.has(text)) return [{ license: { id: text } }];
  return isLicenceExpression(text) ? [{ expression: text }] : [{ license: { name: text } }];
}
