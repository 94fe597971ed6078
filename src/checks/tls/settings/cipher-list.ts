import type { Suite } from '../tables/suite.ts';
import { claimOf, isRetiredWord, toCipherEntry } from './cipher-alias.ts';
import type { CipherEntry } from './cipher-alias.ts';

/** What a cipher list of OpenSSL stands for. */
export interface CipherSelection {
  /** SSLv3 to TLS 1.2, in the order of preference. */
  readonly suites: readonly Suite[];
  /** `@SECLEVEL=n`; undefined: the library's own. */
  readonly securityLevel: number | undefined;
  /** Words that OpenSSL passes over because it does not know them. */
  readonly unknown: readonly string[];
}

/** Characters; the longest lists in use have about 4,000. */
const maxListChars = 16_384;
/** Rules of one list. */
const maxRules = 512;

type Operator = 'add' | 'delete' | 'move-to-end' | 'kill' | 'move-to-front';

/**
 * Expands a cipher list as OpenSSL 1.1.0 to 3.5 do (openssl-ciphers(1), "CIPHER LIST FORMAT"; the order of preference
 * before the first rule is that of ssl/ssl_ciph.c, `ssl_create_cipher_list`, Apache-2.0), in a library that was built
 * with all its suites (`enable-weak-ssl-ciphers`). Suites of older libraries come in by their own names or by words
 * that are about nothing else (`EXP`, `LOW`, `kECDHr`, …).
 */
export function expandCipherList(list: string, known: readonly Suite[]): CipherSelection {
  const deck = new Deck(known);
  const unknown: string[] = [];
  const state: { securityLevel: number | undefined } = { securityLevel: undefined };
  for (const rule of rulesOf(list)) {
    if (rule === '@STRENGTH') deck.sortByStrength();
    else if (rule.startsWith('@')) state.securityLevel = levelOf(rule) ?? state.securityLevel;
    else if (!deck.applyText(rule)) unknown.push(rule);
  }
  return { suites: deck.active(), securityLevel: state.securityLevel, unknown };
}

const suiteB128 = 'ECDHE-ECDSA-AES128-GCM-SHA256';
const suiteB192 = 'ECDHE-ECDSA-AES256-GCM-SHA384';
const suiteB: ReadonlyMap<string, readonly string[]> = new Map([
  ['SUITEB128ONLY', [suiteB128]],
  ['SUITEB128C2', [suiteB128, suiteB192]],
  ['SUITEB128', [suiteB128, suiteB192]],
  ['SUITEB192', [suiteB192]],
]);

/** `DEFAULT` is a word only at the beginning, and Suite B only alone. */
function rulesOf(list: string): readonly string[] {
  const words = list
    .slice(0, maxListChars)
    .split(/[:;,\s]/, maxRules)
    .filter((word) => word.length > 0);
  const [first = ''] = words;
  const named = suiteB.get(first);
  if (named !== undefined) return named;
  if (!first.startsWith('DEFAULT')) return words;
  const rest = first.slice('DEFAULT'.length);
  return [
    'ALL',
    '!COMPLEMENTOFDEFAULT',
    '!eNULL',
    ...(rest === '' ? [] : [rest]),
    ...words.slice(1),
  ];
}

function levelOf(rule: string): number | undefined {
  const digit = /^@SECLEVEL=([0-5])$/.exec(rule)?.[1];
  return digit === undefined ? undefined : Number(digit);
}

/** The suites in their order, each taken or put aside; those that are killed are gone for good. */
class Deck {
  #entries: readonly CipherEntry[];
  #taken = new Set<CipherEntry>();
  readonly #byName: ReadonlyMap<string, CipherEntry>;

  constructor(known: readonly Suite[]) {
    this.#entries = known
      .flatMap((suite) => toCipherEntry(suite) ?? [])
      .toSorted((one, other) => other.suite.code - one.suite.code);
    this.#byName = new Map(
      this.#entries.flatMap((entry) => [
        [entry.opensslName, entry] as const,
        [entry.suite.name, entry] as const,
      ]),
    );
    this.#putInDefaultOrder();
  }

  active(): readonly Suite[] {
    return this.#entries.filter((entry) => this.#taken.has(entry)).map((entry) => entry.suite);
  }

  /** One rule, such as `-kRSA+AES`; false where it names something unknown and so does nothing. */
  applyText(rule: string): boolean {
    const operator = operators.get(rule.charAt(0)) ?? 'add';
    const words = (operators.has(rule.charAt(0)) ? rule.slice(1) : rule).split('+');
    const claims = words.map((word) => this.#claimOf(word));
    if (claims.some((claim) => claim === undefined)) return false;
    const includesRetired =
      operator !== 'add' || words.some((word) => isRetiredWord(word) || this.#byName.has(word));
    this.#apply(
      operator,
      (entry) =>
        (includesRetired || !entry.isRetired) && claims.every((claim) => claim?.(entry) ?? false),
    );
    return true;
  }

  sortByStrength(): void {
    const bits = [...new Set(this.#entries.map((entry) => entry.suite.bits))];
    for (const each of bits.toSorted((one, other) => other - one)) {
      this.#apply('move-to-end', (entry) => entry.suite.bits === each);
    }
  }

  #claimOf(word: string): ((entry: CipherEntry) => boolean) | undefined {
    const named = this.#byName.get(word);
    return named === undefined ? claimOf(word) : (entry) => entry === named;
  }

  #apply(operator: Operator, matches: (entry: CipherEntry) => boolean): void {
    const isTaken = (entry: CipherEntry): boolean => this.#taken.has(entry);
    const chosen = this.#entries.filter(
      (entry) => matches(entry) && (operator === 'kill' || isTaken(entry) === (operator !== 'add')),
    );
    if (chosen.length === 0) return;
    const set = new Set(chosen);
    const others = this.#entries.filter((entry) => !set.has(entry));
    switch (operator) {
      case 'add':
        for (const entry of chosen) this.#taken.add(entry);
        this.#entries = [...others, ...chosen];
        break;
      case 'move-to-end':
        this.#entries = [...others, ...chosen];
        break;
      case 'delete':
        for (const entry of chosen) this.#taken.delete(entry);
        this.#entries = [...chosen, ...others];
        break;
      case 'move-to-front':
        this.#entries = [...chosen, ...others];
        break;
      case 'kill':
        for (const entry of chosen) this.#taken.delete(entry);
        this.#entries = others;
        break;
    }
  }

  #putInDefaultOrder(): void {
    const steps: readonly (readonly [Operator, string])[] = [
      ['add', 'kECDHE+aECDSA'],
      ['add', 'kECDHE'],
      ['delete', 'kECDHE'],
      ['add', 'AESGCM'],
      ['add', 'CHACHA20'],
      ['add', 'AES'],
      ['add', 'ALL'],
      ['add', 'eNULL'],
      ['move-to-end', 'MD5'],
      ['move-to-end', 'aNULL'],
      ['move-to-end', 'kRSA'],
      ['move-to-end', 'kPSK'],
      ['move-to-end', 'RC4'],
    ];
    for (const [operator, words] of steps) {
      const claims = words.split('+').map((word) => claimOf(word));
      this.#apply(operator, (entry) => claims.every((claim) => claim?.(entry) ?? false));
    }
    this.sortByStrength();
    this.#apply('move-to-front', (entry) => entry.minVersion === 'TLS1.2');
    this.#apply('move-to-front', (entry) => entry.suite.mac === 'aead');
    this.#apply('move-to-front', isForwardSecret);
    this.#apply('move-to-front', (entry) => isForwardSecret(entry) && entry.suite.mac === 'aead');
    this.#apply('delete', () => true);
  }
}

const operators: ReadonlyMap<string, Operator> = new Map([
  ['!', 'kill'],
  ['-', 'delete'],
  ['+', 'move-to-end'],
]);

const ephemeral = new Set(['dhe', 'ecdhe']);

function isForwardSecret({ suite }: CipherEntry): boolean {
  return ephemeral.has(suite.keyExchange);
}
