import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startGitServer, type GitServer } from '../../src/service/repositories/tests/git-server.ts';
import { daysBefore } from './dates.ts';
import { startEndpoint } from './endpoints.ts';
import { foreignReport } from './fleet.ts';
import { commit, git, initRepository, putFiles } from './git.ts';
import { organisation } from './organisation.ts';
import { writeAdvisories } from './packages.ts';
import type { FleetMember, Product, Step } from './plan.ts';
import { Program } from './program.ts';
import { Service } from './service.ts';

export interface SeedOptions {
  readonly service: string;
  /** Of an admin. */
  readonly token: string;
  /** An empty folder, for repositories and logs. */
  readonly folder: string;
  readonly seed: number;
  readonly today: Date;
  readonly fleet: number;
  readonly hostile: boolean;
  /** Told of what went otherwise than it should have. */
  readonly say: (line: string) => void;
}

/** Between a build and what people say of it. */
const JUDGED_AFTER_MS = 2 * 3_600_000;
const HOST = 'git.shop.example';

/**
 * Makes an organisation on this disk and lets it live: every commit is examined by the program itself on the day on which it was
 * made, people judge what changes bring, and the service is told as pipelines tell it. Products live beside each other.
 */
export async function seedService(options: SeedOptions): Promise<void> {
  const { folder, seed, today, fleet, hostile } = options;
  const service = new Service(options.service, options.token);
  await requireEmpty(service);
  const company = organisation({ seed, today, fleet, hostile });
  const advisories = path.join(folder, 'advisories');
  writeAdvisories(path.join(folder, 'osv'));
  const program = new Program(folder, {
    LOCKSTEP_TOKEN: options.token,
    LOCKSTEP_ADVISORIES: advisories,
  });
  const from = ['--mirror', path.join(folder, 'osv'), '--kev', 'none', '--epss', 'none'];
  const pull = ['advisories', 'pull', 'npm', 'Maven', ...from];
  await program.run(pull, { cwd: folder, at: today });
  const gitServer = await startGitServer(path.join(folder, 'served'));
  try {
    const place = { ...options, program, service, gitServer };
    await Promise.all([
      ...company.products.map((product) => new Life(product, place).live()),
      seedFleet(company.fleet, service, today),
    ]);
  } finally {
    await gitServer.stop();
  }
}

/** What people have said in a service that is in use must not be mixed with what nobody has said. */
async function requireEmpty(service: Service): Promise<void> {
  const { products } = await service.get('/v1/products');
  if (Array.isArray(products) && products.length === 0) return;
  throw new Error('the service has products already: seed an empty one');
}

async function seedFleet(
  fleet: readonly FleetMember[],
  service: Service,
  today: Date,
): Promise<void> {
  for (const member of fleet) {
    const at = daysBefore(today, member.daysAgo);
    await sendReport(service, member.name, foreignReport(member, at));
  }
}

/** As the pipeline of another tool does it. */
async function sendReport(service: Service, product: string, report: object): Promise<void> {
  const query = new URLSearchParams({
    product,
    format: 'sarif',
    repository: `https://${HOST}/${product}.git`,
    branch: 'main',
    commit: 'c0ffee',
    default: 'true',
  });
  await service.post(`/v1/runs?${query.toString()}`, report);
}

interface Place extends Omit<SeedOptions, 'service'> {
  readonly program: Program;
  readonly service: Service;
  readonly gitServer: GitServer;
}

/** The history of one product, day by day. */
class Life {
  readonly #product: Product;
  readonly #place: Place;
  readonly #folder: string;
  readonly #log: string;

  constructor(product: Product, place: Place) {
    this.#product = product;
    this.#place = place;
    this.#folder = path.join(place.folder, product.name);
    this.#log = path.join(this.#folder, 'log');
    mkdirSync(this.#folder, { recursive: true });
  }

  async live(): Promise<void> {
    const {
      name,
      steps,
      reports = [],
      sboms = [],
      endpoints = [],
      scheduled = [],
      lost = [],
    } = this.#product;
    for (const step of steps) await this.#take(step);
    await this.#sendLog();
    for (const report of reports) await sendReport(this.#place.service, name, report);
    await Promise.all([
      ...sboms.map((repository) => this.#sendSbom(repository)),
      ...scheduled.map((repository) => this.#serve(repository)),
      ...lost.map((url) => this.#scan(url)),
    ]);
    for (const kind of endpoints) await this.#examine(kind);
    await this.#propose();
  }

  async #take(step: Step): Promise<void> {
    const { repository, author, message, files, change } = step;
    const at = daysBefore(this.#place.today, step.daysAgo);
    const by = { author, at };
    const root = this.#rootOf(repository);
    if (!existsSync(root)) initRepository(root, `https://${HOST}/${repository}.git`, by);
    if (change !== undefined) git(root, ['checkout', '-q', '-b', change.branch, 'main'], by);
    putFiles(root, files);
    if (step.isAgreed === true) await this.#agree(root, at);
    commit(root, message, by);
    if (step.isUnexamined === true) return;
    const since = change === undefined ? [] : ['--since', 'main', '--log', this.#log];
    const check = ['check', ...since, '--report-to', this.#place.service.url, '--quiet'];
    await this.#place.program.run(check, { cwd: root, at, codes: [0, 1] });
    if (change === undefined) return;
    const later = new Date(at.getTime() + JUDGED_AFTER_MS);
    for (const { by: person, keys } of change.verdicts) {
      const triage = ['triage', '--since', 'main', '--log', this.#log, '--by', person, '--quiet'];
      await this.#place.program.run(triage, { cwd: root, at: later, input: keys });
    }
    git(root, ['checkout', '-q', 'main'], by);
  }

  /** Keys are made anew each time: nobody else may have them. */
  async #agree(root: string, at: Date): Promise<void> {
    const people = ['a.lopez', 'k.ito'];
    const lines = people.map((name) => {
      const file = path.join(this.#folder, `key-of-${name}`);
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file]);
      return `${name} ${readFileSync(`${file}.pub`, 'utf8')}`;
    });
    putFiles(root, { '.lockstep/allowed-signers': lines.join('') });
    for (const name of people) {
      const key = path.join(this.#folder, `key-of-${name}`);
      const words = ['agree', '--key', key, '--by', name, '--yes'];
      await this.#place.program.run(words, { cwd: root, at });
    }
  }

  async #sendLog(): Promise<void> {
    if (!existsSync(this.#log)) return;
    const lines = readdirSync(this.#log).map((name) =>
      readFileSync(path.join(this.#log, name), 'utf8'),
    );
    const { service } = this.#place;
    const query = new URLSearchParams({ product: this.#product.name });
    const { refused } = await service.post(`/v1/log?${query.toString()}`, lines.join(''));
    if (Array.isArray(refused) && refused.length > 0) throw new Error(refused.join('\n'));
  }

  async #sendSbom(repository: string): Promise<void> {
    const { program, service, today } = this.#place;
    const file = path.join(this.#folder, `${repository}.cdx.json`);
    await program.run(['sbom', '-o', file], { cwd: this.#rootOf(repository), at: today });
    const subject = `registry.shop.example/${repository}:1.4.2`;
    const query = new URLSearchParams({ product: this.#product.name, subject });
    await service.post(`/v1/sboms?${query.toString()}`, readFileSync(file, 'utf8'));
  }

  async #serve(repository: string): Promise<void> {
    const bare = path.join(this.#place.folder, 'served', `${repository}.git`);
    execFileSync('git', ['clone', '-q', '--bare', this.#rootOf(repository), bare]);
    const why = await this.#scan(`${this.#place.gitServer.origin}/${repository}.git`);
    if (why !== 'finished') {
      this.#place.say(`the service did not examine ${repository} by itself: ${why}`);
    }
  }

  /** Has the service examine a repository of this address; returns how that ended. */
  async #scan(url: string): Promise<string> {
    const { service } = this.#place;
    const added = await service.post('/v1/repositories', { product: this.#product.name, url });
    const { scan } = await service.post(`/v1/repositories/${String(added['id'])}/scan`);
    return service.ended(String(scan));
  }

  async #examine(kind: 'modern' | 'old' | 'ending'): Promise<void> {
    const { service } = this.#place;
    const endpoint = await startEndpoint(kind);
    try {
      const body = { product: this.#product.name, host: '127.0.0.1', port: endpoint.port };
      const { id } = await service.post('/v1/endpoints', body);
      const scan = await service.post('/v1/checks/tls', { endpoint: id });
      await service.ended(String(scan['id']));
    } finally {
      endpoint.stop();
    }
  }

  async #propose(): Promise<void> {
    const { proposal, name: product } = this.#product;
    if (proposal === undefined) return;
    const repository = `https://${HOST}/${proposal.repository}.git`;
    const { service } = this.#place;
    await service.post('/v1/proposals', { kind: 'policy', product, ...proposal, repository });
  }

  #rootOf(repository: string): string {
    return path.join(this.#folder, repository);
  }
}
