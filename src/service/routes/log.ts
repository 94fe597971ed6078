import { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { Type } from 'typebox';
import { readLine } from '../../rollout/log/read-line.ts';
import { lineOf } from '../../rollout/log/write-entry.ts';
import { appendLog, readLogOf, type LogLine } from '../../store/log.ts';
import { productIdOf } from '../../store/products.ts';
import { reaches, type Permission, type Principal } from '../access.ts';
import { answer } from '../answer.ts';
import { asStream } from '../as-stream.ts';
import type { Routes } from '../context.ts';
import { Problem } from '../problem.ts';

const query = Type.Object({ product: Type.String({ minLength: 1, maxLength: 200 }) });
/** Of one line, as in the files of the log. */
const MAX_LINE_CHARACTERS = 4 * 2 ** 20;
const BATCH = 500;

/** The rollout log: what evidence is made from, in the lines of its files. */
export const logRoutes: Routes = (app, { database, limits }) => {
  const productOf = async (
    name: string,
    principal: Principal | undefined,
    permission: Permission,
  ): Promise<number> => {
    const id = await productIdOf(database, name);
    if (id === undefined || !reaches(principal, permission, id)) {
      throw new Problem(404, `product ${name}`);
    }
    return id;
  };
  app.get(
    '/v1/log',
    {
      config: { permission: 'read' },
      schema: {
        summary: 'The rollout log of a product in order of time, one entry a line',
        description: 'Written into `.lockstep/log` it is evidence for the command line.',
        tags: ['Log'],
        querystring: query,
        produces: ['application/x-ndjson'],
      },
    },
    async ({ query: { product }, principal }, reply) => {
      const id = await productOf(product, principal, 'read');
      return reply
        .type('application/x-ndjson')
        .send(Readable.from(textOf(readLogOf(database, id))));
    },
  );
  asStream(app);
  app.post(
    '/v1/log',
    {
      bodyLimit: limits.maxReportBytes,
      config: { permission: 'report' },
      schema: {
        summary: 'Add entries of files of the log; those that are there already are left alone',
        tags: ['Log'],
        querystring: query,
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
    async ({ query: { product }, body, principal }) => {
      const id = await productOf(product, principal, 'report');
      if (!(body instanceof Readable)) throw new Problem(422, 'the body is empty: send lines');
      const refused: string[] = [];
      let [added, count, batch]: [number, number, LogLine[]] = [0, 0, []];
      const store = async (): Promise<void> => {
        added += await appendLog(database, id, batch);
        count += batch.length;
        batch = [];
      };
      let number = 0;
      for await (const text of createInterface({ input: body, crlfDelay: Infinity })) {
        number += 1;
        if (text.trim() === '') continue;
        const read = entryOf(text, product);
        if (typeof read === 'string') note(refused, `line ${number}: ${read}`);
        else batch.push(read);
        if (batch.length >= BATCH) await store();
      }
      await store();
      return { added, known: count - added, refused };
    },
  );
};

const MAX_REFUSED = 100;
function note(list: string[], text: string): void {
  if (list.length < MAX_REFUSED) list.push(text);
}

/** An entry that nobody changed since it was written; else why it does not count. */
function entryOf(text: string, product: string): LogLine | string {
  if (text.length > MAX_LINE_CHARACTERS) return 'longer than 4 MiB';
  const read = readLine(text, false);
  if ('what' in read) return read.what;
  const { entry } = read;
  if (entry.product !== product) return 'of another product';
  const { id, kind, at } = entry;
  const fingerprint = entry.kind === 'verdict' ? entry.fingerprint : '';
  return { id, kind, at, fingerprint, line: lineOf(entry) };
}

/**
 * Pages as one text each.
 *
 * @yields the text of a page
 */
async function* textOf(pages: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  for await (const lines of pages) yield lines.join('');
}
