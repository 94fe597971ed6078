import type { JudgedFinding } from '../model/decision.ts';
import type { RunReport } from '../model/report.ts';
import {
  examinedLine,
  type FilePlace,
  filePlace,
  firstClaims,
  messageAtPlace,
} from './describe.ts';
import type { Format } from './format.ts';
import { cut, visible } from './safe-text.ts';
import { countsLine, outcomeWord } from './summary.ts';
import { forPlatform, withEffect } from './view.ts';
import { count, thousands } from './words.ts';

/** A step shows no more annotations of one kind (docs.github.com, "Limits for annotations", read 2026-11). */
const maxOfKind = 10;
const maxMessage = 2000;
/** Claims of one finding. */
const maxClaims = 8;

/** Workflow commands for the log of a GitHub Actions step: errors block, warnings warn, one notice sums up. */
export const github: Format = {
  name: 'github',
  description: 'annotations for GitHub Actions, at most ten errors and ten warnings',
  render(report) {
    const shown = forPlatform(report, { verbose: false });
    const blocks = withEffect(shown, 'blocks');
    const others = shown.filter(({ effect }) => effect !== 'blocks');
    const missed = incompleteCommands(report);
    const room = maxOfKind - missed.length;
    const warns = withEffect(others, 'warns');
    const left = Math.max(0, blocks.length - maxOfKind) + Math.max(0, warns.length - room);
    const more = left === 0 ? '' : ` ${count(left, 'more finding')} not shown here.`;
    const summary = `${outcomeWord(report)}: ${countsLine(report)}; ${examinedLine(report)}.${more}`;
    const lines = [
      ...blocks.slice(0, maxOfKind).map((judged) => findingCommand('error', judged)),
      ...missed,
      ...warns.slice(0, room).map((judged) => findingCommand('warning', judged)),
      command('notice', { title: 'Lockstep' }, summary),
    ];
    return `${lines.join('\n')}\n`;
  },
};

function findingCommand(kind: 'error' | 'warning', { finding }: JudgedFinding): string {
  const place = filePlace(finding.location);
  const claims = firstClaims(finding.evidence, maxClaims).join(', ');
  const message = messageAtPlace(finding);
  return command(
    kind,
    { ...(place === undefined ? {} : fileProperties(place)), title: finding.ruleId },
    claims === '' ? message : `${message} (${claims})`,
  );
}

function fileProperties(place: FilePlace): Readonly<Record<string, string | number>> {
  const { path, line, endLine, column, endColumn } = place;
  return {
    file: path,
    line,
    endLine,
    ...(column === undefined ? {} : { col: column }),
    ...(endColumn === undefined ? {} : { endColumn }),
  };
}

function incompleteCommands({ incomplete }: RunReport): readonly string[] {
  const [first] = incomplete;
  if (first === undefined) return [];
  const rest = incomplete.length - 1;
  const more = rest === 0 ? '' : ` And ${thousands(rest)} more.`;
  const text = `${first.what}: ${first.reason}. ${first.detail}${more}`;
  return [command('warning', { title: 'Lockstep could not examine everything' }, text)];
}

/** A workflow command; property values and message are made harmless. */
export function command(
  kind: string,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(
    ([name, value]) => `${name}=${property(String(value))}`,
  );
  return `::${kind} ${list.join(',')}::${data(cut(visible(message), maxMessage))}`;
}

/** The runner undoes exactly these escapes (actions/toolkit, packages/core/src/command.ts). */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
