import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the space for young objects as small as it is at the start of the process. It would grow to three times 16 MB while
 * a large lockfile is parsed, most of which is garbage at once: a fifth of the memory of the whole process, and no time
 * (bench/components.md). Not for runs that read many files.
 */
export function keepYoungSpaceSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
