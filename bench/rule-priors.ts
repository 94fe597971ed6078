/**
 * Counts for each rule of the secrets check how many of its findings in the labelled corpora are right, and writes
 * src/rollout/corpus-counts.ts: `LOCKSTEP_CORPORA=… npx tsx bench/rule-priors.ts`. Held-out halves only: on the others the
 * rules were tuned. The corpora, and how they are obtained: bench/README.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { secrets } from '../src/checks/secrets/index.ts';
import { defaultTlsSettings } from '../src/model/tls-settings.ts';
import { repository } from './paths.ts';
import { credData } from './quality/creddata.ts';
import { credSweeper } from './quality/credsweeper.ts';
import { splitOf, type LabelledFile } from './quality/labels.ts';
import { startsOf } from './quality/score.ts';

const corpora = process.env['LOCKSTEP_CORPORA'] ?? '../corpora';
/** Kingfisher's examples are all secrets: of them no rule can be wrong, so they say nothing about precision. */
const sets = {
  CredData: [...credData(path.join(corpora, 'creddata'))],
  CredSweeper: [...credSweeper(path.join(corpora, 'credsweeper'))],
} as const;

/** What follows the table stays as it is. */
const CODE = '\n\n/** Counts by';

const counts = new Map<string, { right: number; wrong: number }>();
const sources: string[] = [];
for (const [name, files] of Object.entries(sets)) {
  const heldOut = files.filter(({ group }) => splitOf(group) === 'held-out');
  const groups = new Set(heldOut.map(({ group }) => group)).size;
  if (heldOut.length === 0) throw new Error(`${name}: nothing under ${corpora}`);
  sources.push(`${name}: ${heldOut.length} files of ${groups} groups`);
  for (const file of heldOut) count(file);
}

/** A secret counts once for a rule, however many of its lines are reported. */
function count(file: LabelledFile): void {
  const starts = startsOf(file);
  const seen = new Set<string>();
  const input = { path: file.path, bytes: file.bytes, fileClass: 'text' as const };
  for (const emission of secrets.examine(input, { keyedHash: () => '', tls: defaultTlsSettings })) {
    if (emission.kind !== 'finding') continue;
    const { ruleId, region } = emission.finding;
    const line = region?.startLine;
    if (line === undefined) continue;
    const start = starts.get(line);
    const key = `${ruleId} ${start ?? `line ${line}`}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const known = counts.get(ruleId) ?? { right: 0, wrong: 0 };
    counts.set(ruleId, known);
    if (start === undefined) known.wrong += 1;
    else known.right += 1;
  }
}

const { version: engine } = secrets;
const versions = new Map(secrets.rules.map(({ id, version }) => [id, version]));
const rows = [...counts]
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([rule, { right, wrong }]) => [rule, versions.get(rule), engine, right, wrong].join(' '));
const file = path.join(repository, 'src', 'rollout', 'corpus-counts.ts');
const [, code = ''] = readFileSync(file, 'utf8').split(CODE);
writeFileSync(
  file,
  `// Written by bench/rule-priors.ts on ${new Date().toISOString().slice(0, 10)}, from the held-out halves of
// ${sources.join('; ')}. A rule that is not here found nothing in them.
import type { CorpusCount } from '../model/corpus-count.ts';

/** Rule, its version, version of the engine, findings that were right, and wrong ones. */
const table = \`
${rows.join('\n')}
\`;${CODE}${code}`,
);
process.stdout.write(`${rows.length} rules; ${sources.join('; ')}\n`);
