import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LockstepError } from '../model/error.ts';
import type { Policy } from '../model/policy.ts';
import type { StoredAgreement } from './agreement.ts';
import {
  followAgreements,
  missingParties,
  type AgreementChain,
  type Signer,
} from './agreement-chain.ts';
import { defaultPolicy } from './default-policy.ts';

const ann: Signer = { party: 'development', principal: 'ann', key: 'K1' };
const sam: Signer = { party: 'security', principal: 'sam', key: 'K2' };
const policies: Readonly<Record<string, Policy>> = Object.fromEntries(
  (['all', 'new'] as const).map((blocks) => [
    blocks,
    {
      ...defaultPolicy,
      blocks,
      parties: { development: ['ann', 'eve'], security: ['sam', 'eve'] },
    },
  ]),
);

/** An agreement on `block-on: all` (the stricter) or `new`, whose digest is its name. */
function agreement(
  name: string,
  previous: readonly string[],
  blocks: 'all' | 'new',
): StoredAgreement {
  return {
    digest: name,
    statement: {
      format: 'lockstep-agreement/1',
      product: '',
      policy: '',
      signers: '',
      previous,
      at: '2026-06-01T00:00:00Z',
    },
    statementText: '',
    policyText: blocks,
    signersText: '',
    signatures: [],
  };
}

async function follow(
  all: readonly StoredAgreement[],
  signed: Readonly<Record<string, readonly Signer[]>>,
): Promise<AgreementChain> {
  return followAgreements(all, {
    ruleIds: [],
    policyOf: ({ policyText }) => Promise.resolve(policies[policyText] ?? defaultPolicy),
    signersOf: ({ digest }) => Promise.resolve(signed[digest] ?? []),
  });
}

const names = ({ agreed }: AgreementChain): readonly string[] =>
  agreed.map(({ agreement: { digest } }) => digest);

test('two people with two keys, one of each party, are what both parties need', () => {
  const cases: readonly (readonly [readonly Signer[], readonly string[]])[] = [
    [[], ['development', 'security']],
    [[ann], ['security']],
    [[sam], ['development']],
    [[ann, sam], []],
    [[ann, { ...sam, principal: 'ann' }], ['security']],
    [[ann, { ...sam, key: 'K1' }], ['security']],
    [[ann, { ...ann, principal: 'eve', key: 'K3' }], ['security']],
    [[ann, { ...sam, key: 'K1' }, sam], []],
  ];
  for (const [signers, missing] of cases) {
    assert.deepEqual(missingParties(signers, 'both'), missing, JSON.stringify(signers));
  }
});

test('whoever is in no party counts for none', async () => {
  const mallory: Signer = { party: 'security', principal: 'mallory', key: 'K9' };
  const chain = await follow([agreement('a', [], 'all')], { a: [ann, mallory] });
  assert.deepEqual(names(chain), []);
  assert.deepEqual(chain.pending[0]?.missing, ['security']);
});

test('what loosens stays pending on one side, and what tightens needs one to be what the next is compared with', async () => {
  const first = agreement('a', [], 'all');
  const both = [ann, sam];
  const loosened = [first, agreement('b', ['a'], 'new')];
  assert.deepEqual(names(await follow(loosened, { a: both, b: [ann] })), ['a']);
  assert.deepEqual(names(await follow(loosened, { a: both, b: both })), ['a', 'b']);
  const tightened = [agreement('a', [], 'new'), agreement('b', ['a'], 'all')];
  assert.deepEqual(names(await follow(tightened, { a: both, b: [] })), ['a']);
  assert.deepEqual(names(await follow(tightened, { a: both, b: [sam] })), ['a', 'b']);
});

test('one signature cannot put out of force what both parties agreed on', async () => {
  const both = [ann, sam];
  const first = agreement('a', [], 'new');
  const cases: readonly (readonly [
    readonly StoredAgreement[],
    Readonly<Record<string, readonly Signer[]>>,
    readonly string[],
  ])[] = [
    // A second one that follows the same, on purpose or from another branch.
    [
      [agreement('b', ['a'], 'new'), agreement('c', ['a'], 'all')],
      { b: both, c: [ann] },
      ['a', 'b'],
    ],
    // One that claims to join both, and is laxer than what it joins.
    [
      [agreement('b', ['a'], 'all'), agreement('c', ['a', 'b'], 'new')],
      { b: both, c: [ann] },
      ['a', 'b'],
    ],
    // What both agreed on further up stands on what one tightened.
    [
      [agreement('b', ['a'], 'all'), agreement('c', ['b'], 'new'), agreement('d', ['a'], 'all')],
      { b: [ann], c: both, d: [ann] },
      ['a', 'b', 'c'],
    ],
    // Of two that one signed neither holds, and who joins them needs both.
    [
      [agreement('b', ['a'], 'all'), agreement('c', ['a', 'b'], 'all')],
      { b: [ann], c: [ann] },
      ['a'],
    ],
  ];
  for (const [more, signed, expected] of cases) {
    const chain = await follow([first, ...more], { a: both, ...signed });
    assert.deepEqual(names(chain), expected, JSON.stringify(signed));
  }
});

test('a key that was dropped cannot join what dropped it with something else', async () => {
  const first = agreement('a', [], 'all');
  const dropping = { ...agreement('b', ['a'], 'all'), signersText: 'without ann' };
  const joining = agreement('c', ['a', 'b'], 'new');
  const chain = await followAgreements([first, dropping, joining], {
    ruleIds: [],
    policyOf: ({ policyText }) => Promise.resolve(policies[policyText] ?? defaultPolicy),
    signersOf: (_, signersText) => Promise.resolve(signersText === '' ? [ann, sam] : [sam]),
  });
  assert.deepEqual(names(chain), ['a']);
  assert.match(chain.problems.join(), /neither is in force/u);
});

test('the chain is the same in whatever order its folders are read, and each link follows the one before', async () => {
  const both = [ann, sam];
  const node = fc.record({
    previous: fc.subarray(['a', 'b', 'c', 'd', 'e']),
    blocks: fc.constantFrom('all' as const, 'new' as const),
    signers: fc.constantFrom<(readonly Signer[])[]>([], [ann], [sam], both, both),
  });
  const graph = fc.array(node, { minLength: 1, maxLength: 5 }).map((nodes) => {
    const all = nodes.map(({ previous, blocks }, index) =>
      // A statement can only name digests that were there before it.
      agreement(
        'abcde'[index] ?? '',
        previous.filter((name) => name < ('abcde'[index] ?? '')),
        blocks,
      ),
    );
    const signed = Object.fromEntries(
      nodes.map(({ signers }, index) => ['abcde'[index] ?? '', signers]),
    );
    return { all, signed };
  });
  await fc.assert(
    fc.asyncProperty(graph, async ({ all, signed }) => {
      const chain = await follow(all, signed);
      assert.deepEqual(names(await follow(all.toReversed(), signed)), names(chain));
      for (const [index, { agreement: each, changes }] of chain.agreed.entries()) {
        const before = chain.agreed[index - 1]?.agreement.digest;
        if (before === undefined) assert.deepEqual(each.statement.previous, []);
        else assert.ok(each.statement.previous.includes(before));
        const isLoose =
          before === undefined || changes.some(({ direction }) => direction !== 'tighter');
        assert.ok((signed[each.digest] ?? []).length >= (isLoose ? 2 : 1));
      }
    }),
    { seed: 20_261_125, numRuns: 500 },
  );
});

test('a policy that cannot be read is passed over unless both parties signed it', async () => {
  const all = [agreement('a', [], 'all'), agreement('b', ['a'], 'new')];
  const means = (signers: readonly Signer[]): Parameters<typeof followAgreements>[1] => ({
    ruleIds: [],
    policyOf: ({ digest, policyText }) =>
      Promise.resolve(
        digest === 'b'
          ? new LockstepError('policy', 'newer')
          : (policies[policyText] ?? defaultPolicy),
      ),
    signersOf: ({ digest }) => Promise.resolve(digest === 'b' ? signers : [ann, sam]),
  });
  const { agreed, problems } = await followAgreements(all, means([ann]));
  assert.equal(agreed.length, 1);
  assert.match(problems.join(), /does not count: newer/u);
  await assert.rejects(followAgreements(all, means([ann, sam])), /newer/u);
});
