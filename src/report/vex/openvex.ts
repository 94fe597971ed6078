import { contentUuid } from '../content-uuid.ts';
import type { VexClaim } from './claims.ts';
import type { VexSubject } from './subject.ts';

/** OpenVEX 0.2.0 (github.com/openvex/spec). Its id is made of the content. Needs at least one claim. */
export function openVex(claims: readonly VexClaim[], subject: VexSubject): object {
  const { author, now, tool } = subject;
  const content = {
    author,
    timestamp: now,
    version: 1,
    tooling: `${tool.name} ${tool.version}`,
    statements: claims.map((claim) => statementOf(claim, subject)),
  };
  return {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': `urn:uuid:${contentUuid(JSON.stringify(content))}`,
    ...content,
  };
}

function statementOf(claim: VexClaim, { product }: VexSubject): object {
  const { id, aliases, component, status, reason, impact, action } = claim;
  return {
    vulnerability: { name: id, ...(aliases.length === 0 ? {} : { aliases }) },
    products: [{ '@id': product.purl, subcomponents: [{ '@id': component.purl }] }],
    status,
    ...(reason === '' ? {} : { justification: reason }),
    ...(impact === '' ? {} : { impact_statement: impact }),
    ...(action === '' ? {} : { action_statement: action }),
  };
}
