import type { Tree } from '../../../model/yaml/tree.ts';

/** A workflow of GitHub Actions, as far as rules ask for it. */
export interface Workflow {
  /** Names of the events that start it. */
  readonly triggers: readonly string[];
  readonly env: Variables;
  readonly jobs: readonly Job[];
}

export interface Job {
  readonly id: string;
  readonly env: Variables;
  readonly condition: string;
  /** It waits for somebody who approves, where the environment says so. */
  readonly hasEnvironment: boolean;
  /** Secrets are handed to a step of it, or it may write to the repository or in its name. */
  readonly hasPower: boolean;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly uses: Text | undefined;
  readonly run: Text | undefined;
  readonly env: Variables;
  readonly inputs: Variables;
  readonly condition: string;
}

/** Text, and where its value begins. */
export interface Text {
  readonly text: string;
  readonly at: { readonly line: number; readonly column: number };
}

export type Variables = ReadonlyMap<string, Text>;

/** What a file under `.github/workflows/` says; what has not the expected form is left out. */
export function workflowOf(tree: Tree): Workflow {
  return {
    triggers: triggersOf(member(tree, 'on')),
    env: variablesOf(member(tree, 'env')),
    jobs: entriesOf(member(tree, 'jobs')).map(({ key, value }) =>
      jobOf(key, value, mayWrite(member(tree, 'permissions'))),
    ),
  };
}

function jobOf(id: string, tree: Tree, mayWriteByDefault: boolean): Job {
  const permissions = member(tree, 'permissions');
  return {
    id,
    env: variablesOf(member(tree, 'env')),
    condition: textOf(member(tree, 'if'))?.text ?? '',
    hasEnvironment: member(tree, 'environment') !== undefined,
    hasPower:
      (permissions === undefined ? mayWriteByDefault : mayWrite(permissions)) ||
      namesSecrets(tree, MAX_DEPTH),
    steps: itemsOf(member(tree, 'steps')).map((step) => ({
      uses: textOf(member(step, 'uses')),
      run: textOf(member(step, 'run')),
      env: variablesOf(member(step, 'env')),
      inputs: variablesOf(member(step, 'with')),
      condition: textOf(member(step, 'if'))?.text ?? '',
    })),
  };
}

/** What is written there is shown to people, and nothing is built of it. */
const HARMLESS: ReadonlySet<string> = new Set(['checks', 'security-events', 'statuses']);

/** `permissions: write-all`, `permissions: { contents: write }`. */
function mayWrite(permissions: Tree | undefined): boolean {
  if (textOf(permissions)?.text === 'write-all') return true;
  return entriesOf(permissions).some(
    ({ key, value }) => !HARMLESS.has(key) && textOf(value)?.text === 'write',
  );
}

/** Below a job: steps, a step, its inputs or variables. */
const MAX_DEPTH = 4;

/** The token that every job has is none of them: what it may do, its permissions say. */
function namesSecrets(tree: Tree, depth: number): boolean {
  if (tree.kind === 'scalar') {
    return /\bsecrets\.(?!GITHUB_TOKEN\b)/u.test(textOf(tree)?.text ?? '');
  }
  if (depth === 0) return false;
  const inner = tree.kind === 'map' ? tree.entries.map(({ value }) => value) : itemsOf(tree);
  return inner.some((each) => namesSecrets(each, depth - 1));
}

/** `on: push`, `on: [push]`, `on: { push: … }`. */
function triggersOf(tree: Tree | undefined): readonly string[] {
  const single = textOf(tree)?.text;
  if (single !== undefined) return [single];
  const listed = itemsOf(tree).flatMap((item) => textOf(item)?.text ?? []);
  return [...listed, ...entriesOf(tree).map(({ key }) => key)];
}

function variablesOf(tree: Tree | undefined): Variables {
  return new Map(
    entriesOf(tree).flatMap(({ key, value }) => {
      const text = textOf(value);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
}

function textOf(tree: Tree | undefined): Text | undefined {
  if (tree?.kind !== 'scalar' || tree.value === null) return undefined;
  return { text: String(tree.value), at: tree.at };
}

function entriesOf(tree: Tree | undefined): (Tree & { readonly kind: 'map' })['entries'] {
  return tree?.kind === 'map' ? tree.entries : [];
}

function itemsOf(tree: Tree | undefined): readonly Tree[] {
  return tree?.kind === 'list' ? tree.items : [];
}

function member(tree: Tree, key: string): Tree | undefined {
  return entriesOf(tree).find((entry) => entry.key === key)?.value;
}
