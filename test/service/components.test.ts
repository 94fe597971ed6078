import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { judgeDueSboms } from '../../src/service/advisories/judge-sboms.ts';
import { lookUpPackages } from '../../src/service/advisories/look-up-packages.ts';
import { readLicences } from '../../src/service/advisories/read-licences.ts';
import { testService, type Answered, type TestService } from '../../src/service/tests/service.ts';
import { testDatabases } from '../../src/store/tests/databases.ts';
import { indexOf } from '../components/advisory-index.ts';

const never = new AbortController().signal;

interface Part {
  readonly name: string;
  readonly version?: string;
  readonly licence?: string;
}

/** CycloneDX. */
function bill(...parts: readonly Part[]): string {
  return JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: parts.map(({ name, version = '1.0.0', licence }) => ({
      type: 'library',
      name,
      version,
      purl: `pkg:npm/${name}@${version}`,
      ...(licence === undefined ? {} : { licenses: [{ expression: licence }] }),
    })),
  });
}

/** An advisory of npm, as OSV has it. */
function advisory(id: string, name: string, severity: string, aliases: readonly string[]): object {
  return {
    id,
    modified: '2026-05-01T00:00:00Z',
    summary: `${name} does what it should not`,
    aliases,
    affected: [
      {
        package: { ecosystem: 'npm', name },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
      },
    ],
    database_specific: { severity },
  };
}

function placesIn({ body }: Answered): readonly string[] {
  return body.components.map(
    (each: { product: string; subject: string; name: string; licence: string | null }) =>
      `${each.product}/${each.subject} ${each.name} ${each.licence}`,
  );
}

for (const kind of testDatabases()) {
  describe(`components on ${kind.name}`, () => {
    let service: TestService;
    let pulls = 0;
    before(async () => {
      service = await testService(kind);
    });
    beforeEach(async () => {
      await service.database.query(
        'truncate products, packages, advisory_states, licences, advisories cascade',
      );
      await service.database.query(`update package_look_up set digest = ''`);
    });
    after(() => service.stop());

    const send = async (product: string, subject: string, body: string): Promise<void> => {
      const { status } = await service.ask({
        method: 'POST',
        url: `/v1/sboms?product=${product}&subject=${subject}`,
        as: 'pipeline',
        body,
        headers: { 'content-type': 'application/json' },
      });
      assert.equal(status, 200);
    };
    const ask = (url: string, token?: string): Promise<Answered> =>
      service.ask(token === undefined ? { url, as: 'viewer' } : { url, token });
    /** Each later than the one before. */
    const judgedBy = async (records: readonly object[]): Promise<void> => {
      pulls += 1;
      const index = indexOf(
        { npm: records },
        new Date(Date.UTC(2026, 5, 1, 0, 0, pulls)).toISOString(),
      );
      await lookUpPackages(service.database, index, never);
      index.close();
      await judgeDueSboms(service.database, never);
    };
    const inForce = async (query = '', token?: string): Promise<readonly string[]> =>
      (await ask(`/v1/advisories/in-force${query}`, token)).body.advisories.map(
        (each: { id: string; products: number; packages: readonly string[] }) =>
          `${each.id} ${each.products} ${each.packages.join()}`,
      );

    describe('licences', () => {
      beforeEach(async () => {
        await send(
          'shop',
          'web',
          bill(
            { name: 'a', licence: 'MIT' },
            { name: 'b', licence: 'GPLv3' },
            { name: 'c', licence: 'MIT OR GPL-2.0-only' },
            { name: 'd' },
            { name: 'e', licence: 'LGPL-3.0-only' },
          ),
        );
        await send('shop', 'api', bill({ name: 'a', licence: 'MIT' }));
        await send('crm', 'web', bill({ name: 'f', licence: 'Some words of our own' }));
      });

      test('which products use GPL? by the licences that expressions name, and by no other', async () => {
        const found = await ask('/v1/components?licence=gpl');
        assert.deepEqual(placesIn(found), [
          'shop/web b GPL-3.0-only',
          'shop/web c MIT OR GPL-2.0-only',
        ]);
        assert.deepEqual(found.body.products, [{ product: 'shop', subjects: 1 }]);
        assert.deepEqual(placesIn(await ask('/v1/components?licence=AGPL')), []);
      });

      test('what is not stated, or is on no list, is told as such', async () => {
        const { body } = await ask('/v1/licences');
        assert.deepEqual(
          body.licences.map((each: { licence: string; known: boolean; components: number }) => [
            each.licence,
            each.known,
            each.components,
          ]),
          [
            ['NOASSERTION', false, 1],
            ['GPL-3.0-only', true, 1],
            ['LGPL-3.0-only', true, 1],
            ['MIT', true, 2],
            ['MIT OR GPL-2.0-only', true, 1],
            ['Some words of our own', false, 1],
          ],
        );
        assert.deepEqual(placesIn(await ask('/v1/components?licence=NOASSERTION')), [
          'shop/web d NOASSERTION',
        ]);
        assert.deepEqual(placesIn(await ask('/v1/components?licence=some%20words')), [
          'crm/web f Some words of our own',
        ]);
      });

      test('a name and a licence, and one product', async () => {
        assert.equal((await ask('/v1/components?name=f&licence=MIT')).status, 400);
        await send('crm', 'web', bill({ name: 'aa', licence: 'ISC' }));
        await send('crm', 'api', bill({ name: 'aa', licence: 'MIT' }));
        assert.deepEqual(placesIn(await ask('/v1/components?name=aa&licence=MIT')), [
          'crm/api aa MIT',
        ]);
        assert.deepEqual(placesIn(await ask('/v1/components?licence=MIT&product=crm')), [
          'crm/api aa MIT',
        ]);
        assert.deepEqual(placesIn(await ask('/v1/components?licence=MIT&product=none')), []);
        assert.equal((await ask('/v1/components?version=1.0')).status, 422);
        const { detail } = (await ask('/v1/components')).body;
        assert.match(detail, /^name: /u);
      });

      test('page after page without a gap, whatever is on the edges', async () => {
        for (let index = 0; index < 7; index += 1) {
          const parts = Array.from({ length: index }, (_, at) => ({
            name: `p${at}`,
            licence: at % 2 === 0 ? 'MIT' : 'ISC',
          }));
          await send(`many-${index}`, 's', bill(...parts, { name: 'x', licence: 'BSD-3-Clause' }));
        }
        const all = placesIn(await ask('/v1/components?licence=MIT'));
        assert.equal(all.length, 3 + 1 + 1 + 2 + 2 + 3 + 3);
        for (const limit of [1, 2, 3, 5]) {
          const seen: string[] = [];
          let cursor = '';
          do {
            const answer = await ask(
              `/v1/components?licence=MIT&limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`,
            );
            seen.push(...placesIn(answer));
            cursor = answer.body.next ?? '';
          } while (cursor !== '');
          assert.deepEqual(seen, all, `pages of ${limit}`);
        }
        const first = await ask('/v1/licences?limit=2');
        const second = await ask(`/v1/licences?limit=2&cursor=${first.body.next}`);
        const texts = [...first.body.licences, ...second.body.licences];
        assert.deepEqual(
          texts.map(({ licence }: { licence: string }) => licence),
          ['NOASSERTION', 'BSD-3-Clause', 'GPL-3.0-only', 'ISC'],
        );
      });

      test('who has one product sees the licences of that one', async () => {
        const token = await service.token('viewer', 'crm');
        const { body } = await ask('/v1/licences', token);
        assert.equal(body.licences.length, 1);
        assert.deepEqual(placesIn(await ask('/v1/components?licence=MIT', token)), []);
        assert.deepEqual(placesIn(await ask('/v1/components?licence=MIT&product=shop', token)), []);
        assert.deepEqual((await ask('/v1/licences?product=shop', token)).body.licences, []);
      });

      test('an SBOM is what was sent last; of what came before licences were read, they are read later', async () => {
        await send('crm', 'web', bill({ name: 'f', licence: 'ISC' }));
        assert.deepEqual(placesIn(await ask('/v1/components?licence=some')), []);
        const read = await ask('/v1/components?licence=MIT');
        await service.database.query('update sboms set has_licences = false');
        await service.database.query('update sbom_components set licence_id = null');
        await service.database.query('truncate sbom_licences');
        const none = await ask('/v1/licences');
        assert.deepEqual([none.body.licences, none.body.unread], [[], 3]);
        assert.equal((await ask('/v1/components?name=aa')).status, 200);
        assert.equal(await readLicences(service.database, never), 3);
        assert.deepEqual((await ask('/v1/components?licence=MIT')).body, read.body);
        assert.equal((await ask('/v1/licences')).body.unread, 0);
      });
    });

    describe('advisories in force', () => {
      beforeEach(async () => {
        await send('shop', 'web', bill({ name: 'left' }, { name: 'right', version: '1.9.0' }));
        await send('crm', 'web', bill({ name: 'left', version: '2.0.0' }, { name: 'right' }));
        await judgedBy([
          advisory('GHSA-left', 'left', 'HIGH', ['CVE-2026-1']),
          advisory('GHSA-right', 'right', 'CRITICAL', []),
          advisory('GHSA-other', 'other', 'CRITICAL', []),
        ]);
      });
      test('those that a component is affected by, the most urgent first', async () => {
        assert.deepEqual(await inForce(), ['GHSA-right 2 right', 'GHSA-left 1 left']);
        assert.deepEqual(await inForce('?severity=4'), ['GHSA-right 2 right']);
        assert.deepEqual(await inForce('?exploited=true'), []);
        assert.deepEqual(await inForce('?id=CVE-2026-1'), ['GHSA-left 1 left']);
        assert.deepEqual(await inForce('?product=crm'), ['GHSA-right 1 right']);
        await service.database.query(
          `update advisories set exploited_since = '2026-01-01' where id = 'GHSA-left'`,
        );
        assert.deepEqual(await inForce(), ['GHSA-left 1 left', 'GHSA-right 2 right']);
        assert.deepEqual(await inForce('?exploited=true'), ['GHSA-left 1 left']);
        const { body } = await ask('/v1/advisories/in-force?limit=1');
        assert.deepEqual(await inForce(`?limit=1&cursor=${body.next}`), ['GHSA-right 2 right']);
      });

      test('one of them by any of its ids, with every place and what mends it', async () => {
        const { body } = await ask('/v1/advisories/in-force/CVE-2026-1');
        assert.deepEqual(
          [body.id, body.aliases, body.severity, body.summary],
          ['GHSA-left', ['CVE-2026-1'], 3, 'left does what it should not'],
        );
        assert.deepEqual(body.places, [
          {
            product: 'shop',
            subject: 'web',
            ecosystem: 'npm',
            name: 'left',
            version: '1.0.0',
            fixedIn: ['2.0.0'],
          },
        ]);
        const first = await ask('/v1/advisories/in-force/GHSA-right?limit=1');
        const second = await ask(
          `/v1/advisories/in-force/GHSA-right?limit=1&cursor=${first.body.next}`,
        );
        assert.deepEqual(
          [...first.body.places, ...second.body.places].map(
            ({ product }: { product: string }) => product,
          ),
          ['crm', 'shop'],
        );
        assert.equal((await ask('/v1/advisories/in-force/GHSA-other')).status, 404);
      });

      test('what is withdrawn, mended or sent without it is in force no more', async () => {
        await judgedBy([advisory('GHSA-left', 'left', 'HIGH', ['CVE-2026-1'])]);
        assert.deepEqual(await inForce(), ['GHSA-left 1 left']);
        await send('shop', 'web', bill({ name: 'left', version: '2.0.0' }));
        await judgeDueSboms(service.database, never);
        assert.deepEqual(await inForce(), []);
      });

      test('who has one product sees what concerns it', async () => {
        const token = await service.token('viewer', 'crm');
        assert.deepEqual(await inForce('', token), ['GHSA-right 1 right']);
        assert.deepEqual(await inForce('?product=shop', token), []);
        const { status } = await ask('/v1/advisories/in-force/GHSA-left', token);
        assert.equal(status, 404);
        const { body } = await ask('/v1/advisories/in-force/GHSA-right', token);
        assert.deepEqual(
          body.places.map(({ product }: { product: string }) => product),
          ['crm'],
        );
      });
    });
  });
}
