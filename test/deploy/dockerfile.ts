import { readFileSync } from 'node:fs';

/** A step of a Dockerfile: `RUN`, and what follows with its lines joined. */
export interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** What deploy/Dockerfile says, by stages; the last one is the image. */
export interface Dockerfile {
  readonly text: string;
  readonly stages: readonly (readonly Instruction[])[];
  readonly environment: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
  readonly user: string;
}

/** Reads it; every instruction stands at the beginning of a line, and goes on after a backslash. */
export function dockerfile(): Dockerfile {
  const text = readFileSync('deploy/Dockerfile', 'utf8');
  const instructions = text
    .replaceAll(/^#.*\n/gmu, '')
    .replaceAll(/\\\n\s*/gu, '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', ...rest] = line.split(' ');
      return { name, text: rest.join(' ') };
    });
  const stages: Instruction[][] = [];
  for (const instruction of instructions) {
    if (instruction.name === 'FROM') stages.push([]);
    stages.at(-1)?.push(instruction);
  }
  const last = (name: string): string =>
    stages.at(-1)?.findLast((instruction) => instruction.name === name)?.text ?? '';
  const pairs = [...last('ENV').matchAll(/(?<name>[A-Z_]+)=(?<value>\S+)/gu)];
  return {
    text,
    stages,
    environment: Object.fromEntries(
      pairs.map(({ groups }) => [groups?.['name'] ?? '', groups?.['value'] ?? '']),
    ),
    entrypoint: JSON.parse(last('ENTRYPOINT')),
    command: JSON.parse(last('CMD')),
    healthcheck: JSON.parse(last('HEALTHCHECK').replace(/^.*? CMD /u, '')),
    user: last('USER'),
  };
}
