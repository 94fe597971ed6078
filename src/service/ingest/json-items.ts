import { Tokenizer, TokenParser } from '@streamparser/json';
import { BadReport } from './bad-report.ts';
import { TopLevelKeys } from './top-level-keys.ts';

/** One value of a document that is read as it arrives. */
export interface JsonItem {
  /** Keys and indices from the root: `['findings', 12]`. */
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** Deeper than any format that is read here, and shallow enough for whoever walks what was read. */
const MAX_DEPTH = 100;
/** Tokens between two items: what has to be kept in memory, about 100 bytes each. */
const MAX_KEPT_TOKENS = 500_000;
/** Of one string or number. */
const MAX_TOKEN_BYTES = 16 * 2 ** 20;
/** Items that are handed on together. */
const BATCH = 500;

/**
 * Reads a JSON document of any length and yields the values at the wanted paths (`$.findings.*`) in their order; what lies
 * between them is kept until the next item only as far as a bound allows. Throws BadReport where it is no JSON (RFC 8259), too
 * deep, or has parts that are too large. `onKey` is told of every key at the top, also of those with nothing in them.
 *
 * @yields some items at a time
 */
export async function* jsonItems(
  bytes: AsyncIterable<Uint8Array>,
  paths: readonly string[],
  onKey: (key: string) => void = () => undefined,
): AsyncGenerator<readonly JsonItem[]> {
  const reader = new ItemReader(paths, onKey);
  for await (const chunk of bytes) {
    reader.write(chunk);
    if (reader.found.length >= BATCH) yield reader.take();
  }
  reader.end();
  if (reader.found.length > 0) yield reader.take();
}

function fail(error: Error): never {
  throw error;
}

class ItemReader {
  found: JsonItem[] = [];
  readonly #tokenizer = new Tokenizer();
  readonly #parser: TokenParser;
  readonly #keys = new TopLevelKeys();
  #keptTokens = 0;
  #bytesSinceToken = 0;

  constructor(paths: readonly string[], onKey: (key: string) => void) {
    this.#parser = new TokenParser({ paths: [...paths], keepStack: false });
    this.#parser.onValue = ({ value, key, stack }) => {
      const path = [...stack.slice(1).map((element) => element.key), key];
      this.found.push({ path: path.filter((part) => part !== undefined), value });
      this.#keptTokens = 0;
    };
    this.#tokenizer.onToken = (token) => {
      this.#bytesSinceToken = 0;
      const key = this.#keys.see(token.token, token.value);
      if (key !== undefined) onKey(key);
      this.#count();
      this.#parser.write(token);
    };
    this.#tokenizer.onError = fail;
    this.#parser.onError = fail;
  }

  write(chunk: Uint8Array): void {
    this.#bytesSinceToken += chunk.byteLength;
    this.#try(() => this.#tokenizer.write(chunk));
    if (this.#bytesSinceToken > MAX_TOKEN_BYTES) {
      throw new BadReport(`it has a text of more than ${MAX_TOKEN_BYTES / 2 ** 20} MiB`);
    }
  }

  end(): void {
    this.#try(() => {
      if (!this.#tokenizer.isEnded) this.#tokenizer.end();
    });
    if (!this.#parser.isEnded) throw new BadReport('it ends before its end');
  }

  take(): readonly JsonItem[] {
    const taken = this.found;
    this.found = [];
    return taken;
  }

  #count(): void {
    this.#keptTokens += 1;
    if (this.#keys.depth > MAX_DEPTH) {
      throw new BadReport(`it is nested more than ${MAX_DEPTH} deep`);
    }
    if (this.#keptTokens > MAX_KEPT_TOKENS) {
      throw new BadReport(`a part of it has more than ${MAX_KEPT_TOKENS} values`);
    }
  }

  #try(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (error instanceof BadReport) throw error;
      const why = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
      throw new BadReport(`it is no JSON: ${why}`, { cause: error });
    }
  }
}
