import { TokenType, Tokenizer } from '@streamparser/json';

const OPENING: ReadonlySet<TokenType> = new Set([TokenType.LEFT_BRACE, TokenType.LEFT_BRACKET]);
const CLOSING: ReadonlySet<TokenType> = new Set([TokenType.RIGHT_BRACE, TokenType.RIGHT_BRACKET]);

/** Follows tokens, and tells the keys of the object that the document is. */
export class TopLevelKeys {
  depth = 0;
  #isObject = false;
  /** The next text at depth 1 is a key. */
  #isKeyNext = false;

  /** The key, where the token is one; undefined: it is something else. */
  see(token: TokenType, value: unknown): string | undefined {
    if (OPENING.has(token)) {
      if (this.depth === 0) this.#isObject = token === TokenType.LEFT_BRACE;
      this.depth += 1;
    } else if (CLOSING.has(token)) {
      this.depth -= 1;
    } else if (this.#isKeyNext && token === TokenType.STRING && typeof value === 'string') {
      this.#isKeyNext = false;
      return value;
    }
    const isBefore = token === TokenType.COMMA || token === TokenType.LEFT_BRACE;
    this.#isKeyNext = isBefore && this.depth === 1 && this.#isObject;
    return undefined;
  }
}

/** Keys that only one format has at its top. */
const TELLING: ReadonlyMap<string, string> = new Map([
  ['runs', 'sarif'],
  ['bomFormat', 'cyclonedx'],
  ['schemaVersion', 'lockstep'],
  ['findings', 'lockstep'],
  ['scan', 'gitlab'],
]);
/** Of one text or number, and of whatever stands before the first telling key. */
const MAX_BYTES = 2 ** 30;

/** The format that a document is in, by its keys in whatever order; undefined: none that is known, or it is no JSON. */
export async function formatNameOf(bytes: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const tokenizer = new Tokenizer();
  const keys = new TopLevelKeys();
  let found: string | undefined;
  let isBad = false;
  tokenizer.onToken = ({ token, value }) => {
    found ??= TELLING.get(keys.see(token, value) ?? '');
  };
  tokenizer.onError = () => {
    isBad = true;
  };
  let count = 0;
  for await (const chunk of bytes) {
    count += chunk.byteLength;
    tokenizer.write(chunk);
    if (found !== undefined || isBad || count > MAX_BYTES) break;
  }
  return found;
}
