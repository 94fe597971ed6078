import { BadReport } from './bad-report.ts';
import { cycloneDxReport } from './cyclonedx-report.ts';
import { gitlabReport } from './gitlab-report.ts';
import { lockstepReport } from './lockstep-report.ts';
import type { ReportFormat } from './report-format.ts';
import { sarifReport } from './sarif-report.ts';
import { formatNameOf } from './top-level-keys.ts';

/** Every format that findings arrive in. */
export const reportFormats: readonly ReportFormat[] = [
  lockstepReport,
  sarifReport,
  cycloneDxReport,
  gitlabReport,
];

/** The format of that name, or else that of the document. Throws BadReport where it is none. */
export async function formatOf(
  name: string | undefined,
  read: () => AsyncIterable<Uint8Array>,
): Promise<ReportFormat> {
  const wanted = name ?? (await formatNameOf(read()));
  const format = reportFormats.find((each) => each.name === wanted);
  if (format !== undefined) return format;
  const names = reportFormats.map((each) => each.name).join(', ');
  throw new BadReport(`it is no JSON report of a format that is known (${names})`);
}
