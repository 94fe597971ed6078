import type { ProgressOf } from '../pipeline/request.ts';
import { printable } from './printable.ts';
import type { Shell } from './shell.ts';

const EVERY_MS = 100;
const CLEAR_LINE = '\r\u001b[2K';

const DONE = { files: 'examined', endpoints: 'examined', sources: 'read', program: 'joining' };
const NAMES = { files: 'files', endpoints: 'endpoints', sources: 'sources', program: 'sources' };

/** One line on stderr that counts units, only when stderr is a terminal; `end` removes it. */
export interface Progress {
  update(done: number, total: number, what: ProgressOf): void;
  end(): void;
}

const silent: Progress = { update: () => undefined, end: () => undefined };

export function progressOn(shell: Shell, quiet: boolean): Progress {
  if (quiet || shell.stderr.isTTY !== true || shell.env['TERM'] === 'dumb') return silent;
  let last = 0;
  return {
    update(done, total, what) {
      const now = performance.now();
      if (now - last < EVERY_MS) return;
      last = now;
      const share = total === 0 ? '' : ` of ${total}`;
      shell.stderr.write(`${CLEAR_LINE}lockstep: ${DONE[what]} ${done}${share} ${NAMES[what]}`);
    },
    end() {
      if (last > 0) shell.stderr.write(CLEAR_LINE);
    },
  };
}

/** One line on stderr that tells what is being fetched, only when stderr is a terminal; `end` removes it. */
export interface FetchProgress {
  update(name: string, done: number, total: number | undefined): void;
  end(): void;
}

export function fetchProgressOn(shell: Shell, quiet: boolean): FetchProgress {
  if (quiet || shell.stderr.isTTY !== true || shell.env['TERM'] === 'dumb') {
    return { update: () => undefined, end: () => undefined };
  }
  let last = 0;
  return {
    update(name, done, total) {
      const now = performance.now();
      if (now - last < EVERY_MS) return;
      last = now;
      const share = total === undefined ? '' : ` of ${megabytes(total)}`;
      shell.stderr.write(
        `${CLEAR_LINE}lockstep: ${printable(name)}: ${megabytes(done)}${share} MB`,
      );
    },
    end() {
      if (last > 0) shell.stderr.write(CLEAR_LINE);
    },
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
