import { contentUuid } from '../content-uuid.ts';
import type { VexClaim } from './claims.ts';
import { cycloneDxReason } from './reasons.ts';
import type { VexSubject } from './subject.ts';

const root = 'lockstep:target';

/** A CycloneDX document of vulnerabilities with an analysis (ECMA-424, 1.6). Its serial number is made of the content. */
export function cycloneDxVex(claims: readonly VexClaim[], subject: VexSubject): object {
  const { author, now, tool, product } = subject;
  const components = new Map(claims.map(({ component }) => [component.purl, component]));
  const content = {
    version: 1,
    metadata: {
      timestamp: now,
      tools: { components: [{ type: 'application', ...tool }] },
      authors: [{ name: author }],
      component: {
        type: 'application',
        'bom-ref': root,
        name: product.name,
        purl: product.purl,
      },
    },
    components: [...components.values()].map(({ purl, name, version }) => ({
      type: 'library',
      'bom-ref': purl,
      name,
      ...(version === '' ? {} : { version }),
      purl,
    })),
    vulnerabilities: claims.map(vulnerabilityOf),
  };
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${contentUuid(JSON.stringify(content))}`,
    ...content,
  };
}

function vulnerabilityOf(claim: VexClaim): object {
  const { id, aliases, component, description, fixedIn } = claim;
  return {
    'bom-ref': `${id}:${component.purl}`,
    id,
    ...(aliases.length === 0
      ? {}
      : { references: aliases.map((each) => ({ id: each, source: { name: prefixOf(each) } })) }),
    description,
    ...(fixedIn.length === 0 ? {} : { recommendation: `Update to ${fixedIn.join(' or ')}.` }),
    analysis: analysisOf(claim),
    affects: [{ ref: component.purl }],
  };
}

/** Whose id it is: `GHSA`. */
function prefixOf(id: string): string {
  return id.split('-', 1)[0] ?? id;
}

function analysisOf({
  status,
  reason,
  impact,
  action,
  isAccepted,
  isFalseAlarm,
}: VexClaim): object {
  const word = cycloneDxReason(reason);
  const detail = impact === '' ? action : impact;
  return {
    state: isFalseAlarm ? 'false_positive' : states[status],
    ...(word === '' ? {} : { justification: word }),
    ...(isAccepted ? { response: ['will_not_fix'] } : {}),
    ...(detail === ''
      ? {}
      : { detail: word === '' && reason !== '' ? `${reason}: ${detail}` : detail }),
  };
}

const states: Readonly<Record<VexClaim['status'], string>> = {
  affected: 'exploitable',
  under_investigation: 'in_triage',
  fixed: 'resolved',
  not_affected: 'not_affected',
};
