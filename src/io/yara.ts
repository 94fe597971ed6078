import { Buffer } from 'node:buffer';
import { LockstepError } from '../model/error.ts';

/** Names of the rules that match a text, in the order of the rules. */
export type YaraScan = (text: string) => readonly string[];

/** The library is no dependency of ours: it is 20 MB of native code, which people install beside Lockstep who want it. */
const LIBRARY = '@litko/yara-x';

/**
 * Compiles rules of YARA-X (virustotal.github.io/yara-x) with the library that lies beside Lockstep; of the target nothing is
 * loaded. Includes are off: only the text that is given counts. Throws LockstepError where the library is missing or the
 * rules are none.
 */
export async function compileYara(rules: string): Promise<YaraScan> {
  const compile = functionIn(await load(), 'compile');
  let compiled: unknown;
  try {
    compiled = compile(rules, { enableIncludes: false });
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    throw new LockstepError('usage', `the YARA rules cannot be compiled: ${first.slice(0, 300)}`, {
      repair: 'try them with yr check; include is not supported',
    });
  }
  const scan = functionIn(compiled, 'scan');
  return (text) => namesOf(scan(Buffer.from(text, 'utf8')));
}

async function load(): Promise<unknown> {
  try {
    const library: unknown = await import(LIBRARY);
    return library;
  } catch (error) {
    throw new LockstepError('usage', `--yara needs the library ${LIBRARY}, which is not here`, {
      repair: `install it beside Lockstep: npm install ${LIBRARY}`,
      cause: error,
    });
  }
}

function functionIn(owner: unknown, name: string): (...args: readonly unknown[]) => unknown {
  const found: unknown =
    typeof owner === 'object' && owner !== null ? Reflect.get(owner, name) : undefined;
  if (typeof found !== 'function') {
    throw new LockstepError('usage', `this version of ${LIBRARY} has no ${name}`, {
      repair: `install version 0.3: npm install ${LIBRARY}@0.3`,
    });
  }
  return (...args) => Reflect.apply(found, owner, args);
}

function namesOf(matches: unknown): readonly string[] {
  if (!Array.isArray(matches)) return [];
  return matches.flatMap((match: unknown) => {
    const name: unknown =
      typeof match === 'object' && match !== null && 'ruleIdentifier' in match
        ? match.ruleIdentifier
        : undefined;
    return typeof name === 'string' ? [name] : [];
  });
}
