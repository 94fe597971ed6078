/** What an OpenAPI document says of a function of the program: it answers requests. */
export interface Operation {
  /** `GET /users/{id}`; parts that are not known are left out. */
  readonly route: string;
  /** A dotted path: packages and modules, perhaps a class, and a function. */
  readonly handler: string;
}

/** Documents of other forms are named otherwise; which of these are one, their first keys tell. */
const NAME =
  /(?:open-?api|swagger|api-?spec|(?:^|\/)(?:api|spec))[^/]*(?:\/[^/]+)?\.(?:ya?ml|json)$/iu;
const MAX_OPERATIONS = 5_000;
/** Longer lines are texts, not keys. */
const MAX_LINE_CHARACTERS = 1_000;
const LINE =
  /^(?<indent>[ \t]*)(?:- )?["']?(?<key>[^"':{}[\]]{1,200}|\/[^"':]{0,200})["']?[ \t]*:(?<rest>.*)$/u;
const VERBS: ReadonlySet<string> = new Set([
  'get',
  'post',
  'put',
  'delete',
  'patch',
  'head',
  'options',
  'trace',
]);

export function isOpenApiPath(path: string): boolean {
  return NAME.test(path);
}

/**
 * Reads which functions an OpenAPI document names as handlers, as Connexion understands it: `operationId` is a dotted
 * path, or a name in the module of `x-openapi-router-controller`
 * (https://connexion.readthedocs.io/en/latest/routing.html). Line by line, because documents can be large and only
 * a few keys matter; a document on one line names nothing.
 */
export function operationsOf(text: string): readonly Operation[] {
  if (!/^[ \t{]*["']?(?:openapi|swagger)["']?[ \t]*:/mu.test(text)) return [];
  const found: Operation[] = [];
  const at = new Place();
  for (const line of text.split('\n')) {
    if (line.length > MAX_LINE_CHARACTERS || found.length >= MAX_OPERATIONS) continue;
    const groups = LINE.exec(line)?.groups;
    if (groups === undefined) continue;
    const { indent = '', key = '', rest = '' } = groups;
    const named = at.enter(indent.length, key.trim(), plain(rest));
    if (named !== undefined) found.push(named);
  }
  at.leave(found);
  return found.filter(({ handler }) => handler.includes('.'));
}

function plain(rest: string): string {
  return /^[ \t]*["']?(?<text>[\w./:-]*)/u.exec(rest)?.groups?.['text'] ?? '';
}

/** The operation that lines are about. */
class Place {
  #path = '';
  #verb = '';
  #controller = '';
  #pathController = '';
  #id = '';
  #indent = -1;

  /** Takes a key in; yields the operation that ended before it. */
  enter(indent: number, key: string, value: string): Operation | undefined {
    const isPath = key.startsWith('/');
    const isVerb = VERBS.has(key) && value === '';
    const ended = isPath || isVerb ? this.#finished() : undefined;
    if (isPath) [this.#path, this.#pathController, this.#indent] = [key, '', -1];
    else if (isVerb) [this.#verb, this.#indent] = [key, indent];
    else if (key === 'operationId') this.#id = value;
    else if (/^x-(?:openapi|swagger)-router-controller$/u.test(key)) this.#take(indent, value);
    return ended;
  }

  /** Adds the last one. */
  leave(found: Operation[]): void {
    const last = this.#finished();
    if (last !== undefined) found.push(last);
  }

  #take(indent: number, value: string): void {
    if (this.#indent === -1 || indent <= this.#indent) this.#pathController = value;
    else this.#controller = value;
  }

  #finished(): Operation | undefined {
    const id = this.#id;
    const from = this.#controller === '' ? this.#pathController : this.#controller;
    const route = `${this.#verb.toUpperCase()} ${this.#path}`.trim();
    [this.#id, this.#controller] = ['', ''];
    if (id === '') return undefined;
    return { route, handler: (from === '' ? id : `${from}.${id}`).replaceAll(':', '.') };
  }
}
