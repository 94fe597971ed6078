import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseArguments } from '../../src/cli/args.ts';
import { allCommands } from '../../src/cli/commands.ts';
import { dockerfile } from './dockerfile.ts';
import {
  documentsOf,
  knownEnvironment,
  kubernetesManifests,
  literals,
  podOf,
  type Part,
} from './manifests.ts';

/** How the program is called somewhere, and with which environment. */
interface Call {
  readonly where: string;
  /** `serve --host 0.0.0.0`. */
  readonly words: readonly string[];
  readonly environment: readonly string[];
}

const PROGRAM = /(?:^|\s)lockstep (?<words>[a-z][^\n"]{0,200})/gmu;
function kubernetesCalls(): readonly Call[] {
  return kubernetesManifests().flatMap((manifest) => {
    const pod = podOf(manifest);
    const containers: readonly Part[] = pod
      ? [...(pod.spec.initContainers ?? []), ...pod.spec.containers]
      : [];
    return containers.map(({ name, command, args, env = [] }) => ({
      where: `${manifest.file}: ${name}`,
      words: command === undefined ? args : inShell(args.join('\n')),
      environment: env.map((each: Part) => String(each.name)),
    }));
  });
}

function composeCalls(): readonly Call[] {
  const [compose] = documentsOf('deploy/compose.yaml');
  const services: readonly (readonly [string, Part])[] = Object.entries(compose?.content.services);
  return services
    .filter(([, { image }]) => image.startsWith('lockstep:'))
    .map(([name, { entrypoint, command, environment }]) => ({
      where: `compose.yaml: ${name}`,
      words: entrypoint === undefined ? command : inShell(command.join('\n')),
      environment: Object.keys(environment),
    }));
}

/** The first call of the program in a script. */
function inShell(script: string): readonly string[] {
  const [match] = script.matchAll(PROGRAM);
  return match?.groups?.['words']?.trim().split(/\s+/u) ?? [];
}

const commands = await allCommands();
const image = dockerfile();
const calls: readonly Call[] = [
  ...kubernetesCalls(),
  ...composeCalls(),
  { where: 'Dockerfile', words: image.command, environment: Object.keys(image.environment) },
];

for (const { where, words, environment } of calls) {
  test(`${where} calls Lockstep as it is`, () => {
    const command = commands.find(({ name }) => name === words[0]);
    assert.ok(command !== undefined, words.join(' '));
    const { name, flags, maxOperands } = command;
    // Throws for a flag that is not one of its own.
    parseArguments(name, words.slice(1), flags, maxOperands);
    const known = knownEnvironment();
    for (const variable of environment) {
      assert.ok(known.has(variable) || ['HOME', 'NODE_ENV'].includes(variable), variable);
    }
  });
}

test('settings of the kustomizations are ones that the program asks for', () => {
  const known = knownEnvironment();
  for (const name of literals().map((literal) => literal.split('=', 1)[0] ?? '')) {
    assert.ok(known.has(name), name);
  }
  assert.ok(!known.has('DATABASE_PASSWORD_FILLE'));
});

test('commands of the README are ones that the program has', () => {
  const text = readFileSync('deploy/README.md', 'utf8');
  const words = [...text.matchAll(/(?:^|`|npx )lockstep (?<word>[a-z]{1,20})/gmu)].map(
    ({ groups }) => groups?.['word'],
  );
  assert.ok(words.length > 1);
  const unknown = words.filter((word) => commands.every(({ name }) => name !== word));
  assert.deepEqual(unknown, []);
});
