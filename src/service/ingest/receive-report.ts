import type { Database } from '../../store/database.ts';
import type { IncomingFinding } from '../../store/finding-import.ts';
import type { RunHead, StoredRun } from '../../store/run.ts';
import { storeRun, type AfterImport } from '../../store/run-import.ts';
import { BadReport } from './bad-report.ts';
import { jsonItems } from './json-items.ts';
import type { ReportFacts, ReportFormat, ReportReader } from './report-format.ts';
import { withoutSecrets } from './without-secrets.ts';
import type { Spooled } from './spool.ts';

/** What the sender says of a report; it goes before what the report says of itself. */
export interface Sent {
  readonly product: string;
  readonly repository?: string;
  readonly branch?: string;
  readonly commit?: string;
  /** What its findings are compared within, where it is not what the report says. */
  readonly source?: string;
  /** It is the branch that others are compared with. */
  readonly isDefault: boolean;
  readonly format: ReportFormat;
}

/** Stores a report that was received; `after` within the same transaction. Throws BadReport, with nothing stored. */
export function receiveReport(
  database: Database,
  { digest, read }: Pick<Spooled, 'digest'> & { readonly read: () => AsyncIterable<Uint8Array> },
  sent: Sent,
  after?: AfterImport,
): Promise<StoredRun> {
  let reader = sent.format.open();
  const findings = (): AsyncGenerator<readonly IncomingFinding[]> => {
    reader = sent.format.open();
    return readFindings(read(), sent.format, reader);
  };
  return storeRun(database, findings, () => headOf(reader.end(), sent, digest), after);
}

async function* readFindings(
  bytes: AsyncIterable<Uint8Array>,
  { paths, isMasked = false }: ReportFormat,
  reader: ReportReader,
): AsyncGenerator<readonly IncomingFinding[]> {
  const storable = isMasked ? (found: readonly IncomingFinding[]) => found : withoutSecrets;
  for await (const items of jsonItems(bytes, paths, (key) => reader.sees?.(key))) {
    const found = items.flatMap((item) => reader.read(item));
    if (found.length > 0) yield storable(found);
  }
  yield storable(reader.rest?.() ?? []);
}

function headOf(facts: ReportFacts, sent: Sent, digest: string): RunHead {
  const { product, isDefault, format } = sent;
  const { source, ...rest } = facts;
  return {
    ...rest,
    stream: {
      product,
      repository: stated('repository', sent.repository ?? facts.repository),
      branch: stated('branch', sent.branch ?? facts.branch),
      source: sent.source ?? source,
      isDefault,
    },
    format: format.name,
    commit: stated('commit', sent.commit ?? facts.commit),
    ranAt: facts.ranAt ?? new Date().toISOString(),
    digest,
  };
}

function stated(name: string, value: string | undefined): string {
  if (value !== undefined && value !== '') return value.slice(0, 500);
  throw new BadReport(`it does not say its ${name}: send ?${name}=…`);
}
