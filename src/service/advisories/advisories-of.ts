import type { AdvisoryData } from '../../model/advisory.ts';
import type { Finding } from '../../model/finding.ts';
import type { Advisory, AffectedVersion } from '../../store/advisories.ts';
import { SEVERITY } from '../ingest/report-format.ts';

/** More than an advisory says in a sentence. */
const MAX_SUMMARY = 500;

/** Which advisories findings of the components check are about, each once, and which versions they say are affected. */
export function advisoriesOf(
  findings: readonly Finding[],
  data: Pick<AdvisoryData, 'details'>,
): { readonly advisories: readonly Advisory[]; readonly affected: readonly AffectedVersion[] } {
  const advisories = new Map<string, Advisory>();
  const affected: AffectedVersion[] = [];
  for (const { evidence, severity } of findings) {
    if (evidence?.kind !== 'component') continue;
    const { ecosystem, name, version, fixedIn } = evidence;
    const [id, ...aliases] = evidence.advisories;
    if (id === undefined) continue;
    affected.push({ advisory: id, ecosystem, name, version, fixedIn });
    const before = advisories.get(id);
    // Of several ecosystems: the worst that is said of it.
    if (before !== undefined && before.severity >= SEVERITY[severity]) continue;
    advisories.set(id, {
      id,
      aliases,
      summary: summaryOf([id, ...aliases], ecosystem, data),
      severity: SEVERITY[severity],
      exploitedSince: evidence.exploitedSince ?? null,
      exploitProbability: evidence.exploitProbability ?? null,
    });
  }
  return { advisories: [...advisories.values()], affected };
}

function summaryOf(
  ids: readonly string[],
  ecosystem: string,
  data: Pick<AdvisoryData, 'details'>,
): string {
  const summaries = ids.map((id) => data.details(ecosystem, id)?.summary.trim() ?? '');
  return (summaries.find((summary) => summary !== '') ?? '').slice(0, MAX_SUMMARY);
}
