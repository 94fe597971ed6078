import type { LoadOptions } from 'js-yaml';
import { jsYaml } from './libraries.ts';
import { Torn, Unreadable } from './parse.ts';

/**
 * No tool writes aliases into a lockfile, and people a few into a workflow. What few of them name stays small at the depth
 * to which the readers look; without a bound each could stand for a large part of the file.
 */
const MAX_ALIASES = 100;

/** The value of a YAML text, without types: `1.10` is a version, and no number. Throws `Torn` for what is none, and for one of too many aliases. */
export function readYaml(text: string): unknown {
  return asRead(() => jsYaml().load(text, withoutTypes()));
}

/** The same of each document of a stream. */
export function readYamlDocuments(text: string): readonly unknown[] {
  return asRead(() => jsYaml().loadAll(text, null, withoutTypes()));
}

function asRead<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof jsYaml().YAMLException) throw new Torn(undefined, { cause: error });
    throw error;
  }
}

function withoutTypes(): LoadOptions {
  let aliases = 0;
  return {
    schema: jsYaml().FAILSAFE_SCHEMA,
    listener: (event, { kind, result }) => {
      // A node with a value and without a kind of its own is an alias.
      if (event !== 'close' || !isMissing(kind) || isMissing(result)) return;
      aliases += 1;
      if (aliases > MAX_ALIASES) throw new Unreadable(`it has more than ${MAX_ALIASES} aliases`);
    },
  };
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined;
}
