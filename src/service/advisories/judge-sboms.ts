import { hash } from 'node:crypto';
import { version as programVersion } from '../../model/version.ts';
import type { Finding } from '../../model/finding.ts';
import { billJudge, type BillJudge } from '../../pipeline/components/judge-bill.ts';
import {
  knowledgeOf,
  NO_ADVISORIES,
  type PackageKnowledge,
} from '../../pipeline/components/package-knowledge.ts';
import { keepAdvisories } from '../../store/advisories.ts';
import type { Database, Queryable } from '../../store/database.ts';
import type { IncomingFinding } from '../../store/finding-import.ts';
import type { RunHead } from '../../store/run.ts';
import { storeRunIn } from '../../store/run-import.ts';
import { packagesOf, sbomIsJudged, takeDueSbom, type DueSbom } from '../../store/sboms.ts';
import { readFinding } from '../ingest/lockstep-report.ts';
import { SEVERITY } from '../ingest/report-format.ts';
import { advisoriesOf } from './advisories-of.ts';
import { unpackList } from './bill-list.ts';

/** What an SBOM has in the place of a branch, and what its findings are compared within. */
const BRANCH = 'sbom';
const SOURCE = 'components';

/**
 * Judges SBOMs that are due, one a transaction, until none is left or the signal ends it; how many. What is found is stored as a run
 * of the subject: the findings that `lockstep components` has of the same SBOM by the same advisories. Any number of processes may
 * do it at a time, and be killed.
 */
export async function judgeDueSboms(database: Database, signal: AbortSignal): Promise<number> {
  const judge = await billJudge();
  let [count, after] = [0, 0];
  while (!signal.aborted) {
    const from = after;
    const done = await database.transaction((transaction) => judgeNext(transaction, judge, from));
    if (done === undefined) break;
    after = done.id;
    if (done.isLookedUp) count += 1;
  }
  return count;
}

/** The next one after that id; one whose packages nobody has looked up yet is left for later. */
async function judgeNext(
  transaction: Queryable,
  judge: BillJudge,
  after: number,
): Promise<DueSbom | undefined> {
  const sbom = await takeDueSbom(transaction, after);
  if (sbom?.isLookedUp !== true) return sbom;
  const packages = await packagesOf(transaction, sbom.id);
  const data = knowledgeOf(
    packages.map(({ ecosystem, name, known, digest }) => ({
      ecosystem,
      name,
      // oxlint-disable-next-line no-unsafe-type-assertion -- written by ourselves, and by nobody else
      known: known === null ? undefined : (known as PackageKnowledge),
      digest: digest ?? NO_ADVISORIES,
    })),
  );
  const list = unpackList(sbom.list);
  const judged = judge.judge(list, data, sbom.now);
  const unread = sbom.problems.map((detail) => ({
    checkId: judge.checkId,
    what: list.path,
    reason: 'unreadable' as const,
    detail,
  }));
  const incomplete = [...judged.incomplete, ...unread];
  const findings = judged.findings.map((finding) => incoming(finding));
  await storeRunIn(transaction, batchesOf(findings), () => headOf(sbom, judge, incomplete));
  await keepAdvisories(transaction, sbom.id, advisoriesOf(judged.findings, data));
  await sbomIsJudged(transaction, sbom);
  return sbom;
}

/**
 * All of them at once: one SBOM has no more than a statement takes.
 *
 * @yields the findings
 */
async function* batchesOf(
  findings: readonly IncomingFinding[],
): AsyncGenerator<readonly IncomingFinding[]> {
  if (findings.length > 0) yield findings;
}

/** As the report of a run has it under a policy that asks for nothing. */
function incoming({ ruleId, ...finding }: Finding): IncomingFinding {
  const value = { rule: ruleId, ...finding, stage: 'observe', effect: 'observed' };
  return readFinding(value, 'a finding');
}

function headOf(
  { id, product, subject, digest, due, now }: DueSbom,
  { checkId, version, rules }: BillJudge,
  incomplete: RunHead['incomplete'],
): RunHead {
  return {
    stream: { product, repository: subject, branch: BRANCH, source: SOURCE, isDefault: true },
    scope: {
      checks: [checkId],
      within: '',
      isWhole: true,
      unknownPaths: incomplete.map(({ what }) => what),
    },
    format: 'sbom',
    tool: `lockstep ${programVersion}`,
    commit: digest.slice(0, COMMIT_DIGITS),
    ranAt: now,
    digest: hash('sha256', `sbom ${id} ${due}`, 'hex'),
    // Nothing here is told to block or to warn; what was not examined is no pass.
    outcome: incomplete.length > 0 ? 'incomplete' : 'pass',
    reasons: [],
    incomplete,
    rules: new Map(
      rules.map((rule) => [
        rule.id,
        { cwe: rule.cwe ?? [], severity: SEVERITY.medium, version: rule.version, engine: version },
      ]),
    ),
    rulePrefix: '',
  };
}

/** As many as a commit of git has. */
const COMMIT_DIGITS = 40;
