import type { VexScope } from './statement.ts';
import type { Fields } from './values.ts';
import { distinct, fieldsAt, fieldsOf, listAt, textAt, textsAt } from './values.ts';

/** What the product tree of a CSAF document (2.0, section 3.2.2) says. */
export interface CsafProducts {
  /** By product id. */
  readonly scopes: ReadonlyMap<string, VexScope>;
  /** Product ids of a group; undefined once more were asked for than any document needs. */
  readonly membersOf: (group: string) => readonly string[] | undefined;
}

/** Branches within branches deeper than this are not followed; CSAF allows 30. */
const MAX_NESTING = 50;
/** Of groups in a whole document, counted as often as they are named: many small entries could name one large group. */
const MAX_MEMBERS = 1_000_000;

/** The products, and what a relationship puts together: "go-transitive as a component of go-direct". */
export function csafProducts(document: Fields): CsafProducts {
  const tree = fieldsAt(document, 'product_tree');
  const scopes = new Map<string, VexScope>();
  for (const value of listAt(tree, 'full_product_names')) addProduct(fieldsOf(value), scopes);
  addBranches(tree, scopes, 0);
  for (const relation of listAt(tree, 'relationships').map(fieldsOf)) {
    const id = textAt(fieldsAt(relation, 'full_product_name'), 'product_id');
    const part = scopes.get(textAt(relation, 'product_reference'));
    const whole = scopes.get(textAt(relation, 'relates_to_product_reference'));
    if (id === '' || part === undefined || whole === undefined) continue;
    scopes.set(id, { subject: part.subject, within: whole.subject });
  }
  const groups = listAt(tree, 'product_groups').map((value): [string, readonly string[]] => {
    const group = fieldsOf(value);
    return [textAt(group, 'group_id'), textsAt(group, 'product_ids')];
  });
  return { scopes, membersOf: boundedMembers(new Map(groups)) };
}

function boundedMembers(groups: ReadonlyMap<string, readonly string[]>): CsafProducts['membersOf'] {
  let left = MAX_MEMBERS;
  return (group) => {
    const members = groups.get(group) ?? [];
    left -= members.length;
    return left < 0 ? undefined : members;
  };
}

function addBranches(parent: Fields, scopes: Map<string, VexScope>, depth: number): void {
  if (depth > MAX_NESTING) return;
  for (const branch of listAt(parent, 'branches').map(fieldsOf)) {
    addProduct(fieldsAt(branch, 'product'), scopes);
    addBranches(branch, scopes, depth + 1);
  }
}

/** `purl` in CSAF 2.0, `purls` in 2.1: with one, that says what it is. */
function addProduct(product: Fields, scopes: Map<string, VexScope>): void {
  const id = textAt(product, 'product_id');
  if (id === '') return;
  const helper = fieldsAt(product, 'product_identification_helper');
  const purls = distinct([textAt(helper, 'purl'), ...textsAt(helper, 'purls')]);
  scopes.set(id, { subject: purls.length > 0 ? purls : distinct([textAt(product, 'name'), id]) });
}
