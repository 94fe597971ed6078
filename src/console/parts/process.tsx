import type { AnswerOf } from '../api/request.ts';
import { checks as ownChecks } from '../search.ts';
import { StageMark } from './ladder.tsx';
import { Chip } from './marks.tsx';
import { Ago } from './time.tsx';

type Process = AnswerOf<'GET /v1/standing'>['products'][number];
type Check = Process['checks'][number];
type Agreement = NonNullable<Process['policies']['latest']>;
const STAGES = ['block', 'warn', 'observe'] as const;

/** Who has a product: people and groups; without any the party that its policy names. */
export function Owners({ of }: { readonly of: Process['owners'] }) {
  const made = of.filter(({ kind }) => kind !== 'party');
  const shown = made.length > 0 ? made : of;
  if (shown.length === 0) {
    return (
      <span title="An admin makes somebody its owner, or its policy names parties: { development: [...] }">
        nobody is known to own it
      </span>
    );
  }
  return (
    <span className="break" title={made.length > 0 ? undefined : 'by its policy'}>
      {shown.map(({ name }) => name).join(', ')}
    </span>
  );
}

/** How critical and how exposed a product is; what no policy says is not known, and how to say it. */
export function Reach({ tier, exposure }: Pick<Process, 'tier' | 'exposure'>) {
  return (
    <span className="lines">
      {tier === null ? (
        <span className="dim" title="Write tier: 1 (the most critical) to 4 into lockstep.yaml">
          tier unknown
        </span>
      ) : (
        <span>tier {tier}</span>
      )}
      {exposure === null ? (
        <span
          className="dim"
          title="Write exposure: internet, partner or internal into lockstep.yaml"
        >
          exposure unknown
        </span>
      ) : (
        <span>{exposure}</span>
      )}
    </span>
  );
}

/** The highest stage at which a rule of a check stands, and how many stand where. */
function stageOf({ stages }: Pick<Check, 'stages'>): {
  readonly highest: string;
  readonly counts: string;
} {
  if (stages === null) return { highest: 'unknown', counts: 'no policy was told' };
  const counts = STAGES.map((stage) => `${stages[stage]} ${stage}`).join(', ');
  return { highest: STAGES.find((stage) => stages[stage] > 0) ?? 'observe', counts };
}

/** In a list: where none of these has looked, one line says it for all. */
export function ChecksInList({ of: { checks, ranAt } }: { readonly of: Process }) {
  const hasLooked = checks.some(({ check, at }) => at !== null && isOwn(check));
  if (hasLooked) return <Checks of={checks} />;
  return ranAt === null ? (
    <strong className="never">never looked</strong>
  ) : (
    <span className="dim">only other tools looked</span>
  );
}

function isOwn(check: string): boolean {
  return ownChecks.some((each) => each === check);
}

/** Each check of Lockstep: at which stage its rules are, and when it last looked. */
export function Checks({ of }: { readonly of: readonly Check[] }) {
  return (
    <ul className="process">
      {ownChecks.map((name) => {
        const check = of.find((each) => each.check === name);
        return (
          <li key={name} data-on={check?.at !== undefined && check.at !== null}>
            <span>{name}</span>
            <CheckState of={check} />
          </li>
        );
      })}
    </ul>
  );
}

function CheckState({ of }: { readonly of: Check | undefined }) {
  if (of === undefined || of.at === null) return <strong>never</strong>;
  const { highest, counts } = stageOf(of);
  return (
    <span title={counts}>
      {of.stages === null ? (
        <span className="dim">stage unknown</span>
      ) : (
        <StageMark stage={highest} written={highest} />
      )}
      {of.fallen > 0 ? <span className="never"> {of.fallen} fell</span> : null}{' '}
      <span className="dim">
        <Ago at={of.at} />
      </span>
    </span>
  );
}

/** Accepted risks: how many, and those that ask for somebody. */
export function WaiverCounts({
  of: { inForce, ending, expired },
}: {
  readonly of: Process['waivers'];
}) {
  if (inForce + expired === 0) return <span className="dim">none</span>;
  return (
    <span className="lines">
      <span>
        {inForce} {inForce === 1 ? 'waiver' : 'waivers'}
      </span>
      {ending > 0 ? <Chip tone="warn">{ending} within 14 days</Chip> : null}
      {expired > 0 ? <Chip tone="bad">{expired} expired</Chip> : null}
    </span>
  );
}

/** Whether both parties agreed on the policy, and who. */
export function AgreementMark({
  of: { repositories, agreed, latest },
}: {
  readonly of: Process['policies'];
}) {
  if (repositories === 0) {
    return (
      <span className="dim" title="no run has told the policy that judged it">
        no policy told
      </span>
    );
  }
  if (latest === null) return <Chip tone="warn">not agreed</Chip>;
  return (
    <span className="lines">
      <span>
        {agreed < repositories ? (
          <Chip tone="warn">
            {agreed} of {repositories} agreed
          </Chip>
        ) : (
          <Chip tone="good">agreed</Chip>
        )}
      </span>
      <span className="dim small break">{signersOf(latest)}</span>
    </span>
  );
}

/** `ann and sam, by keys`. */
export function signersOf({ by, way }: Agreement): string {
  const names = by.map(({ name }) => name);
  return `${names.join(' and ')}, ${way === 'keys' ? 'by keys' : 'here'}`;
}
