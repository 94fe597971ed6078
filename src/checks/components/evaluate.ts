import type {
  ComponentContext,
  ComponentEngine,
  ComponentResult,
  JudgedComponents,
} from '../../model/component-check.ts';
import type { ComponentList } from '../../model/component.ts';
import { missedOf, staleData } from './coverage.ts';
import { licencesOf } from './licences.ts';
import { matchList } from './match/hits.ts';
import { suspiciousIn } from './suspicions.ts';
import { vulnerabilitiesOf } from './vulnerabilities.ts';

/** The engine of the check: each list by itself, then what concerns the data. */
export const engine: ComponentEngine = {
  evaluate(lists, context) {
    const judged = lists.map((list) => judgeList(list, context));
    const stale = context.isBase ? [] : staleData(lists, context);
    return {
      results: [
        ...judged.flatMap(({ results }) => results),
        ...stale.map(({ path, detection }) => ({ path, detections: [detection] })),
      ],
      incomplete: judged.flatMap(({ incomplete }) => incomplete),
    };
  },
};

function judgeList(list: ComponentList, context: ComponentContext): JudgedComponents {
  const { data, settings } = context;
  const matched = data && matchList(list, data);
  const results: readonly ComponentResult[] = [
    { path: list.path, detections: licencesOf(list, settings) },
    { path: list.path, detections: suspiciousIn(list, context) },
    {
      path: list.path,
      detections:
        data === undefined || matched === undefined
          ? []
          : vulnerabilitiesOf(list, matched, { ...context, data }),
    },
  ];
  return {
    results: results.filter(({ detections }) => detections.length > 0),
    incomplete: missedOf(list, data, matched),
  };
}
