import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import { readHeld } from '../../src/advisories/held.ts';
import { openAdvisories } from '../../src/advisories/open-advisories.ts';
import { pullAdvisories, type PulledPart, type PullRequest } from '../../src/advisories/pull.ts';
import { archiveOf, osvServer, publish, recordOf, type OsvServer } from './osv-server.ts';

const day = new Date('2026-06-01T00:00:00Z');
const many = Array.from({ length: 300 }, (_, at) => recordOf(`A-${at}`, `name-${at}`));
const later = { modified: '2026-02-02T00:00:00Z' };

const nothing = (): void => undefined;

interface Machine {
  readonly folder: string;
  /** Pauses that were made, in milliseconds. */
  readonly pauses: number[];
  pull(more?: Partial<PullRequest>): Promise<PulledPart>;
  ids(name: string): readonly string[];
}

function machine(url: string): Machine {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-pull-'));
  const pauses: number[] = [];
  const shared = {
    folder,
    ecosystems: ['npm'],
    base: new URL(url),
    kev: undefined,
    epss: undefined,
  };
  return {
    folder,
    pauses,
    async pull(more = {}) {
      const [part] = await pullAdvisories({
        ...shared,
        full: false,
        now: day,
        signal: new AbortController().signal,
        allowHttp: false,
        wait: async (ms) => void pauses.push(ms),
        onBytes: nothing,
        onWait: nothing,
        onPart: nothing,
        ...more,
      });
      assert.ok(part);
      return part;
    },
    ids(name) {
      const data = openAdvisories(folder);
      try {
        return (data?.matches('npm', name) ?? []).map(({ id }) => id);
      } finally {
        data?.close();
      }
    },
  };
}

async function exported(context: TestContext): Promise<{ osv: OsvServer; here: Machine }> {
  const osv = await osvServer(context);
  publish(osv.files, many);
  const here = machine(osv.url);
  const first = await here.pull();
  assert.deepEqual([first.how, first.records, first.detail], ['whole', 300, '']);
  osv.asked.length = 0;
  return { osv, here };
}

/** Only the list and the records change, as between two archives. */
function changeTo(osv: OsvServer, records: Parameters<typeof publish>[1]): void {
  publish(osv.files, records, ['list', 'records']);
}

describe('a pull of advisories', () => {
  it('fetches the archive once, then the list only', async (context) => {
    const { osv, here } = await exported(context);
    const [npm] = readHeld(here.folder)?.ecosystems ?? [];
    assert.equal(npm?.newest, '2026-01-01T00:00:00.000Z');
    const again = await here.pull({ now: new Date('2026-06-02T00:00:00Z') });
    assert.deepEqual([again.how, osv.asked], ['unchanged', ['npm/modified_id.csv']]);
    assert.equal(readHeld(here.folder)?.ecosystems[0]?.pulled, '2026-06-02T00:00:00.000Z');
    assert.deepEqual(here.ids('name-7'), ['A-7']);
  });

  it('fetches what changed, what is new, and believes a withdrawal', async (context) => {
    const { osv, here } = await exported(context);
    changeTo(osv, [
      recordOf('A-0', 'moved', later),
      recordOf('A-1', 'name-1', { ...later, withdrawn: '2026-02-02T00:00:00Z' }),
      ...many.slice(2),
      recordOf('B-1', 'name-5', later),
    ]);
    const part = await here.pull();
    assert.deepEqual([part.how, part.fetched, part.records], ['changes', 3, 301]);
    assert.equal(osv.asked.length, 4);
    assert.deepEqual([here.ids('name-0'), here.ids('moved')], [[], ['A-0']]);
    assert.deepEqual(here.ids('name-5'), ['A-5', 'B-1']);
    const data = openAdvisories(here.folder);
    assert.equal(data?.matches('npm', 'name-1')[0]?.withdrawn, '2026-02-02T00:00:00.000Z');
    data?.close();
    assert.equal((await here.pull()).how, 'unchanged');
  });

  it('adds one change to another, and joins them with the base when they are many', async (context) => {
    const { osv, here } = await exported(context);
    let records = many;
    const step = async (from: number, to: number): Promise<void> => {
      records = records.map((each, at) =>
        at >= from && at < to ? recordOf(each.id, `second-${at}`, later) : each,
      );
      changeTo(osv, records);
      assert.equal((await here.pull()).how, 'changes');
    };
    await step(0, 5);
    await step(5, 100);
    assert.ok(readHeld(here.folder)?.ecosystems[0]?.delta);
    await step(100, 190);
    await step(190, 250);
    assert.equal(readHeld(here.folder)?.ecosystems[0]?.delta, undefined);
    for (const at of [0, 5, 99, 100, 249]) {
      assert.deepEqual([here.ids(`name-${at}`), here.ids(`second-${at}`)], [[], [`A-${at}`]]);
    }
    assert.deepEqual(here.ids('name-299'), ['A-299']);
    const files = readdirSync(here.folder).filter((name) => name.endsWith('.idx'));
    assert.equal(files.length, 1);
  });

  it('lets a record go when its file is gone too, and not before', async (context) => {
    const { osv, here } = await exported(context);
    changeTo(osv, many.slice(2));
    osv.files.delete('npm/A-0.json');
    const part = await here.pull();
    assert.deepEqual([part.how, part.records], ['changes', 299]);
    assert.deepEqual([here.ids('name-0'), here.ids('name-1')], [[], ['A-1']]);
    publish(osv.files, many);
    await here.pull();
    assert.deepEqual(here.ids('name-0'), ['A-0']);
  });

  it('fetches the archive where much changed', async (context) => {
    const { osv, here } = await exported(context);
    publish(
      osv.files,
      many.map(({ id }, at) => recordOf(id, `new-${at}`, later)),
    );
    const part = await here.pull();
    assert.deepEqual([part.how, osv.asked], ['whole', ['npm/modified_id.csv', 'npm/all.zip']]);
    assert.deepEqual(here.ids('new-3'), ['A-3']);
  });

  it('compares dates with dates: one of the future hides no later change', async (context) => {
    const osv = await osvServer(context);
    const future = recordOf('A-0', 'name-0', { modified: '2031-01-01T00:00:00Z' });
    publish(osv.files, [future, ...many.slice(1)]);
    const here = machine(osv.url);
    await here.pull();
    assert.equal(readHeld(here.folder)?.ecosystems[0]?.newest, '2026-01-01T00:00:00.000Z');
    changeTo(osv, [future, recordOf('A-1', 'changed', later), ...many.slice(2)]);
    // The clock of this machine was put back by years.
    await here.pull({ now: new Date('2020-01-01T00:00:00Z') });
    assert.deepEqual(here.ids('changed'), ['A-1']);
  });

  it('works without a list, and with a folder in place of a server', async (context) => {
    const osv = await osvServer(context);
    publish(osv.files, many, ['archive']);
    const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-mirror-'));
    mkdirSync(path.join(folder, 'npm'));
    writeFileSync(path.join(folder, 'npm', 'all.zip'), osv.files.get('npm/all.zip') ?? '');
    const here = machine(`${pathToFileURL(folder).href}/`);
    assert.equal((await here.pull()).how, 'whole');
    assert.deepEqual(here.ids('name-299'), ['A-299']);
    assert.equal((await here.pull()).how, 'whole');
  });

  it('waits as long as a busy server asks for, but no longer than a minute', async (context) => {
    const { osv, here } = await exported(context);
    let refusals = 0;
    osv.answer = (_, __, response) => {
      refusals += 1;
      if (refusals > 3) return false;
      const status = refusals === 3 ? 503 : 429;
      response.writeHead(status, { 'retry-after': ['2', '86400', 'soon'][refusals - 1] }).end();
      return true;
    };
    assert.equal((await here.pull()).how, 'unchanged');
    assert.deepEqual(here.pauses, [2000, 60_000, 2000]);
  });

  it('follows redirects, also to another server, but not without end', async (context) => {
    const { osv, here } = await exported(context);
    const other = await osvServer(context);
    publish(other.files, [recordOf('A-0', 'elsewhere', later), ...many.slice(1)]);
    osv.answer = (asked, _, response) => {
      response.writeHead(302, { location: `${other.url}${asked}` }).end();
      return true;
    };
    assert.equal((await here.pull()).how, 'changes');
    assert.deepEqual(here.ids('elsewhere'), ['A-0']);
    osv.answer = (asked, _, response) => {
      response.writeHead(302, { location: `/${asked}` }).end();
      return true;
    };
    assert.match((await here.pull()).detail, /more than 5 redirects/u);
    osv.answer = (_, __, response) => {
      response.writeHead(301, { location: 'file:///etc/hostname' }).end();
      return true;
    };
    assert.equal((await here.pull()).how, 'failed');
    osv.answer = (_, __, response) => {
      response.writeHead(301, { location: 'http://mirror.example/' }).end();
      return true;
    };
    assert.match((await here.pull()).detail, /not allowed/u);
  });

  it('asks no other machine by http, and no URL with credentials', async () => {
    assert.match((await machine('http://mirror.example/').pull()).detail, /could be changed/u);
    assert.match((await machine('https://a:b@mirror.example/').pull()).detail, /credentials/u);
    assert.match((await machine('ftp://mirror.example/').pull()).detail, /not a way/u);
  });

  it('keeps what it has when one of several ecosystems fails', async (context) => {
    const { osv, here } = await exported(context);
    changeTo(osv, [recordOf('A-0', 'moved', later), ...many.slice(1)]);
    const parts: PulledPart[] = [];
    await here.pull({ ecosystems: ['PyPI', 'npm'], onPart: (part) => void parts.push(part) });
    assert.deepEqual(
      parts.map(({ name, how }) => [name, how]),
      [
        ['PyPI', 'failed'],
        ['npm', 'changes'],
      ],
    );
    assert.match(parts[0]?.detail ?? '', /no such file/u);
  });
});

/** What a server may send in place of the archive. */
const local = (name: string, at: number) => (bytes: Uint8Array) => {
  const changed = Buffer.from(bytes);
  changed[changed.indexOf(name) + at] = 0xff;
  return changed;
};
const archives: readonly (readonly [string, (bytes: Uint8Array) => Uint8Array, RegExp])[] = [
  ['cut off', (bytes) => bytes.subarray(0, -40), /no zip archive|cut off/u],
  ['a page of a proxy', () => strToU8('<html>please log in</html>'), /no zip archive/u],
  ['empty', () => new Uint8Array(), /no zip archive/u],
  ['an archive without records', () => zipSync({ 'readme.txt': strToU8('no') }), /no advisory/u],
  ['with a changed byte', local('A-7.json', 30), /checksum|damaged/u],
  [
    'of other records',
    () =>
      zipSync(
        Object.fromEntries(
          Array.from({ length: 400 }, (_, at) => [`X-${at}.json`, strToU8('{"id": 7}')]),
        ),
      ),
    /no advisory/u,
  ],
  ['that lost most records', () => archiveOf(many.slice(0, 100)), /held 300 before/u],
  [
    'a bomb',
    () => zipSync({ 'A-1.json': new Uint8Array(60 * 2 ** 20) }, { level: 9 }),
    /unpacks to more/u,
  ],
];

describe('an archive that is not what it should be', () => {
  for (const [what, change, said] of archives) {
    it(`is refused when it is ${what}, and the old index stays`, async (context) => {
      const { osv, here } = await exported(context);
      osv.files.delete('npm/modified_id.csv');
      osv.files.set('npm/all.zip', change(osv.files.get('npm/all.zip') ?? new Uint8Array()));
      const before = readFileSync(path.join(here.folder, 'current.json'), 'utf8');
      const part = await here.pull();
      assert.equal(part.how, 'failed');
      assert.match(part.detail, said);
      assert.equal(readFileSync(path.join(here.folder, 'current.json'), 'utf8'), before);
      assert.deepEqual(here.ids('name-7'), ['A-7']);
      assert.deepEqual(
        readdirSync(here.folder).filter((name) => name.startsWith('.staged')),
        [],
      );
    });
  }

  it('writes nowhere, whatever the names in it are', async (context) => {
    const osv = await osvServer(context);
    const record = strToU8(JSON.stringify(recordOf('A-1', 'a')));
    const names = ['../../escaped.json', '/tmp/escaped.json', 'C:\\escaped.json', 'a\u0000b.json'];
    const files = Object.fromEntries(names.map((name) => [name, record]));
    osv.files.set('npm/all.zip', zipSync({ ...files, 'A-1.json': record }));
    osv.files.set('npm/modified_id.csv', strToU8('2026-01-01T00:00:00Z,A-1\n'));
    const here = machine(osv.url);
    const part = await here.pull({ full: true });
    assert.equal(part.how, 'failed');
    assert.match(part.detail, /not in OSV's format/u);
    assert.deepEqual(readdirSync(here.folder), []);
  });

  it('is fetched again when the connection breaks, and given up after four attempts', async (context) => {
    const { osv, here } = await exported(context);
    osv.files.delete('npm/modified_id.csv');
    let breaks = 1;
    osv.answer = (asked, _, response) => {
      if (!asked.endsWith('all.zip') || breaks === 0) return false;
      breaks -= 1;
      const bytes = osv.files.get(asked) ?? new Uint8Array();
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 1000), () => response.destroy());
      return true;
    };
    assert.equal((await here.pull()).how, 'whole');
    breaks = 100;
    const part = await here.pull();
    assert.match(part.detail, /cut off.*4 attempts/u);
    assert.deepEqual(here.ids('name-7'), ['A-7']);
  });

  it('has skipped records counted, and asks for none of them again', async (context) => {
    const osv = await osvServer(context);
    const broken = {
      ...recordOf('A-299', 'x'),
      affected: [{ package: { ecosystem: 'npm', name: 'a\u0001' } }],
    };
    publish(osv.files, [...many.slice(0, 299), broken]);
    const here = machine(osv.url);
    const first = await here.pull();
    assert.equal(first.skipped, 1);
    assert.equal((await here.pull()).how, 'unchanged');
  });
});

describe('a list that is not what it should be', () => {
  const lists: readonly (readonly [string, string])[] = [
    ['a page of a proxy', '<html>please log in</html>'],
    ['with paths for ids', '2026-01-01T00:00:00Z,../../etc/passwd\n'],
    ['one line without end', 'x'.repeat(100_000)],
  ];
  for (const [what, text] of lists) {
    it(`is refused when it is ${what}`, async (context) => {
      const { osv, here } = await exported(context);
      osv.files.set('npm/modified_id.csv', strToU8(text));
      assert.match((await here.pull()).detail, /no list of dates/u);
      assert.deepEqual(here.ids('name-7'), ['A-7']);
    });
  }

  it('takes nothing away when it was cut off without a sign', async (context) => {
    const { osv, here } = await exported(context);
    const list = many.slice(0, 290).map(({ modified, id }) => `${modified},${id}\n`);
    osv.files.set('npm/modified_id.csv', strToU8(list.join('')));
    await here.pull();
    assert.deepEqual(here.ids('name-295'), ['A-295']);
    osv.files.set('npm/modified_id.csv', new Uint8Array());
    await here.pull();
    assert.deepEqual(here.ids('name-295'), ['A-295']);
  });
});
