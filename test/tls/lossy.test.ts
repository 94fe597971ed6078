import assert from 'node:assert/strict';
import test from 'node:test';
import { contradictions } from './contradictions.ts';
import { plainCredentials } from './credentials.ts';
import { startLossy } from './networks.ts';
import { factsOf, judge, observe } from './examining.ts';
import { lacksPrograms } from './programs.ts';
import { during, startNginx } from './servers.ts';

const RUNS = 20;
const SHARE = 0.1;

test(
  'with one connection in ten reset nothing is denied that is there, and no other grade is given',
  { skip: lacksPrograms('nginx') },
  async (context) => {
    const server = await during(
      context,
      startNginx({
        credentials: [plainCredentials('rsa'), plainCredentials('ecdsa')],
        lines: ['ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;', 'ssl_ciphers HIGH:@SECLEVEL=0;'],
      }),
    );
    const truth = await observe(context, server);
    const expected = factsOf(truth);
    const grade = (await judge(truth)).summary.grade.letter;
    for (let seed = 1; seed <= RUNS; seed += 1) {
      const network = await startLossy(server, SHARE, seed);
      const observation = await observe(context, network);
      await network.stop();
      assert.deepEqual(contradictions(factsOf(observation), expected), [], `seed ${seed}`);
      const given = (await judge(observation)).summary.grade.letter;
      assert.ok(given === grade || given === '?', `${seed}: grade ${given} instead of ${grade}`);
    }
  },
);
