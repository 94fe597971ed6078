import type { Remedy } from '../../../model/remedy.ts';

/** What a sentence says beside the remedy itself. */
export interface Said {
  readonly kind: Remedy['kind'];
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** As it is declared now, and is to be; empty where unknown. */
  readonly declared: string;
  readonly constraint: string;
  readonly path: string | undefined;
  /** Of an override that holds below one package only. */
  readonly inside: string | undefined;
  /** What it brings, where the change is made to another package than the one with the problem. */
  readonly brings: string | undefined;
  /** Whether other problems stay. */
  readonly residual: boolean;
  readonly command: string | undefined;
}

/** The change in one sentence, plain enough to be an item of a list. */
export function sentenceOf(said: Said): string {
  const run = said.command === undefined ? '' : `, then run: ${said.command}`;
  const rest = said.residual ? ' (other problems are known there)' : '';
  return `${stepOf(said)}${rest}${run}`;
}

function stepOf(said: Said): string {
  const where = said.path === undefined ? '' : ` in ${said.path}`;
  switch (said.kind) {
    case 'upgrade':
      return `Upgrade ${said.name} ${change(said)}${where}${bringing(said)}`;
    case 'refresh':
      return `Update ${said.name} from ${said.from} to ${said.to} in the lockfile: what is declared already allows it`;
    case 'override': {
      const below = said.inside === undefined ? '' : ` below ${said.inside}`;
      return `Force ${said.name}${below} to ${said.constraint === '' ? said.to : said.constraint}${where}: what needs it does not ask for a mended version`;
    }
    case 'remove':
      return `Remove ${said.name} ${said.from}${where}${bringing(said)}`;
  }
}

function change({ declared, constraint, from, to }: Said): string {
  if (declared === '' || constraint === '') return `from ${from} to ${to}`;
  return declared === from ? `from ${from} to ${constraint}` : `from ${declared} to ${constraint}`;
}

function bringing({ brings, kind }: Said): string {
  if (brings === undefined) return '';
  return kind === 'remove' ? `, which brings ${brings}` : `, which then no longer brings ${brings}`;
}
