import { setFlagsFromString } from 'node:v8';

/**
 * Tells V8 that this process runs for half a second and spends it on one large file (measured in bench/components.md):
 *
 * - the space for young objects stays as small as it is at the start. It would grow to three times 16 MB while a large
 *   lockfile is parsed, most of which is garbage at once: a fifth of the memory of the whole process, and no time;
 * - a function is optimized after fifteen times as much work as by default (`--interrupt-budget`, in bytes of bytecode). A
 *   quarter of all processor time went into optimizing what then hardly ran. What is hot for long is still optimized.
 *
 * Not for runs that read many files.
 */
export function expectShortRun(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--interrupt-budget=1000000');
}
