import type { Confidence } from '../../../model/finding.ts';
import { expressionsIn, untrustedIn } from './contexts.ts';
import type { Job, Step, Text, Variables, Workflow } from './workflow.ts';

/** What is wrong in a workflow, and in which text. */
export interface WorkflowHit {
  /** Slug. */
  readonly rule: string;
  readonly job: string;
  readonly text: Text;
  /** The part of the text that is meant. */
  readonly part: string;
  readonly shows: string;
  readonly confidence: Confidence;
}

/** Events on which anybody starts the workflow with the rights of the repository. */
const WITH_RIGHTS: ReadonlySet<string> = new Set([
  'pull_request_target',
  'issues',
  'issue_comment',
  'discussion',
  'discussion_comment',
  'workflow_run',
  'fork',
  'gollum',
]);
/** Those of them that people build pull requests on. */
const CHECKS_OUT: ReadonlySet<string> = new Set([
  'pull_request_target',
  'workflow_run',
  'issue_comment',
]);
/** The code of a pull request, in the inputs of a checkout. */
const HEAD =
  /github\.event\.pull_request\.head\.|github\.head_ref|github\.event\.workflow_run\.head_(?:sha|branch|repository)|refs\/pull\//u;
/** Only somebody with rights starts it: a label, a known author. */
const APPROVED = /label|author_association|sender|actor|\.fork\b|head\.repo\.full_name\s*==/u;
const COMMIT = /^[\da-f]{40}$/u;
/** GitHub's own. */
const OWN: ReadonlySet<string> = new Set(['actions', 'github']);

/** @yields text of others that becomes part of a script */
export function* injections(workflow: Workflow): Generator<WorkflowHit> {
  const hasRights = workflow.triggers.some((each) => WITH_RIGHTS.has(each));
  const confidence = hasRights ? 'high' : 'medium';
  for (const job of workflow.jobs) {
    for (const step of job.steps) {
      const text = scriptOf(step);
      const tainted = new Set([workflow.env, job.env, step.env].flatMap(taintedNames));
      if (text !== undefined) yield* untrustedParts(text, tainted, { job: job.id, confidence });
    }
  }
}

function* untrustedParts(
  text: Text,
  tainted: ReadonlySet<string>,
  of: Pick<WorkflowHit, 'job' | 'confidence'>,
): Generator<WorkflowHit> {
  for (const part of expressionsIn(text.text)) {
    const value = untrustedIn(part, tainted);
    if (value === undefined) continue;
    const shows = `the script is put together with ${value}`;
    yield { ...of, rule: 'workflow-injection', text, part, shows };
  }
}

function scriptOf({ run, uses, inputs }: Step): Text | undefined {
  const isScript = uses?.text.startsWith('actions/github-script@') ?? false;
  return run ?? (isScript ? inputs.get('script') : undefined);
}

function taintedNames(variables: Variables): readonly string[] {
  return [...variables].flatMap(([name, { text }]) =>
    [...expressionsIn(text)].some((each) => untrustedIn(each) !== undefined) ? [name] : [],
  );
}

/** @yields checkouts of a stranger's code in a workflow with rights */
export function* untrustedCheckouts(workflow: Workflow): Generator<WorkflowHit> {
  const { triggers } = workflow;
  const isTarget = triggers.includes('pull_request_target');
  if (!triggers.some((each) => CHECKS_OUT.has(each))) return;
  for (const job of workflow.jobs) {
    for (const [index, step] of job.steps.entries()) {
      const text = headOf(step);
      if (text === undefined) continue;
      const runs = job.steps.slice(index + 1).some(({ run, uses }) => runsCode(run, uses));
      const confidence = runs && !isApproved(job, step) ? (isTarget ? 'high' : 'medium') : 'low';
      const shows = 'the code of whoever opened the pull request is checked out';
      const rule = 'workflow-untrusted-checkout';
      yield { rule, job: job.id, text, part: text.text, shows, confidence };
    }
  }
}

function headOf({ uses, inputs }: Step): Text | undefined {
  if (uses?.text.startsWith('actions/checkout@') !== true) return undefined;
  return [inputs.get('ref'), inputs.get('repository')].find(
    (each) => each !== undefined && HEAD.test(each.text),
  );
}

function runsCode(run: Text | undefined, uses: Text | undefined): boolean {
  return run !== undefined || (uses?.text.startsWith('./') ?? false);
}

function isApproved(job: Job, step: Step): boolean {
  return job.hasEnvironment || APPROVED.test(job.condition) || APPROVED.test(step.condition);
}

/** @yields actions of other owners whose name can move, in a job that has something to lose, each once */
export function* unpinnedActions({ jobs }: Workflow): Generator<WorkflowHit> {
  const seen = new Set<string>();
  for (const { id, steps, hasPower } of jobs) {
    for (const { uses } of hasPower ? steps : []) {
      if (uses === undefined || seen.has(uses.text) || !canMove(uses.text)) continue;
      seen.add(uses.text);
      const shows = 'the name can come to mean other code';
      const rule = 'workflow-unpinned-action';
      yield { rule, job: id, text: uses, part: uses.text, shows, confidence: 'low' };
    }
  }
}

/** Of another owner, and by no commit. */
function canMove(action: string): boolean {
  const match = /^(?<owner>[\w-]{1,50})\/[\w./-]{1,200}@(?<ref>[^\s@]{1,200})$/u.exec(action);
  const { owner = '', ref = '' } = match?.groups ?? {};
  // What the organisation shares with its own projects lies in its repository of that name.
  const isShared = action.startsWith(`${owner}/.github/`);
  return match !== null && !OWN.has(owner) && !isShared && !COMMIT.test(ref);
}
