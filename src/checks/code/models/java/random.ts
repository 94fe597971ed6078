import { flows, members, owners } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';

const GUESSED: Model = { flows: [], source: { kind: 'random', what: 'predictable random number' } };
const NEXT =
  'nextInt() nextLong() nextDouble() nextFloat() nextGaussian() nextBoolean() ints() longs()';
const WEAK = [
  'java.util.Random',
  'java.util.SplittableRandom',
  'java.util.concurrent.ThreadLocalRandom',
];
const STRONG = 'java.security.SecureRandom';

/** Random numbers: whoever sees some of `Random` knows the next. Where they end up matters. */
export const random: ModelPack = {
  id: 'java-random',
  languages: ['java'],
  about:
    'java.util.Random, Math.random, SecureRandom, commons-lang, commons-math: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Random.html',
  extends: { [STRONG]: ['java.util.Random'] },
  paths: {
    'java.util.Random()': { type: 'java.util.Random', flows: [] },
    ...owners(WEAK, NEXT, GUESSED),
    ...owners(WEAK, 'nextBytes()', {
      flows: [['source', '0']],
      source: { kind: 'random', what: 'predictable random bytes' },
    }),
    'java.util.concurrent.ThreadLocalRandom.current()': {
      type: 'java.util.concurrent.ThreadLocalRandom',
      flows: [],
    },
    'java.lang.Math.random()': GUESSED,
    'java.lang.StrictMath.random()': GUESSED,
    [`${STRONG}()`]: {
      type: STRONG,
      flows: [],
      misuses: [
        {
          rule: 'predictable-random',
          shows: 'the seed is a constant',
          when: [{ at: '0', matches: '' }],
        },
      ],
    },
    ...members(STRONG, 'getInstance() getInstanceStrong()', { type: STRONG, flows: [] }),
    ...members(STRONG, `${NEXT} nextBytes() generateSeed()`, flows('')),
    [`${STRONG}.setSeed()`]: {
      flows: [],
      misuses: [
        {
          rule: 'predictable-random',
          shows: 'the seed is a constant',
          when: [{ at: '0', matches: '' }],
          confidence: 'medium',
        },
      ],
    },
    ...owners(
      ['org.apache.commons.lang3.RandomStringUtils', 'org.apache.commons.lang.RandomStringUtils'],
      'random() randomAlphabetic() randomAlphanumeric() randomNumeric() randomAscii()',
      GUESSED,
    ),
    ...members('org.apache.commons.lang3.RandomStringUtils', 'secure() secureStrong()', {
      type: 'org.apache.commons.lang3.SecureStrings',
      flows: [],
    }),
    ...owners(
      ['org.apache.commons.lang3.RandomUtils', 'org.apache.commons.lang.math.RandomUtils'],
      'nextInt() nextLong() nextDouble() nextBytes()',
      GUESSED,
    ),
    ...members('org.apache.commons.math3.random.MersenneTwister', NEXT, GUESSED),
  },
};
