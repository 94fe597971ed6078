import { hash } from 'node:crypto';
import { Type, type TOptional, type TString } from 'typebox';
import { Problem } from './problem.ts';

/** Enough that two settings of one thing are never taken for each other. */
const DIGITS = 16;

/** In answers: what a change names, so that it overwrites nothing that whoever asks for it has not seen. */
export const versionShape: TString = Type.String({
  description: 'of its settings: name it in a change, and what others have changed since is kept',
});

/** In requests. */
export const wantedVersion: TOptional<TString> = Type.Optional(
  Type.String({
    maxLength: DIGITS,
    description: 'as it was read; left out: whatever others have changed since is overwritten',
  }),
);

/** Equal where the settings are; those of a thing are always written down in the same order. */
export function versionOf(settings: object): string {
  return hash('sha256', JSON.stringify(settings), 'hex').slice(0, DIGITS);
}

/** Throws Problem(409) where somebody has changed the settings since whoever asks has read them. */
export function requireVersion(given: string | undefined, settings: object): void {
  if (given === undefined || given === versionOf(settings)) return;
  throw new Problem(
    409,
    'somebody has changed it since you opened it: nothing was stored; look at it again',
  );
}
