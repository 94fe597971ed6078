import { identify } from '../../fingerprint/identify.ts';
import type { Check } from '../../model/check.ts';
import type {
  EndpointEngine,
  EndpointRecord,
  EndpointSetting,
} from '../../model/endpoint-check.ts';
import type { EndpointSummary } from '../../model/endpoint-summary.ts';
import type { Finding } from '../../model/finding.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import type { TlsSettings } from '../../model/tls-settings.ts';

export interface Judging {
  readonly check: Check;
  readonly engine: EndpointEngine;
  readonly settings: TlsSettings;
  readonly of: ReadonlyMap<string, EndpointSetting>;
  /** ISO 8601. */
  readonly now: string;
}

/** What the records say, in their order. */
export interface JudgedEndpoints {
  readonly findings: readonly Finding[];
  readonly incomplete: readonly Incomplete[];
  readonly summaries: readonly EndpointSummary[];
  /** By endpoint: the rules whose silence proves nothing. */
  readonly undecided: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Facts → findings with identity. Pure; what the check throws is a bug of the check, and ends the run as one. */
export async function judgeEndpoints(
  records: readonly EndpointRecord[],
  { check, engine, settings, of, now }: Judging,
): Promise<JudgedEndpoints> {
  if (records.length === 0) {
    return { findings: [], incomplete: [], summaries: [], undecided: new Map() };
  }
  const results = await engine.evaluate(records, { settings, of, now });
  return {
    findings: results.flatMap(({ endpoint: name, detections }) => {
      const declaredAt = of.get(name)?.endpoint.declaredAt;
      const endpoint = declaredAt === undefined ? {} : { declaredAt };
      // The name stands for the text: lines are counted and hashed in it.
      return identify({ checkId: check.id, path: name, text: name, endpoint }, detections);
    }),
    incomplete: results.flatMap(({ endpoint: what, incomplete }) =>
      incomplete.map((each) => ({ checkId: check.id, what, ...each })),
    ),
    summaries: results.map(({ summary }) => summary),
    undecided: new Map(results.map(({ endpoint, undecided }) => [endpoint, new Set(undecided)])),
  };
}
