import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { osvEcosystem, osvEcosystems } from '../advisories/ecosystem-names.ts';
import { EPSS, KEV, OSV } from '../advisories/sources.ts';
import { readHeld } from '../advisories/held.ts';
import { ecosystemFamily } from '../advisories/ecosystem-name.ts';
import { listEcosystems, pullAdvisories, type PulledPart } from '../advisories/pull.ts';
import { now } from '../io/clock.ts';
import { refusalOf } from '../io/fetch.ts';
import { nearestName } from '../model/nearest-name.ts';
import { inventoryOf } from '../pipeline/components/inventory.ts';
import { advisoriesPlace } from './advisories-place.ts';
import { usage, type Arguments } from './args.ts';
import { printable } from './printable.ts';
import { fetchProgressOn } from './progress.ts';
import { requestOf } from './run-command.ts';
import type { ExitCode, Shell } from './shell.ts';

/** `lockstep advisories pull [ecosystem…]` */
export async function pull(
  operands: readonly string[],
  input: Arguments,
  shell: Shell,
): Promise<ExitCode> {
  const folder = advisoriesPlace(input, shell);
  const allowHttp = input.has('allow-http');
  const urlOf = (flag: string, fallback: string): URL => urlIn(flag, input, shell, fallback);
  const base = asFolder(urlOf('mirror', OSV));
  const progress = fetchProgressOn(shell, input.has('quiet'));
  const shared = {
    folder,
    allowHttp,
    base,
    signal: shell.signal,
    wait: async (ms: number) =>
      await delay(ms, undefined, { signal: shell.signal }).catch(() => undefined),
    onBytes: (url: URL, done: number, total: number | undefined): void =>
      progress.update(url.pathname.slice(url.pathname.lastIndexOf('/') + 1), done, total),
  };
  const chosen = input.has('all')
    ? { names: await listEcosystems(shared), isNothing: false }
    : await ecosystemsOf(operands, folder, input, shell);
  if (chosen.isNothing) {
    shell.stderr.write('lockstep: nothing here states components: name ecosystems, or use --all\n');
    return 3;
  }
  const listUrl = (flag: string, fallback: string): URL | undefined =>
    input.value(flag) === 'none' ? undefined : urlOf(flag, fallback);
  const parts = await pullAdvisories({
    ...shared,
    ecosystems: chosen.names,
    kev: listUrl('kev', KEV),
    epss: listUrl('epss', EPSS),
    full: input.has('full'),
    now: now(shell.env),
    onWait: (holder) => {
      shell.stderr.write(`lockstep: waiting for ${printable(holder)}\n`);
    },
    onPart: (part) => {
      progress.end();
      tell(part, shell);
    },
  });
  return parts.some(({ how }) => how === 'failed') ? 2 : 0;
}

function tell(part: PulledPart, { stdout, stderr }: Shell): void {
  const { name, how, records, fetched, skipped, detail } = part;
  const shown = printable(name);
  if (how === 'failed') {
    const kept = records > 0 ? `; the ${records} that are here stay in use` : '';
    stderr.write(`lockstep: ${shown} was not fetched: ${printable(detail)}${kept}\n`);
    return;
  }
  const what = { whole: 'all fetched', changes: `${fetched} changed`, unchanged: 'unchanged' }[how];
  const left = skipped > 0 ? `, ${skipped} not understood and left out` : '';
  stdout.write(`${shown}: ${records} (${what}${left})\n`);
}

interface Chosen {
  readonly names: readonly string[];
  readonly isNothing: boolean;
}

/** Those that are named, else those of the target and those that are here already. */
async function ecosystemsOf(
  operands: readonly string[],
  folder: string,
  input: Arguments,
  shell: Shell,
): Promise<Chosen> {
  if (operands.length > 0) return { names: [...new Set(operands.map(known))], isNothing: false };
  const choice = {
    command: 'advisories',
    mode: { kind: 'tree' },
    listsAll: true,
    path: input.value('path') ?? '.',
  } as const;
  const inventory = await inventoryOf(requestOf(choice, input, shell), shell.signal);
  const names = new Set<string>();
  for (const { components } of inventory.lists) {
    for (const { ecosystem } of components) {
      const name = osvEcosystem(ecosystemFamily(ecosystem));
      if (name !== undefined) names.add(name);
    }
  }
  // A torn index is told by the pull itself.
  const held = input.has('full') ? undefined : readHeld(folder);
  for (const { ecosystem } of held?.ecosystems ?? []) names.add(ecosystem);
  return { names: [...names].toSorted(), isNothing: names.size === 0 };
}

function known(name: string): string {
  const found = osvEcosystem(name);
  if (found !== undefined) return found;
  const near = nearestName(name, osvEcosystems);
  const hint = near === undefined ? 'see https://osv.dev/list' : `did you mean ${near}?`;
  throw usage('advisories', `OSV has no ecosystem "${name}"`, hint);
}

/** A URL, or a path of this machine. */
function urlIn(flag: string, input: Arguments, shell: Shell, fallback: string): URL {
  const text = input.value(flag) ?? fallback;
  const isPath = !/^[a-z][a-z0-9+.-]{1,20}:/iu.test(text);
  const url = isPath ? pathToFileURL(path.resolve(shell.cwd, text)) : parse(flag, text);
  const refused = refusalOf(url, { allowHttp: input.has('allow-http') });
  if (refused === undefined) return url;
  throw usage(
    'advisories',
    `--${flag}: ${refused}`,
    'use https:, or --allow-http in a network that can be trusted',
  );
}

function parse(flag: string, text: string): URL {
  if (URL.canParse(text)) return new URL(text);
  throw usage('advisories', `--${flag}: "${text}" is no URL`);
}

function asFolder(url: URL): URL {
  const folder = new URL(url.href);
  if (!folder.pathname.endsWith('/')) folder.pathname += '/';
  return folder;
}
