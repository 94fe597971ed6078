import { nearestName } from '../model/nearest-name.ts';

/** "did you mean …", else what there is. */
export function meantWord(text: string, words: readonly string[]): string {
  const near = nearestName(text, words);
  return near === undefined ? `one of ${words.join(', ')}` : `did you mean "${near}"?`;
}
