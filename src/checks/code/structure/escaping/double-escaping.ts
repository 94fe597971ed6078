import type { FunctionRule, Hit } from '../hit.ts';
import { chainBefore, replacementsIn, type Replacement } from './replacements.ts';

/** `&` is unescaped before others, or escaped after others. */
export const doubleEscaping: FunctionRule = {
  languages: ['javascript', 'python', 'java'],
  words: ['replace', 'replaceAll'],
  *find(scene): Generator<Hit> {
    for (const each of replacementsIn(scene)) {
      const shows = again(each, chainBefore(scene, each.call.base));
      if (shows === undefined) continue;
      const { call: at } = each;
      yield { rule: 'double-escaping', fn: scene.fn, at, shows, confidence: 'high' };
    }
  },
};

function again({ from, to }: Replacement, before: readonly Replacement[]): string | undefined {
  if (from === '&' && to === '&amp;' && before.some((each) => isMarkup(each.to))) {
    return 'the & of what was escaped before is escaped once more';
  }
  const isUnescaped = before.some((each) => each.from === '&amp;' && each.to === '&');
  if (isUnescaped && isMarkup(from) && !to.startsWith('&')) {
    return '&amp; is unescaped first: what follows unescapes once more';
  }
  return undefined;
}

function isMarkup(text: string): boolean {
  return /^&(?:lt|gt|quot|apos|#\w{2,5});$/iu.test(text);
}
