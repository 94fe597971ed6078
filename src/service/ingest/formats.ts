import { lockstepReport } from './lockstep-report.ts';
import type { ReportFormat } from './report-format.ts';
import { sarifReport } from './sarif-report.ts';

/** Every format that findings arrive in. */
export const reportFormats: readonly ReportFormat[] = [lockstepReport, sarifReport];
