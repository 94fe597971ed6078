import type { BuildServer } from './build.ts';

/** One report: its format, and the name of its file; without one it goes to standard output. */
export interface BuildReport {
  readonly format: string;
  readonly file?: string;
}

export const SARIF_FILE = 'lockstep.sarif';
export const MARKDOWN_FILE = 'lockstep.md';

const page: BuildReport = { format: 'markdown', file: MARKDOWN_FILE };
const junit: BuildReport = { format: 'junit', file: 'junit.xml' };
const json: BuildReport = { format: 'json', file: 'lockstep.json' };
const text: BuildReport = { format: 'terminal' };
const sarif: BuildReport = { format: 'sarif', file: SARIF_FILE };

/** The reports that each build server, or what is usually beside it, can show. */
export const reportsOf: Readonly<Record<BuildServer, readonly BuildReport[]>> = {
  github: [{ format: 'sarif-github', file: SARIF_FILE }, page, json, { format: 'github' }],
  gitlab: [
    { format: 'gitlab-secrets', file: 'gl-secret-detection-report.json' },
    { format: 'gitlab-sast', file: 'gl-sast-report.json' },
    { format: 'gitlab-dependency', file: 'gl-dependency-scanning-report.json' },
    { format: 'gitlab-codequality', file: 'gl-code-quality-report.json' },
    junit,
    page,
    json,
    text,
  ],
  azure: [sarif, junit, page, json, text],
  jenkins: [sarif, junit, page, json, text],
  bitbucket: [sarif, junit, page, json, text],
  other: [sarif, junit, page, json, text],
};
