import { ownIgnoresAt } from '../../collect/own-ignores.ts';
import { createSelection } from '../../collect/selection.ts';
import { openTarget } from '../../collect/target.ts';
import { monotonicMs } from '../../io/clock.ts';
import type { Check } from '../../model/check.ts';
import type { Backtest } from '../../model/backtest.ts';
import { settingsInForce } from '../endpoints/endpoint-part.ts';
import { knownProfiles } from '../endpoints/known-profiles.ts';
import { loadChecks, productRegistry } from '../load-checks.ts';
import { policyAsWritten } from '../policy-in-force.ts';
import { selectChecks } from '../select-checks.ts';
import { assembleBacktest } from './assemble-backtest.ts';
import { examineContents, wholeResult } from './examine-contents.ts';
import { chooseSteps } from './history-range.ts';
import { pastAgreements } from './past-agreements.ts';
import { replaySteps } from './replay-steps.ts';
import type { BacktestEnvironment, BacktestRequest } from './request.ts';
import { contentsOf } from './step-plans.ts';
import { plannedSubjects, shownSubjects } from './subjects.ts';
import { withStages } from './tried-policy.ts';

/**
 * Replays the changes of the mainline, each against its first parent, with what was agreed on at that time. Reads git
 * objects only and writes nothing but the cache. Undefined: the range holds no change.
 */
export async function backtest(
  request: BacktestRequest,
  environment: BacktestEnvironment,
): Promise<Backtest | undefined> {
  const started = monotonicMs();
  const { run, range, tried } = request;
  const { signal, registry = productRegistry } = environment;
  const target = await openTarget(run.path, signal);
  const all = await loadChecks(registry);
  const { loaded, source } = await policyAsWritten(target, run, all);
  const asked = selectChecks(all, run.checkIds ?? loaded.policy.checks);
  const checks = asked.filter((check) => isReplayed(check));
  const history = await chooseSteps(target, range, signal);
  const { steps } = history;
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const past = await pastAgreements(target.root, steps, {
    ruleIds: all.flatMap(({ rules }) => rules.map(({ id }) => id)),
    checkIds: all.map(({ id }) => id),
    ...knownProfiles(all),
  });
  const ownIgnores = await ownIgnoresAt(target.root, last.commit.oid);
  const isSelected = createSelection(target, { ...loaded.policy.paths, ownIgnores });
  const contents = contentsOf(steps, isSelected);
  const part = { target, request: run, policy: loaded.policy, checks };
  const tls = await settingsInForce(part, undefined);
  const planned = [...contents.planned, plannedSubjects(steps)];
  const examination = await examineContents(planned, { ...part, tls }, environment);
  const { examined } = examination;
  const subjects = shownSubjects(steps, wholeResult(examined, contents.planned.length));
  const changes = replaySteps(
    { steps, subjects, agreements: past.agreements, contents, examined },
    {
      isSelected,
      all,
      checks,
      keyId: run.key.keyId,
      branch: target.git?.branch ?? '',
      tried: withStages(loaded, tried),
    },
  );
  return assembleBacktest(changes, {
    target,
    checks,
    policy: source,
    tried,
    ends: { first, last },
    incomplete: [...history.incomplete, ...examined.incomplete],
    notes: [...history.notes, ...past.notes, ...examination.notes, ...notReplayed(asked)],
    timing: {
      wallMs: Math.round(monotonicMs() - started),
      threads: run.threads,
      units: contents.planned.length,
      cachedUnits: examined.cachedUnits,
    },
  });
}

function isReplayed({ components, program }: Check): boolean {
  return components === undefined && program === undefined;
}

/**
 * What advisories say today was not known when a change was made: to replay them would tell of builds that nobody could stop.
 * A program is all files of a commit, so that nothing that was found of one holds for the next.
 */
function notReplayed(checks: readonly Check[]): readonly string[] {
  return checks
    .filter((check) => !isReplayed(check))
    .map(({ id, program }) => {
      const why =
        program === undefined
          ? 'what advisories say today was not known then'
          : 'it follows data through whole programs, and each commit is another one';
      return `The check ${id} is not replayed: ${why}. Its forecast comes from the log of runs (lockstep rollout status).`;
    });
}
