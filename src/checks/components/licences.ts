import type { ComponentSettings, LicenceSettings } from '../../model/component-settings.ts';
import type { Component, ComponentList } from '../../model/component.ts';
import type { Detection } from '../../model/finding.ts';
import { called, detectionAt } from './detection.ts';
import { judgeLicence } from './licence/judge-licence.ts';

/** Components whose licence the policy does not allow, or wants looked at. */
export function licencesOf(
  list: ComponentList,
  { licences }: ComponentSettings,
): readonly Detection[] {
  const { allow, deny, review, unknown } = licences;
  const asksNothing = allow.length + deny.length + review.length === 0 && unknown === 'ignore';
  if (asksNothing) return [];
  const packages = new Map(
    list.components
      .filter(({ source, scope }) => source.kind !== 'path' && licences.scopes.includes(scope))
      .map((component) => [`${component.name}\0${component.version}`, component]),
  );
  return [...packages.values()].flatMap((component) => licenceOf(component, licences));
}

function licenceOf(component: Component, settings: LicenceSettings): readonly Detection[] {
  const { licence } = component;
  const { verdict, expression, because } = judgeLicence(licence, settings);
  if (verdict !== 'denied' && verdict !== 'review') return [];
  const isDenied = verdict === 'denied';
  const what = isDenied ? 'has a licence that is not allowed' : 'has a licence to be looked at';
  return [
    detectionAt(component, {
      ruleId: isDenied ? 'components/licence' : 'components/licence-review',
      message: `${called(component)} ${what}: ${because}.`,
      severity: isDenied ? 'high' : 'low',
      confidence: expression === undefined ? 'medium' : 'high',
      about: expression ?? licence ?? 'no licence',
      evidence: { facts: [`licence as stated: ${licence ?? 'none'}`] },
    }),
  ];
}
