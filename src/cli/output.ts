import { checkWritable, writeAllWhole, type FileContent } from '../io/files.ts';
import { resolve } from 'node:path';
import { nearestName } from '../model/nearest-name.ts';
import type { RunResult } from '../pipeline/assemble.ts';
import { formats } from '../report/formats.ts';
import type { RenderOptions } from '../report/format.ts';
import type { Arguments } from './args.ts';
import { usage } from './args.ts';
import type { Shell } from './shell.ts';

/** What `--format` can name: the formats of a report, and the record that `lockstep verify` reads. */
interface OutputFormat {
  readonly name: string;
  readonly description: string;
  render(result: RunResult, options: RenderOptions): string;
}

/** Every format, in the order of the help. */
export const outputFormats: readonly OutputFormat[] = [
  ...formats.map((format): OutputFormat => ({
    name: format.name,
    description: format.description,
    render: ({ report }, options) => format.render(report, options),
  })),
  {
    name: 'decision',
    description: 'the decision with all that it was computed from, for "lockstep verify"',
    render: ({ record }) => `${JSON.stringify(record, undefined, 2)}\n`,
  },
];

/** One report to write: to a file, or to standard output. */
export interface Destination {
  readonly format: OutputFormat;
  readonly file: string | undefined;
}

/**
 * Pairs the flags: each `--output` belongs to the `--format` before it; without a format it is told from the file's
 * ending. At most one report goes to standard output.
 */
export function destinationsOf(command: string, input: Arguments, cwd: string): Destination[] {
  const destinations: Destination[] = [];
  let open: OutputFormat | undefined;
  for (const { name, value = '' } of input.uses) {
    if (name === 'format') {
      if (open !== undefined) destinations.push({ format: open, file: undefined });
      open = formatNamed(command, value);
    } else if (name === 'output') {
      destinations.push({
        format: open ?? formatOfFile(command, value),
        file: resolve(cwd, value),
      });
      open = undefined;
    }
  }
  if (open !== undefined) destinations.push({ format: open, file: undefined });
  checkDestinations(command, destinations);
  return destinations.length > 0
    ? destinations
    : [{ format: formatNamed(command, 'terminal'), file: undefined }];
}

function checkDestinations(command: string, destinations: readonly Destination[]): void {
  const places = destinations.map(({ file }) => file ?? '');
  for (const [index, place] of places.entries()) {
    if (places.indexOf(place) === index) continue;
    throw place === ''
      ? usage(
          command,
          'two formats for standard output',
          'give all but one of them an --output FILE',
        )
      : usage(command, `two reports for the file ${place}`);
  }
}

function formatNamed(command: string, name: string): OutputFormat {
  const found = outputFormats.find((format) => format.name === name);
  if (found !== undefined) return found;
  const names = outputFormats.map((format) => format.name);
  const near = nearestName(name, names);
  const hint = near === undefined ? '' : `did you mean "${near}"? `;
  throw usage(command, `unknown format "${name}"`, `${hint}formats: ${names.join(', ')}`);
}

const FORMAT_OF_ENDING: Readonly<Record<string, string>> = {
  sarif: 'sarif',
  json: 'json',
  html: 'html',
  md: 'markdown',
  xml: 'junit',
  txt: 'terminal',
};

function formatOfFile(command: string, file: string): OutputFormat {
  const ending = /\.(?<ending>[a-z]{1,10})$/iu.exec(file)?.groups?.['ending'] ?? '';
  const name = FORMAT_OF_ENDING[ending.toLowerCase()];
  if (name !== undefined) return formatNamed(command, name);
  throw usage(
    command,
    `cannot tell the format of ${file} from its name`,
    'put --format NAME before --output',
  );
}

/** Refuses before the run what could not be written after it: nobody waits for a report that cannot come. */
export function checkDestinationsWritable(destinations: readonly Destination[]): void {
  for (const { file } of destinations) if (file !== undefined) checkWritable(file);
}

/** Renders and writes every report, files first: when one cannot be written no file is changed. */
export function writeReports(
  result: RunResult,
  destinations: readonly Destination[],
  options: RenderOptions,
  shell: Shell,
): void {
  writeAllWhole(filesOf(result, destinations, { ...options, color: false, hyperlinks: false }));
  for (const { format, file } of destinations) {
    if (file === undefined) shell.stdout.write(format.render(result, options));
  }
}

/** @yields One file after the other, so that only one is in memory. */
function* filesOf(
  result: RunResult,
  destinations: readonly Destination[],
  plain: RenderOptions,
): Generator<FileContent> {
  for (const { format, file } of destinations) {
    if (file !== undefined) yield { file, content: format.render(result, plain) };
  }
}
