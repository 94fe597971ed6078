import { smolToml } from './libraries.ts';
import { Torn } from './parse.ts';

/** The value of a TOML text. Throws `Torn` for what is none. */
export function readToml(text: string): unknown {
  const { parse, TomlError } = smolToml();
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof TomlError) throw new Torn(undefined, { cause: error });
    throw error;
  }
}
