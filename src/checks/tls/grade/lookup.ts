import type { Suite } from '../tables/suite.ts';

/** Until the tables land. */
export function suiteByCode(_code: number): Suite | undefined {
  return undefined;
}

export function groupByCode(_code: number):
  | {
      readonly name: string;
      readonly bits: number;
      readonly kind: 'classical' | 'hybrid' | 'post-quantum';
    }
  | undefined {
  return undefined;
}
