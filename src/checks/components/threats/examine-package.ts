import type { PackageFile } from '../../../model/installed-package.ts';
import { disguisesOf } from './disguises.ts';
import { encodedTextsIn } from './encoded-code.ts';
import type { Language } from './marker.ts';
import { marksOf, type Marks } from './marks-of.ts';
import { meetings, type Meeting } from './meetings.ts';
import { installScriptsOf, startedAtInstall, type InstallScript } from './started-at-install.ts';
import { isCapability, isThreat, type ThreatFinding } from './threat.ts';

/** Whether the texts of a package at this path are looked at. */
export function mayThreaten(path: string): boolean {
  return path === 'package.json' || languageOf(path) !== undefined;
}

/**
 * What the texts of one installed package show that together is no accident: a threat and what makes it one must meet in
 * one file, or in an install script and what it starts. Nothing is run. Linear in the texts; their number and size are
 * the caller's to bound. Ordered by score, then path.
 */
export function examinePackage(files: readonly PackageFile[]): readonly ThreatFinding[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const manifest = byPath.get('package.json');
  const scripts = manifest === undefined ? [] : installScriptsOf(manifest);
  const started = startedAtInstall(scripts, byPath);
  const found = [
    ...scripts.flatMap((script) => ofScript(script)),
    ...files.flatMap((file) => ofFile(file, started.has(file.path))),
  ];
  return found.toSorted((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
}

const languages: readonly (readonly [RegExp, Language])[] = [
  [/\.(?:js|cjs|mjs|jsx|ts|cts|mts)$/, 'javascript'],
  [/\.(?:py|pth)$/, 'python'],
  [/\.(?:sh|bash|ps1|bat|cmd)$/, 'shell'],
];

function languageOf(path: string): Language | undefined {
  // Declarations hold no code.
  if (/\.d\.[cm]?ts$/.test(path)) return undefined;
  return languages.find(([ending]) => ending.test(path))?.[1];
}

/** `node -e` in a script is JavaScript within the shell's. */
function ofScript({ name, command, line }: InstallScript): readonly ThreatFinding[] {
  const marks: Marks = new Map([
    ...marksOf(command, 'shell'),
    ...(/\bnode\s{1,5}(?:-e|--eval|-p)\b/.test(command) ? marksIn(command, 'javascript') : []),
  ]);
  const finding = judged(marks, true);
  if (finding === undefined) return [];
  const reasons = [...finding.reasons, `script "${name}": ${excerpt(command)}`];
  return [{ ...finding, path: 'package.json', line, reasons }];
}

function excerpt(command: string): string {
  return command.length > 120 ? `${command.slice(0, 120)}…` : command;
}

function ofFile({ path, text }: PackageFile, started: boolean): readonly ThreatFinding[] {
  const language = languageOf(path);
  if (language === undefined) return [];
  const marks = marksIn(text, language);
  const finding = judged(marks, started);
  if (finding === undefined) return [];
  const first = Math.min(...finding.threats.map((threat) => marks.get(threat) ?? 0));
  return [{ ...finding, path, line: lineAt(text, first) }];
}

/** Marks of the text, its disguises, and what the texts that it holds as base64 would do. */
function marksIn(text: string, language: Language): Marks {
  const marks: Marks = new Map([...marksOf(text, language), ...disguisesOf(text, language)]);
  for (const { at, text: hidden } of encodedTextsIn(text)) {
    const inside = marksOf(hidden, language);
    if (![...inside.keys()].some((mark) => mark === 'process' || isThreat(mark))) continue;
    if (!marks.has('encoded-code')) marks.set('encoded-code', at);
    for (const mark of inside.keys()) if (!marks.has(mark)) marks.set(mark, at);
  }
  return marks;
}

type Judged = Omit<ThreatFinding, 'path' | 'line'>;

/** Undefined where nothing meets. */
function judged(marks: Marks, started: boolean): Judged | undefined {
  const met = meetings.filter((meeting) => isMet(meeting, marks, started));
  const [worst, ...others] = met.toSorted((a, b) => b.score - a.score);
  if (worst === undefined) return undefined;
  const threats = [...new Set(met.map(({ threat }) => threat))];
  const further = new Set(others.map(({ threat }) => threat));
  further.delete(worst.threat);
  const startBonus = started && worst.atInstall === undefined ? 1 : 0;
  const score = Math.min(10, worst.score + further.size + startBonus);
  return {
    threats,
    capabilities: [...marks.keys()].filter(isCapability).toSorted(),
    score,
    reasons: [
      ...new Set([worst.claim, ...others.map(({ claim }) => claim)]),
      ...[...marks.keys()]
        .filter((mark) => isThreat(mark) && !threats.some((told) => told === mark))
        .map((mark) => `it also shows: ${mark}`),
      ...(started ? ['it runs without being asked: at install, or when Python starts'] : []),
    ],
    confidence: score >= 8 ? 'high' : score >= 7 ? 'medium' : 'low',
  };
}

function isMet({ threat, meets, atInstall }: Meeting, marks: Marks, started: boolean): boolean {
  if (!marks.has(threat) || (atInstall === true && !started)) return false;
  return meets.every((choice) => choice.some((mark) => marks.has(mark)));
}

function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}
