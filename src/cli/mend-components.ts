import { planOf } from '../checks/components/remedy/plan-of.ts';
import { versionOrder } from '../checks/components/version-order.ts';
import type { JudgedFinding } from '../model/decision.ts';
import type { RemedyPlan } from '../model/remedy-plan.ts';
import type { Remedy } from '../model/remedy.ts';
import type { RunResult } from '../pipeline/assemble.ts';
import { applyRemedies, type AppliedRemedies } from '../pipeline/components/apply-remedies.ts';
import { planJson, planText } from '../report/remedy-plan.ts';
import { usage, type Arguments } from './args.ts';
import { printable } from './printable.ts';
import { colorFlag } from './run-command.ts';
import { usesColor, widthOf, type Shell } from './shell.ts';

const name = 'components';

/** What `--plan` and `--fix` do with the result of a run; undefined: neither was asked for. */
export type Mending = (result: RunResult) => void;

/** Reads the flags before the run, so that a mistake in them costs nothing. */
export function mendingOf(input: Arguments, shell: Shell): Mending | undefined {
  const isFix = input.has('fix');
  for (const flag of ['dry-run', 'breaking']) {
    if (input.has(flag) && !isFix) throw usage(name, `--${flag} needs --fix`);
  }
  if (!isFix && !input.has('plan')) return undefined;
  if (isFix && input.has('plan')) throw usage(name, '--plan and --fix exclude each other');
  const format = formatOf(input);
  return (result) => {
    const plan = planOf(open(result), versionOrder);
    if (isFix) fix(plan, result.root, { input, shell });
    else tellPlan(plan, format, { input, shell });
  };
}

interface Here {
  readonly input: Arguments;
  readonly shell: Shell;
}

function formatOf(input: Arguments): 'terminal' | 'json' {
  const formats = input.uses.filter((use) => use.name === 'format').map(({ value }) => value);
  const [format = 'terminal', second] = formats;
  if (second === undefined && (format === 'terminal' || format === 'json')) return format;
  throw usage(name, '--plan and --fix are told as terminal or json', 'leave the other formats out');
}

/** What still counts: what a waiver or a comment covers needs no change, and what is gone neither. */
function open({ report }: RunResult): readonly JudgedFinding['finding'][] {
  return report.decision.findings
    .filter(({ effect }) => effect !== 'fixed' && effect !== 'waived' && effect !== 'suppressed')
    .map(({ finding }) => finding);
}

function tellPlan(plan: RemedyPlan, format: 'terminal' | 'json', { input, shell }: Here): void {
  const options = {
    width: widthOf(shell),
    color: usesColor(shell, shell.stdout, colorFlag(name, input)),
    verbose: input.has('verbose'),
  };
  shell.stdout.write(format === 'json' ? planJson(plan) : planText(plan, options));
}

/** Edits the manifests, or shows what would be edited, and says which commands make the lockfiles anew. */
function fix(plan: RemedyPlan, root: string, { input, shell }: Here): void {
  const wanted = plan.steps.flatMap(({ changes }) => changes);
  const isWanted = (remedy: Remedy): boolean => input.has('breaking') || !breaks(remedy);
  const write = !input.has('dry-run');
  const applied = applyRemedies(wanted.filter(isWanted), { root, order: versionOrder, write });
  const left = wanted.filter((remedy) => !isWanted(remedy));
  shell.stdout.write(textOf(applied, left));
}

/** One of several that go together is enough. */
function breaks({ breaking, together = [] }: Remedy): boolean {
  return breaking || together.some((each) => each.breaking);
}

function textOf({ edited, refused, written }: AppliedRemedies, left: readonly Remedy[]): string {
  const lines = edited.map(({ diff }) => diff.trimEnd());
  const manifests = `${edited.length} ${edited.length === 1 ? 'manifest' : 'manifests'}`;
  lines.push(
    edited.length === 0
      ? 'No manifest is to be edited.'
      : written
        ? `${manifests} edited. Lockfiles are as before: let the package manager make them anew.`
        : `${manifests} would be edited: without --dry-run they are.`,
  );
  lines.push(
    ...section(
      'What is left to do',
      // That a lockfile alone changes is what its sentence says.
      refused.map(({ remedy: { kind, sentence }, reason }) =>
        kind === 'refresh' ? sentence : `${sentence} (${reason})`,
      ),
    ),
    ...section(
      'Left out because it may break its users; --breaking takes it in',
      left.map(({ sentence }) => sentence),
    ),
  );
  return `${lines.map((line) => line.split('\n').map(printable).join('\n')).join('\n')}\n`;
}

function section(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : ['', `${title}:`, ...items.map((item) => `  - ${item}`)];
}
