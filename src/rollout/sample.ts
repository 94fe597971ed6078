import { hash } from 'node:crypto';

/** 52 bits fit a double exactly. */
const RANK_DIGITS = 13;

/**
 * Place of a finding in the random order in which people are asked: uniform in [0, 1), the same for everybody who knows
 * the seed, and nobody's choice. Findings below the agreed share are drawn.
 */
export function rankOf(seed: string, fingerprint: string): number {
  const digits = hash('sha256', `lockstep-sample/1\n${seed}\n${fingerprint}`, 'hex');
  return Number.parseInt(digits.slice(0, RANK_DIGITS), 16) / 2 ** (RANK_DIGITS * 4);
}

/** Whether the sample holds the finding, whoever judges it and by which command. */
export function isDrawn(
  fingerprint: string,
  { sampleSeed, sampleShare }: { readonly sampleSeed: string; readonly sampleShare: number },
): boolean {
  return rankOf(sampleSeed, fingerprint) < sampleShare;
}
