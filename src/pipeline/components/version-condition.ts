import { VersionMatcher } from '../../checks/components/match/affects.ts';

/** `unknown`: the version is none that the ecosystem orders. */
export type Meets = 'yes' | 'no' | 'unknown';

/** Whether a version of an ecosystem meets what is asked for. */
export type VersionCondition = (ecosystem: string, version: string) => Meets;

const COMPARISON = /^(?<sign><=|>=|<|>|=)(?<bound>[^\s<>=,]{1,100})$/u;
/** Nobody asks for more at a time. */
const MAX_COMPARISONS = 10;

/**
 * `2.14.1`: that version as it is written; `<2.17`, `>=2.0 <2.17.1`: all comparisons, by the order of the ecosystem. Undefined where it is
 * neither.
 */
export function versionCondition(text: string): VersionCondition | undefined {
  const parts = text.split(/[\s,]+/u).filter((part) => part !== '');
  const [first] = parts;
  if (first === undefined || parts.length > MAX_COMPARISONS) return undefined;
  if (parts.length === 1 && !/^[<>=]/u.test(first)) {
    return (_ecosystem, version) => (version === first ? 'yes' : 'no');
  }
  const comparisons = parts.flatMap((part) => {
    const { sign, bound } = COMPARISON.exec(part)?.groups ?? {};
    return sign === undefined || bound === undefined ? [] : [{ sign, bound }];
  });
  if (comparisons.length < parts.length) return undefined;
  const matchers = new Map<string, VersionMatcher>();
  return (ecosystem, version) => {
    const matcher = matchers.get(ecosystem) ?? new VersionMatcher(ecosystem);
    matchers.set(ecosystem, matcher);
    const answers = comparisons.map(({ sign, bound }) =>
      meets(sign, matcher.compare(version, bound)),
    );
    if (answers.includes('no')) return 'no';
    return answers.includes('unknown') ? 'unknown' : 'yes';
  };
}

function meets(sign: string, distance: number | undefined): Meets {
  if (distance === undefined) return 'unknown';
  const isEqual = distance === 0 && sign.includes('=');
  const isBeyond = distance < 0 ? sign.startsWith('<') : distance > 0 && sign.startsWith('>');
  return isEqual || isBeyond ? 'yes' : 'no';
}
