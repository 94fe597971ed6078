import { readBounded } from '../io/files.ts';
import { stages, type Stage } from '../model/stage.ts';
import type { StageChange } from '../rollout/set-stage.ts';
import { askAs, detailOf, fieldOf, placeIn, type ServiceAccess } from './service-log.ts';

/** What both parties agreed on in a service. */
export interface ServiceAgreement {
  /** Undefined: on no policy of this repository. */
  readonly policy: { readonly text: string; readonly at: string; readonly by: string } | undefined;
  readonly stages: readonly StageChange[];
}

/** Where agreements by identities are kept. */
export interface AgreementSource {
  /** As shown to people. */
  readonly name: string;
  /** A text says why it cannot be read. */
  read(product: string, repository: string): Promise<ServiceAgreement | string>;
}

const NONE: ServiceAgreement = { policy: undefined, stages: [] };
/** A policy has at most one MiB, as text in JSON. */
const MAX_BYTES = 4 * 2 ** 20;

/** The agreements of a service that whoever runs the command trusts; never one that the target names. */
export function serviceAgreements(access: ServiceAccess): AgreementSource {
  const { url, signal } = access;
  return {
    name: url.host,
    async read(product, repository) {
      const place = placeIn(url, '/v1/agreement', { product, repository });
      const asked = await askAs(access, place, { headers: {}, signal, maxBytes: MAX_BYTES });
      if (asked.state === 'failed') return asked.detail;
      // It does not know the product: nobody has agreed on anything.
      if (asked.status === 404) return NONE;
      const agreed = asked.status === 200 ? agreementIn(asked.body) : undefined;
      return agreed ?? `${asked.status} ${detailOf(asked.body)}`.trim();
    },
  };
}

/** What a service answered to `GET /v1/agreement`, in a file: for a run that cannot ask it. */
export function fileAgreements(file: string): AgreementSource {
  return {
    name: 'the service',
    read() {
      const read = readBounded(file, MAX_BYTES);
      if (read.state === 'too-large') return Promise.resolve(`${file} is larger than 4 MiB`);
      if (read.state === 'unreadable') return Promise.resolve(`${file}: ${read.detail}`);
      const agreed = agreementIn(Buffer.from(read.bytes).toString('utf8'));
      return Promise.resolve(agreed ?? `${file} is no answer of GET /v1/agreement`);
    },
  };
}

function agreementIn(body: string): ServiceAgreement | undefined {
  const [policy, all] = [fieldOf(body, 'policy'), fieldOf(body, 'stages')];
  if (!Array.isArray(all)) return undefined;
  const agreed = all.flatMap((each: unknown) => stageIn(each) ?? []);
  if (policy === null) return { policy: undefined, stages: agreed };
  const [text, at, by] = ['text', 'at', 'by'].map((name) => wordIn(policy, name));
  if (text === undefined || at === undefined || by === undefined) return undefined;
  return { policy: { text, at, by }, stages: agreed };
}

function stageIn(value: unknown): StageChange | undefined {
  const [rule, word] = [wordIn(value, 'rule'), wordIn(value, 'to')];
  const to: Stage | undefined = stages.find((stage) => stage === word);
  return rule === undefined || to === undefined ? undefined : { rule, to };
}

function wordIn(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  return typeof found === 'string' ? found : undefined;
}
