import { flows, members } from '../entries.ts';
import type { Model, ModelPack } from '../model.ts';

const GUESSED: Model = { flows: [], source: { kind: 'random', what: 'predictable random number' } };
const STRONG: Model = { flows: [] };
const NUMBERS =
  'random() randint() randrange() uniform() getrandbits() randbytes() gauss() normalvariate() triangular() betavariate() expovariate()';

/** Random numbers: whoever sees some of `random` knows the next. Where they end up matters. */
export const random: ModelPack = {
  id: 'python-random',
  languages: ['python'],
  about: 'random, secrets, uuid, numpy.random: https://docs.python.org/3/library/random.html',
  paths: {
    ...members('random', NUMBERS, GUESSED),
    ...members('random', 'choice() choices() sample()', GUESSED),
    ...members('random', 'shuffle() seed()', flows('')),
    'random.Random()': { type: 'random.Random', flows: [] },
    ...members('random.Random', `${NUMBERS} choice() choices() sample()`, GUESSED),
    'random.SystemRandom()': { type: 'random.SystemRandom', flows: [] },
    ...members('random.SystemRandom', `${NUMBERS} choice() choices() sample()`, STRONG),
    ...members(
      'secrets',
      'token_bytes() token_hex() token_urlsafe() randbelow() randbits() choice()',
      STRONG,
    ),
    'secrets.SystemRandom()': { type: 'random.SystemRandom', flows: [] },
    ...members('numpy.random', 'rand() randn() randint() random() choice() bytes()', GUESSED),
    'uuid.uuid1()': { flows: [], source: { kind: 'random', what: 'identifier made of the time' } },
    'uuid.uuid4()': { flows: [], type: 'uuid.UUID' },
    ...members('time', 'time() time_ns() monotonic() perf_counter()', STRONG),
  },
};
