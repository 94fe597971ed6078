import type { ComponentContext } from '../../model/component-check.ts';
import type { ComponentList } from '../../model/component.ts';
import type { Detection } from '../../model/finding.ts';
import { called, detectionAt } from './detection.ts';
import { ruleOfSignal, suspicionRules } from './rules/suspicion-rules.ts';
import { suspicionsOf } from './suspicious/suspicions.ts';

const severities = new Map(suspicionRules.map(({ id, severity }) => [id, severity]));

/** What speaks against components without any advisory, as findings. */
export function suspiciousIn(
  list: ComponentList,
  { before, settings, now, universe }: ComponentContext,
): readonly Detection[] {
  return suspicionsOf(list, { before, settings, now, universe }).flatMap(
    ({ signal, component: index, fact, confidence }) => {
      const component = list.components[index];
      if (component === undefined) return [];
      const ruleId = ruleOfSignal[signal];
      return [
        detectionAt(component, {
          ruleId,
          message: `${called(component)}: ${fact}.`,
          severity: severities.get(ruleId) ?? 'medium',
          confidence,
          about: signal,
        }),
      ];
    },
  );
}
