import { identify } from '../../fingerprint/identify.ts';
import type { AdvisoryData } from '../../model/advisory.ts';
import { defaultComponentSettings } from '../../model/component-settings.ts';
import type { ComponentList } from '../../model/component.ts';
import type { Finding } from '../../model/finding.ts';
import type { Incomplete } from '../../model/incomplete.ts';
import type { Rule } from '../../model/rule.ts';
import { loadChecks, productRegistry } from '../load-checks.ts';

/** What the components check says of one bill of materials, without sources and under the default settings. */
export interface JudgedBill {
  readonly findings: readonly Finding[];
  readonly incomplete: readonly Incomplete[];
}

/** The components check, to judge bills of materials that were read before. */
export interface BillJudge {
  readonly checkId: string;
  readonly version: number;
  readonly rules: readonly Rule[];
  /** The same findings as `lockstep components` has of it by the same advisories, but for their age. `now`: ISO 8601. */
  judge(list: ComponentList, data: AdvisoryData, now: string): JudgedBill;
}

/** Loads what is needed. */
export async function billJudge(): Promise<BillJudge> {
  const checks = await loadChecks(productRegistry);
  const check = checks.find(({ components }) => components !== undefined);
  if (check?.components === undefined) throw new Error('there is no check of components');
  const engine = await check.components();
  const { id: checkId, version, rules } = check;
  return {
    checkId,
    version,
    rules,
    judge(list, data, now) {
      const judged = engine.evaluate([list], {
        data,
        settings: defaultComponentSettings,
        before: undefined,
        // How old the data is concerns whoever pulls it, not each of the lists.
        isBase: true,
        importsOf: () => undefined,
        now,
      });
      return {
        findings: judged.results.flatMap(({ path, detections }) =>
          identify({ checkId, path, text: '' }, detections),
        ),
        incomplete: judged.incomplete.map((each) => ({ checkId, ...each })),
      };
    },
  };
}
