import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A project that is fetched, never committed. */
export interface Project {
  readonly repository: string;
  readonly commit: string;
  /** By SPDX, read in its own file. */
  readonly licence: string;
  readonly language: string;
}

/** What somebody who read the code says of one report. */
export interface Judged extends Place {
  readonly right: boolean;
  readonly why: string;
}

export interface Place {
  readonly project: string;
  /** Without its check: `sql-injection`. */
  readonly rule: string;
  readonly path: string;
  readonly line: number;
}

export interface Reported extends Place {
  readonly confidence: string;
}

export interface Measured {
  readonly project: string;
  readonly language: string;
  readonly lines: number;
  /** Files that were examined in part, or not. */
  readonly incomplete: number;
}

/** What `bench/code-crater.ts` writes. */
export interface Reports {
  readonly projects: readonly Measured[];
  readonly reports: readonly Reported[];
}

export interface RuleOnProjects {
  readonly reports: readonly Reported[];
  readonly projects: number;
  readonly judged: readonly Judged[];
  readonly right: number;
}

const folder = path.dirname(fileURLToPath(import.meta.url));

/** Of `projects.json`, `judged.json` or `reports.json`. */
export function craterPath(name: string): string {
  return path.join(folder, name);
}

// oxlint-disable no-unsafe-type-assertion -- written by hand, or by the bench
export function projectsPinned(): readonly Project[] {
  return JSON.parse(readFileSync(craterPath('projects.json'), 'utf8')) as readonly Project[];
}

export function judgedReports(): readonly Judged[] {
  return JSON.parse(readFileSync(craterPath('judged.json'), 'utf8')) as readonly Judged[];
}

export function reportsOnProjects(): Reports {
  return JSON.parse(readFileSync(craterPath('reports.json'), 'utf8')) as Reports;
}
// oxlint-enable no-unsafe-type-assertion

/** Verdicts on what is still reported. */
export function judgedOf(reports: readonly Reported[]): readonly Judged[] {
  const reported = new Set(reports.map((each) => keyOf(each)));
  return judgedReports().filter((each) => reported.has(keyOf(each)));
}

/** By rule, those with most reports first. */
export function byRule(reports: readonly Reported[]): ReadonlyMap<string, RuleOnProjects> {
  const judged = judgedOf(reports);
  const slugs = [...new Set(reports.map(({ rule }) => rule))];
  return new Map(
    slugs
      .map((slug): [string, RuleOnProjects] => {
        const of = reports.filter(({ rule }) => rule === slug);
        const read = judged.filter(({ rule }) => rule === slug);
        const projects = new Set(of.map(({ project }) => project)).size;
        const right = read.filter((each) => each.right).length;
        return [slug, { reports: of, projects, judged: read, right }];
      })
      .toSorted(([a, of], [b, others]) => {
        const more = others.reports.length - of.reports.length;
        return more === 0 ? a.localeCompare(b) : more;
      }),
  );
}

export function keyOf({ project, rule, path: file, line }: Place): string {
  return `${project} ${rule} ${file}:${line}`;
}
