import { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { Type } from 'typebox';
import { appendAudit } from '../../store/audit.ts';
import type { Database } from '../../store/database.ts';
import { appendLog, readLogAfter, readLogOf, type LogLine } from '../../store/log.ts';
import { addProduct, productIdOf } from '../../store/products.ts';
import { reaches, type Principal } from '../access.ts';
import { answer } from '../answer.ts';
import { authorOf } from '../author.ts';
import { asStream } from '../as-stream.ts';
import type { Routes } from '../context.ts';
import { spool } from '../ingest/spool.ts';
import { Problem } from '../problem.ts';
import { noteAll } from '../rollout/note-demotions.ts';
import { takenLine, type Bringing } from '../rollout/taken-line.ts';

const product = Type.String({ minLength: 1, maxLength: 200 });
const kinds = ['run', 'verdict', 'stage', 'policy', 'waiver', 'override'] as const;
const BATCH = 500;
const MAX_REFUSED = 100;
/** Where a reader goes on. */
const POSITION_HEADER = 'lockstep-log-position';

/** The rollout log: what evidence is made from, in the lines of its files. */
export const logRoutes: Routes = (app, { database, limits, rollout, spool: folder }) => {
  app.get(
    '/v1/log',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'The rollout log of a product, one entry a line',
        description: `Without \`after\` all of it in order of time: written into \`.lockstep/log\` it is evidence for the command line. With
\`after\` a page of what arrived since; the header \`${POSITION_HEADER}\` says where the next one begins, and the body is empty where
there is nothing more.`,
        tags: ['Log'],
        querystring: Type.Object({
          product,
          after: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
          kinds: Type.Optional(
            Type.String({
              pattern: `^(?:${kinds.join('|')})(?:,(?:${kinds.join('|')})){0,9}$`,
              description: `with \`after\`: only these, separated by commas: ${kinds.join(', ')}`,
            }),
          ),
        }),
        produces: ['application/x-ndjson'],
        response: { 404: Type.Ref('Problem'), 409: Type.Ref('Problem') },
      },
    },
    async ({ query, principal }, reply) => {
      const id = await productIdOf(database, query.product);
      if (id === undefined || !reaches(principal, 'read', id)) {
        throw new Problem(404, `product ${query.product}`);
      }
      reply.type('application/x-ndjson');
      if (query.after === undefined) {
        return reply.send(Readable.from(textOf(readLogOf(database, id))));
      }
      const page = await readLogAfter(database, id, query.after, query.kinds?.split(','));
      if (page.position < query.after) {
        throw new Problem(
          409,
          'the log has not come so far: it is another one; begin with after=0',
        );
      }
      return reply.header(POSITION_HEADER, String(page.position)).send(page.lines.join(''));
    },
  );
  asStream(app);
  app.post(
    '/v1/log',
    {
      bodyLimit: limits.maxReportBytes,
      config: { permission: 'examine' },
      schema: {
        summary: 'Add entries of files of the log; those that are there already are left alone',
        description: `As they are, or packed with gzip. What a run adds is brought by whoever may report runs; answers of people by themselves, and the name in them becomes that
of whoever asks. Changes of stage are agreed on (\`/v1/proposals\`). Who administers the service may bring a log of elsewhere as it is.`,
        tags: ['Log'],
        querystring: Type.Object({ product }),
        response: {
          200: answer({
            added: Type.Integer(),
            known: Type.Integer(),
            refused: Type.Array(Type.String(), { description: 'lines that do not count, and why' }),
          }),
          404: Type.Ref('Problem'),
        },
      },
    },
    async ({ query, body, headers, principal }) => {
      const id = await productFor(database, query.product, principal);
      if (!(body instanceof Readable)) throw new Problem(422, 'the body is empty: send lines');
      const author = await authorOf(database, principal);
      const bringing = {
        principal,
        author,
        product: query.product,
        productId: id,
        nowMs: Date.now(),
      };
      const taken = new Taking(database, bringing);
      const encoding = headers['content-encoding'];
      const maxBytes = limits.maxReportBytes;
      const spooled = await spool(body, { folder, encoding, maxBytes });
      try {
        const input = Readable.from(spooled.read());
        for await (const text of createInterface({ input, crlfDelay: Infinity })) {
          await taken.take(text);
        }
        await taken.store();
      } finally {
        spooled.discard();
      }
      await noteAll(rollout, { id, name: query.product });
      const { added, count, refused } = taken;
      return { added, known: count - added, refused };
    },
  );
};

/** Known, or made by the first who reports something of it. */
async function productFor(
  database: Database,
  name: string,
  principal: Principal | undefined,
): Promise<number> {
  const id = await productIdOf(database, name);
  if (id !== undefined && reaches(principal, 'examine', id)) return id;
  if (id === undefined && reaches(principal, 'report', undefined)) {
    return addProduct(database, name);
  }
  throw new Problem(404, `product ${name}`);
}

/** Takes lines in and stores them, some at a time. */
class Taking {
  readonly refused: string[] = [];
  added = 0;
  count = 0;
  readonly #database: Database;
  readonly #bringing: Bringing;
  #batch: LogLine[] = [];
  #number = 0;

  constructor(database: Database, bringing: Bringing) {
    this.#database = database;
    this.#bringing = bringing;
  }

  async take(text: string): Promise<void> {
    this.#number += 1;
    if (text.trim() === '') return;
    const line = takenLine(text, this.#bringing);
    if (typeof line !== 'string') this.#batch.push(line);
    else if (this.refused.length < MAX_REFUSED) this.refused.push(`line ${this.#number}: ${line}`);
    if (this.#batch.length >= BATCH) await this.store();
  }

  async store(): Promise<void> {
    const lines = this.#batch;
    this.#batch = [];
    const { principal, product: name, productId } = this.#bringing;
    // What a build adds by itself is in the log; what people have said, or decided, is told besides.
    const said = lines.filter(({ kind }) => kind !== 'run' && kind !== 'policy').length;
    const added = await this.#database.transaction(async (transaction) => {
      const fresh = await appendLog(transaction, productId, lines);
      if (fresh > 0 && said > 0) {
        await appendAudit(transaction, {
          actor: principal?.name ?? '',
          action: 'log.append',
          subject: `log of ${name}`,
          detail: { added: fresh },
        });
      }
      return fresh;
    });
    this.added += added;
    this.count += lines.length;
  }
}

/**
 * Pages as one text each.
 *
 * @yields the text of a page
 */
async function* textOf(pages: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  for await (const lines of pages) yield lines.join('');
}
