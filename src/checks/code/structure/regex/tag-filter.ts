import type { FunctionRule, Hit } from '../hit.ts';
import type { FunctionScene } from '../scene.ts';
import { compiled, regexOf, type RegexText } from './literals.ts';

const MAX_LENGTH = 500;

/** `<script>` is taken out of a text by a pattern that misses forms of it. */
export const badTagFilter: FunctionRule = {
  languages: ['javascript', 'python'],
  words: ['replace', 'replaceAll', 'sub'],
  *find(scene): Generator<Hit> {
    for (const call of scene.calls()) {
      const isReplacement = call.name === 'replace' || call.name === 'replaceAll';
      if (!isReplacement && call.name !== 'sub') continue;
      const regex = isReplacement ? regexOf(scene.origin(call.args[0])?.op) : inPython(scene, call);
      const isRemoved = scene.text(call.args[1]) !== undefined;
      const shows = regex === undefined || !isRemoved ? undefined : missed(regex);
      if (shows === undefined) continue;
      yield { rule: 'bad-tag-filter', fn: scene.fn, at: call, shows, confidence: 'medium' };
    }
  },
};

function inPython(
  scene: FunctionScene,
  call: Parameters<typeof compiled>[1],
): RegexText | undefined {
  const regex = scene.path(call.callee) === 're.sub' ? compiled(scene, call) : undefined;
  const hasFlags = call.args.length > 3 || call.named.some(({ name }) => name === 'flags');
  return regex === undefined ? undefined : { ...regex, flags: hasFlags ? 'i' : '' };
}

function missed({ source, flags }: RegexText): string | undefined {
  if (source.length > MAX_LENGTH || !/<\\?\/?\(?script/iu.test(source)) return undefined;
  // A certain script is meant, or the end of one.
  if (!/<\(?script/iu.test(source.replaceAll('(?:', '(')) || namesMore(source)) return undefined;
  const ignoresCase = flags.includes('i') || source.startsWith('(?i)');
  if (!ignoresCase && !/\[sS\]|\[Ss\]/u.test(source)) return 'it misses <SCRIPT>';
  return /<\\?\/script>/iu.test(source) ? 'it misses </script >' : undefined;
}

/** Words that stand for themselves, and are no names of elements. */
function namesMore(source: string): boolean {
  const rest = source
    .replaceAll(/\[[^\]]*\]|\\[a-z]/giu, ' ')
    .replaceAll(/(?:no)?script|style|title|iframe|object|embed|link|meta/giu, ' ');
  return /[a-z]{4}/iu.test(rest);
}
