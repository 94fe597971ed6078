import type { FunctionRule, Hit } from '../hit.ts';

/** `<div/>` becomes `<div></div>` by a pattern: what stands within an attribute becomes an element as well. */
export const htmlExpansion: FunctionRule = {
  languages: ['javascript'],
  words: ['replace', 'replaceAll'],
  *find(scene): Generator<Hit> {
    for (const call of scene.calls()) {
      if (call.name !== 'replace' && call.name !== 'replaceAll') continue;
      const to = scene.text(call.args[1]);
      if (to === undefined || !/^<\$\d><\/\$\d>$/u.test(to)) continue;
      const shows = 'a value of an attribute may become an element';
      yield { rule: 'unsafe-html-expansion', fn: scene.fn, at: call, shows, confidence: 'medium' };
    }
  },
};
