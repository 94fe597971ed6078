import type { Certificate } from '../certificate/certificate.ts';
import { protocolVersions } from '../observation.ts';
import type { GradeScheme, Step } from './scheme.ts';
import type { Offered, View } from './view.ts';

/** 0 to 100 each; of what is known, so an upper bound while something is in doubt. Undefined: nothing is known. */
export interface Categories {
  readonly protocol?: number;
  readonly keyExchange?: number;
  readonly cipher?: number;
}

export function categoriesOf(view: View, scheme: GradeScheme): Categories {
  const versions = protocolVersions.filter((version) => view.facts.versions[version].is === 'yes');
  const bits = view.suites.flatMap(({ suite }) => (suite === undefined ? [] : [suite.bits]));
  return defined({
    protocol: middle(versions.map((version) => scheme.protocols[version])),
    keyExchange: lowest(keyExchangeScores(view, scheme)),
    cipher: middle(bits.map((size) => stepScore(scheme.cipher, size))),
  });
}

/** Rounded; undefined while a category is; 0 where one of them is 0. */
export function scoreOf(categories: Categories, { weights }: GradeScheme): number | undefined {
  const { protocol, keyExchange, cipher } = categories;
  if (protocol === undefined || keyExchange === undefined || cipher === undefined) return undefined;
  if (protocol === 0 || keyExchange === 0 || cipher === 0) return 0;
  const sum =
    protocol * weights.protocol + keyExchange * weights.keyExchange + cipher * weights.cipher;
  return Math.round(sum / 100);
}

/** The weakest key decides: of certificates, Diffie-Hellman groups, export and anonymous suites. */
function keyExchangeScores(view: View, scheme: GradeScheme): readonly number[] {
  return [
    ...view.chains.flatMap(({ leaf }) => (leaf === undefined ? [] : keyScores(leaf, scheme))),
    ...view.facts.dh.map(({ bits }) => stepScore(scheme.modulus, bits)),
    ...view.suites.flatMap((offered) => suiteScores(offered, scheme)),
  ];
}

function keyScores({ key }: Certificate, scheme: GradeScheme): readonly number[] {
  if (key.bits === 0 || key.type === 'other') return [];
  const isModulus = key.type === 'rsa' || key.type === 'rsa-pss' || key.type === 'dsa';
  // ML-DSA sizes are of keys, not of strength; the smallest parameter set is beyond the last step (FIPS 204 §4).
  const bits = key.type === 'ml-dsa' ? Number.MAX_SAFE_INTEGER : key.bits;
  return [stepScore(isModulus ? scheme.modulus : scheme.curve, bits)];
}

function suiteScores({ suite }: Offered, scheme: GradeScheme): readonly number[] {
  if (suite?.isExport === true) return [scheme.exportKeyExchange];
  if (suite?.authentication === 'none') return [scheme.anonymousKeyExchange];
  return [];
}

function stepScore(steps: readonly Step[], size: number): number {
  return steps.find(({ below }) => size < below)?.score ?? 100;
}

/** Half way between the best and the worst; 0 where one is 0. */
function middle(scores: readonly number[]): number | undefined {
  if (scores.length === 0) return undefined;
  const worst = Math.min(...scores);
  return worst === 0 ? 0 : (worst + Math.max(...scores)) / 2;
}

function lowest(scores: readonly number[]): number | undefined {
  return scores.length === 0 ? undefined : Math.min(...scores);
}

function defined(categories: {
  readonly [K in keyof Categories]: number | undefined;
}): Categories {
  const { protocol, keyExchange, cipher } = categories;
  return {
    ...(protocol === undefined ? {} : { protocol }),
    ...(keyExchange === undefined ? {} : { keyExchange }),
    ...(cipher === undefined ? {} : { cipher }),
  };
}
