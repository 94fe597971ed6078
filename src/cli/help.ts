import { wrap } from '../report/terminal/columns.ts';
import type { Command } from './command.ts';

/** Wide enough for the flags, and no wider than what stands beside it in a manual page or a log. */
const COLUMNS = 100;

const EXIT_CODES = wrapped(
  `Exit codes: 0 pass, 1 blocked by policy, 2 could not decide (wrong use, bad policy, crash, or incomplete where the
policy says so), 3 nothing to examine, 10 warnings where --warn-exit asks for it.`,
);

/** The page of `lockstep --help`. */
export function overview(commands: readonly Command[], version: string): string {
  const rows = commands.map(({ name, summary }): Row => [name, summary]);
  return `lockstep ${version}: security checks, judged by a policy that both teams agreed on

Usage: lockstep <command> [arguments]

Commands:
${table(rows)}

${EXIT_CODES}
"lockstep <command> --help" shows a command's flags and examples.
`;
}

/** The page of `lockstep <command> --help`. */
export function page(command: Command): string {
  const flags = Object.entries(command.flags).map(([name, flag]): Row => {
    const short = flag.short === undefined ? '' : `-${flag.short}, `;
    const value = flag.value === undefined ? '' : ` ${flag.value}`;
    return [`${short}--${name}${value}`, flag.help];
  });
  const examples = command.examples.map(({ line, does }): Row => [line, does]);
  const usage = ['lockstep', command.name, '[flags]', command.operands].join(' ').trim();
  return `Usage: ${usage}

${wrapped(command.description)}

Flags:
${table([...flags, ['-h, --help', 'show this page']])}

Examples:
${table(examples)}

${EXIT_CODES}
`;
}

type Row = readonly [string, string];

const MAX_FIRST_COLUMN = 34;

function table(rows: readonly Row[]): string {
  const width = Math.min(MAX_FIRST_COLUMN, Math.max(...rows.map(([first]) => first.length)));
  const indent = ' '.repeat(width + 4);
  return rows
    .map(([first, second]) => {
      const text = wrapped(second, indent);
      return first.length > width
        ? `  ${first}\n${indent}${text}`
        : `  ${first.padEnd(width)}  ${text}`;
    })
    .join('\n');
}

/** Lines after the first begin with `indent`, which the first is thought to have already. */
function wrapped(text: string, indent = ''): string {
  const words = text.trim().replaceAll('\n', ' ');
  return wrap(words, COLUMNS - indent.length).join(`\n${indent}`);
}
