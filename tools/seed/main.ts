import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { seedService } from './seed-service.ts';
import { Service } from './service.ts';

const USAGE = `npm run seed -- --service URL --token-file FILE [--seed N] [--fleet N] [--hostile]

Fills a service with an organisation that the checks themselves have examined: docs/console.md, "Work on it".
`;

const { values } = parseArgs({
  options: {
    service: { type: 'string' },
    'token-file': { type: 'string' },
    seed: { type: 'string', default: '1' },
    fleet: { type: 'string', default: '40' },
    hostile: { type: 'boolean', default: false },
  },
});
const file = values['token-file'];
if (values.service === undefined || file === undefined) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  await seedFrom(values.service, readFileSync(file, 'utf8').trim()).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  });
}

async function seedFrom(service: string, token: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-seed-'));
  try {
    await seedService({
      service,
      token,
      folder,
      seed: Number(values.seed),
      fleet: Number(values.fleet),
      hostile: values.hostile,
      today: new Date(),
      say: (line) => process.stderr.write(`${line}\n`),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write(`Filled. Open ${service}, or as one of both parties:\n`);
  const asked = new Service(service, token);
  for (const [name, role] of [
    ['a.lopez', 'developer'],
    ['k.ito', 'security'],
  ] as const) {
    const { link } = await asked.post('/v1/users', { name, grants: [{ role }] });
    process.stdout.write(`  ${role}: ${String(link)}\n`);
  }
}
