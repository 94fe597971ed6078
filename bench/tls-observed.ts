import { readFileSync } from 'node:fs';

/** What benches read of an observation: what the first address showed. */
export interface Observed {
  readonly endpoint: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly suites: Readonly<Record<string, readonly number[]>>;
  readonly complete: Readonly<Record<string, string>>;
  readonly groups: Readonly<Record<string, readonly number[]>>;
  readonly connections: number;
  readonly retries: number;
}

interface Accepted {
  readonly codes: readonly number[];
  readonly complete: { readonly is: string };
}

interface Line {
  readonly endpoint: string;
  readonly addresses: readonly {
    readonly versions: Readonly<Record<string, { readonly is: string }>>;
    readonly suites: Readonly<Record<string, Accepted>>;
    readonly groups: Readonly<Record<string, Accepted>>;
    readonly connections: number;
    readonly retries: number;
  }[];
}

/** The observations of a record file, one a line. */
export function readRecord(file: string): readonly Observed[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      // oxlint-disable-next-line no-unsafe-type-assertion -- written by the run before
      const { endpoint, addresses } = JSON.parse(line) as Line;
      const [first] = addresses;
      return {
        endpoint,
        versions: mapped(first?.versions ?? {}, ({ is }) => is),
        suites: mapped(first?.suites ?? {}, ({ codes }) => codes),
        complete: mapped(first?.suites ?? {}, ({ complete }) => complete.is),
        groups: mapped(first?.groups ?? {}, ({ codes }) => codes),
        connections: addresses.reduce((sum, { connections }) => sum + connections, 0),
        retries: addresses.reduce((sum, { retries }) => sum + retries, 0),
      };
    });
}

function mapped<In, Out>(
  record: Readonly<Record<string, In>>,
  change: (value: In) => Out,
): Readonly<Record<string, Out>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
