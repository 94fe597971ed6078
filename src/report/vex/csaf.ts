import { contentUuid } from '../content-uuid.ts';
import { groupBy } from '../../model/group-by.ts';
import type { VexClaim } from './claims.ts';
import type { VexSubject } from './subject.ts';

const productId = 'product';

/**
 * CSAF 2.0, VEX profile (docs.oasis-open.org/csaf/csaf/v2.0, section 4.5): each component is a product by itself and, as a
 * component of ours, another, which the statements are about. Needs at least one claim.
 */
export function csafVex(claims: readonly VexClaim[], subject: VexSubject): object {
  const body = {
    product_tree: productTree(claims, subject),
    vulnerabilities: [...groupBy(claims, ({ id }) => id).values()].map(vulnerabilityOf),
  };
  return { document: headOf(subject, JSON.stringify(body)), ...body };
}

function headOf({ product, author, namespace, tool, now }: VexSubject, body: string): object {
  return {
    category: 'csaf_vex',
    csaf_version: '2.0',
    lang: 'en',
    publisher: { category: 'vendor', name: author, namespace },
    title: `Vulnerabilities in dependencies of ${product.name}`,
    tracking: {
      id: contentUuid(`${author}\n${now}\n${body}`),
      status: 'final',
      version: '1',
      initial_release_date: now,
      current_release_date: now,
      revision_history: [{ date: now, number: '1', summary: 'As decided at this time.' }],
      generator: { date: now, engine: { name: tool.name, version: tool.version } },
    },
  };
}

function productTree(claims: readonly VexClaim[], { product }: VexSubject): object {
  const components = new Map(claims.map(({ component }) => [component.purl, component]));
  return {
    full_product_names: [
      productOf(productId, product.name, product.purl),
      ...[...components.values()].map((each) => productOf(each.purl, called(each), each.purl)),
    ],
    relationships: [...components.values()].map((each) => ({
      category: 'default_component_of',
      product_reference: each.purl,
      relates_to_product_reference: productId,
      full_product_name: {
        name: `${called(each)} as a component of ${product.name}`,
        product_id: partId(each),
      },
    })),
  };
}

function productOf(id: string, name: string, purl: string): object {
  return { product_id: id, name, product_identification_helper: { purl } };
}

function called({ name, version }: VexClaim['component']): string {
  return version === '' ? name : `${name} ${version}`;
}

function partId({ purl }: VexClaim['component']): string {
  return `${productId}:${purl}`;
}

/** One for each id: the same CVE must not stand there twice (section 6.1.23). */
function vulnerabilityOf(claims: readonly VexClaim[]): object {
  const [{ id, description } = { id: '', description: '' }] = claims;
  const names = [...new Set(claims.flatMap((claim) => [claim.id, ...claim.aliases]))];
  const others = names.filter((name) => name !== id || !isCve(id));
  const accused = claims.filter(({ status }) => status === 'affected');
  return {
    ...(isCve(id) ? { cve: id } : {}),
    ...(others.length === 0
      ? {}
      : { ids: others.map((text) => ({ system_name: text.split('-', 1)[0] ?? text, text })) }),
    notes: [{ category: 'description', text: description }],
    product_status: statusOf(claims),
    ...listed('flags', claims, flagOf),
    ...listed('threats', claims, threatOf),
    ...(accused.length === 0 ? {} : { remediations: accused.map(remediationOf) }),
  };
}

function isCve(id: string): boolean {
  return /^CVE-[0-9]{4}-[0-9]{4,}$/.test(id);
}

const lists: readonly (readonly [string, VexClaim['status']])[] = [
  ['fixed', 'fixed'],
  ['known_affected', 'affected'],
  ['known_not_affected', 'not_affected'],
  ['under_investigation', 'under_investigation'],
];

function statusOf(claims: readonly VexClaim[]): object {
  const entries = lists.map(([list, status]) => [
    list,
    claims.filter((claim) => claim.status === status).map(({ component }) => partId(component)),
  ]);
  return Object.fromEntries(entries.filter(([, ids]) => (ids ?? []).length > 0));
}

/** A list under its name, without what has nothing to say; no list where nothing is left. */
function listed(
  name: string,
  claims: readonly VexClaim[],
  entryOf: (claim: VexClaim) => object | undefined,
): object {
  const entries = claims.map(entryOf).filter((entry) => entry !== undefined);
  return entries.length === 0 ? {} : { [name]: entries };
}

function flagOf({ reason, component }: VexClaim): object | undefined {
  return reason === '' ? undefined : { label: reason, product_ids: [partId(component)] };
}

function threatOf({ impact, component }: VexClaim): object | undefined {
  if (impact === '') return undefined;
  return { category: 'impact', details: impact, product_ids: [partId(component)] };
}

function remediationOf({ fixedIn, isAccepted, action, component }: VexClaim): object {
  const open = fixedIn.length > 0 ? 'vendor_fix' : 'none_available';
  return {
    category: isAccepted ? 'no_fix_planned' : open,
    details: action,
    product_ids: [partId(component)],
  };
}
