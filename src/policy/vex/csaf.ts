import { groupBy } from '../../model/group-by.ts';
import { csafProducts, type CsafProducts } from './csaf-products.ts';
import type { VexContent, VexStatement, VexStatus } from './statement.ts';
import type { Fields } from './values.ts';
import { distinct, fieldsAt, fieldsOf, listAt, textAt, textsAt } from './values.ts';

/** The lists of `product_status` that make a statement; `recommended` makes none. The same in CSAF 2.0 and 2.1, section 3.2.3.9. */
const statuses: readonly (readonly [string, VexStatus])[] = [
  ['known_affected', 'affected'],
  ['first_affected', 'affected'],
  ['last_affected', 'affected'],
  ['under_investigation', 'under_investigation'],
  ['fixed', 'fixed'],
  ['first_fixed', 'fixed'],
  ['known_not_affected', 'not_affected'],
];

/** Statements of a CSAF document, of the VEX profile or another (docs.oasis-open.org/csaf/csaf/v2.0, section 4.5). */
export function csafStatements(document: Fields, file: string): VexContent {
  const head = fieldsAt(document, 'document');
  const products = csafProducts(document);
  const problems: string[] = [];
  const statements = listAt(document, 'vulnerabilities').flatMap((value, index) => {
    const say = (what: string): void => void problems.push(`vulnerability ${index + 1}: ${what}`);
    return statementsOf(fieldsOf(value), { file, head, products }, say);
  });
  return { statements, problems };
}

interface Surroundings {
  readonly file: string;
  readonly head: Fields;
  readonly products: CsafProducts;
}

type Say = (what: string) => void;

function statementsOf(
  vulnerability: Fields,
  { file, head, products }: Surroundings,
  say: Say,
): readonly VexStatement[] {
  const vulnerabilities = distinct([
    textAt(vulnerability, 'cve'),
    ...listAt(vulnerability, 'ids').map((id) => textAt(fieldsOf(id), 'text')),
  ]);
  const [first] = vulnerabilities;
  if (first === undefined) {
    say('it has no id');
    return [];
  }
  const tracking = fieldsAt(head, 'tracking');
  const shared = {
    file,
    id: `${textAt(tracking, 'id')}#${first}`,
    author: textAt(fieldsAt(head, 'publisher'), 'name'),
    timestamp: textAt(tracking, 'current_release_date'),
    vulnerabilities,
  };
  const claims = groupedClaims(vulnerability, products, say);
  return claims.map((claim) => ({ ...shared, ...claim }));
}

type Claim = Pick<VexStatement, 'status' | 'justification' | 'impact' | 'scopes'>;

/** One claim for all products of the same status and reason: documents list tens of thousands of them. */
function groupedClaims(vulnerability: Fields, products: CsafProducts, say: Say): readonly Claim[] {
  const reasonOf = reasonsOf(vulnerability, products, say);
  const byStatus = fieldsAt(vulnerability, 'product_status');
  const claims = statuses.flatMap(([list, status]) =>
    textsAt(byStatus, list).flatMap((product): Claim[] => {
      const scope = products.scopes.get(product);
      const reason = reasonOf(product);
      if (scope === undefined) say(`the document has no product "${product.slice(0, 100)}"`);
      else if (status === 'not_affected' && reason.justification + reason.impact === '') {
        say(`it gives no reason why "${product.slice(0, 100)}" is not affected`);
      } else return [{ ...reason, status, scopes: [scope] }];
      return [];
    }),
  );
  const groups = groupBy(claims, ({ status, justification, impact }) =>
    [status, justification, impact].join('\n'),
  );
  return [...groups.values()].flatMap((alike): Claim[] => {
    const [first] = alike;
    const scopes = alike.flatMap((claim) => claim.scopes);
    return first === undefined ? [] : [{ ...first, scopes }];
  });
}

interface WhyNot {
  readonly justification: string;
  readonly impact: string;
}

const noReason: WhyNot = { justification: '', impact: '' };

/**
 * What is said of a product: the label of a flag, and the text of a threat of the category `impact`. An entry without
 * products and groups is about all of them.
 */
function reasonsOf(
  vulnerability: Fields,
  products: CsafProducts,
  say: Say,
): (product: string) => WhyNot {
  const reasons = new Map<string, WhyNot>();
  let ofAll: Partial<WhyNot> = {};
  const add = (entry: Fields, reason: Partial<WhyNot>): void => {
    if (!entry.has('product_ids') && !entry.has('group_ids')) ofAll = { ...ofAll, ...reason };
    for (const product of productsOf(entry, products, say)) {
      const known = reasons.get(product) ?? noReason;
      reasons.set(product, {
        justification: reason.justification ?? known.justification,
        impact: reason.impact ?? known.impact,
      });
    }
  };
  for (const flag of listAt(vulnerability, 'flags').map(fieldsOf)) {
    add(flag, { justification: textAt(flag, 'label') });
  }
  for (const threat of listAt(vulnerability, 'threats').map(fieldsOf)) {
    if (textAt(threat, 'category') === 'impact') add(threat, { impact: textAt(threat, 'details') });
  }
  return (product) => ({ ...noReason, ...ofAll, ...reasons.get(product) });
}

function productsOf(entry: Fields, products: CsafProducts, say: Say): readonly string[] {
  const groups = textsAt(entry, 'group_ids').map((id) => products.membersOf(id));
  if (groups.includes(undefined)) say('too many members of groups are named: some do not count');
  return [...textsAt(entry, 'product_ids'), ...groups.flatMap((members) => members ?? [])];
}
