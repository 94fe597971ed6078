// How many names of malicious packages the rules for near names tell, by ecosystem and confidence.
// node --import tsx bench/near-names.ts DIR   (DIR holds <Ecosystem>/<ID>.json in the OSV format)
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { nearName } from '../src/checks/components/suspicious/near-names.ts';

const ecosystems = ['npm', 'PyPI', 'RubyGems', 'NuGet', 'crates.io', 'Go'];
const corpus = process.argv[2] ?? '';
process.stdout.write(
  '| ecosystem | MAL- names | told | high | medium | low |\n| --- | --- | --- | --- | --- | --- |\n',
);
for (const ecosystem of ecosystems) process.stdout.write(`${rowOf(ecosystem)}\n`);

function rowOf(ecosystem: string): string {
  const names = maliciousNames(path.join(corpus, ecosystem));
  const told = names.flatMap((name) => nearName({ ecosystem, name }) ?? []);
  const counts = ['high', 'medium', 'low'].map(
    (wanted) => told.filter(({ confidence }) => confidence === wanted).length,
  );
  return `| ${[ecosystem, names.length, told.length, ...counts].join(' | ')} |`;
}

function maliciousNames(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder)
    .filter((file) => file.startsWith('MAL-'))
    .flatMap((file) => [
      ...readFileSync(path.join(folder, file), 'utf8').matchAll(
        /"package":\{"ecosystem":"[^"]{1,40}","name":"([^"]{1,300})"/g,
      ),
    ])
    .map(([, name = '']) => name);
  return [...new Set(names)];
}
