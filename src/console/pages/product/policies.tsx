import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { request, type AnswerOf } from '../../api/request.ts';
import { Facts } from '../../parts/evidence.tsx';
import { Chip, severityWords } from '../../parts/marks.tsx';
import { Section } from '../../parts/page-head.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { signersOf } from '../../parts/process.tsx';
import { Ago, At } from '../../parts/time.tsx';

type Policy = AnswerOf<'GET /v1/policies'>['policies'][number];
const SHOWN = 10;
/** First hex digits of a digest: enough to compare by eye. */
const DIGITS = 12;

/** By what it is judged, repository by repository, and who agreed on that. */
export function Policies({ product }: { readonly product: string }) {
  const query = useQuery({
    queryKey: ['policies', product],
    queryFn: ({ signal }) =>
      request('GET /v1/policies', { query: { product, limit: SHOWN }, signal }),
  });
  return (
    <Section
      title="Policy and agreement"
      aside={
        <Link to="/proposals" search={{ product, state: 'all' }}>
          proposals
        </Link>
      }
    >
      <Loaded query={query} rows={4}>
        {({ policies, next }) =>
          policies.length === 0 ? (
            <Empty title="No run has told its policy">
              <p>
                It comes with the record of a decision: report runs of a default branch with{' '}
                <code>lockstep check --report-to {window.location.origin}</code>. Without{' '}
                <code>lockstep.yaml</code> everything is observed: <code>lockstep init</code> writes
                a first one.
              </p>
            </Empty>
          ) : (
            <>
              {policies.map((policy) => (
                <One key={policy.repository} policy={policy} product={product} />
              ))}
              {next === undefined ? null : (
                <p className="small dim">The first {SHOWN} repositories of more.</p>
              )}
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

function One({ policy, product }: { readonly policy: Policy; readonly product: string }) {
  const [isOpen, setOpen] = useState(false);
  const { repository, name, digest, seenAt, parties } = policy;
  return (
    <div className="policy">
      <div className="policy-head">
        <strong className="break">{repository}</strong>
        <AgreedBy policy={policy} />
      </div>
      <Facts
        of={[
          ['In force', name],
          [
            'Digest',
            <span key="d" className="code" title={digest}>
              {digest.replace('sha256:', '').slice(0, DIGITS)}…
            </span>,
          ],
          ['Last seen', <Ago key="s" at={seenAt} />],
          ['Development', parties.development.join(', ') || 'nobody is named'],
          ['Security', parties.security.join(', ') || 'nobody is named'],
          ['To be mended', deadlinesOf(policy)],
        ]}
      />
      <details onToggle={({ currentTarget: { open } }) => setOpen(open)}>
        <summary>Its text</summary>
        {isOpen ? <Text product={product} repository={repository} /> : null}
      </details>
    </div>
  );
}

function AgreedBy({ policy: { agreement } }: { readonly policy: Policy }) {
  if (agreement === null) return <Chip tone="warn">not agreed by both parties</Chip>;
  return (
    <span className="small">
      <Chip tone="good">agreed</Chip> by {signersOf(agreement)}, <At at={agreement.at} />
      {agreement.proposal === null ? null : (
        <>
          {' '}
          <Link to="/proposals/$proposal" params={{ proposal: String(agreement.proposal) }}>
            proposal {agreement.proposal}
          </Link>
        </>
      )}
    </span>
  );
}

function deadlinesOf({ fixWithin }: Policy): string {
  const said = fixWithin.flatMap((days, severity) =>
    days === null
      ? []
      : [`${severityWords[severity] ?? ''} within ${days} ${days === 1 ? 'day' : 'days'}`],
  );
  return said.length === 0 ? 'no deadline is agreed' : said.toReversed().join(', ');
}

function Text({ product, repository }: { readonly product: string; readonly repository: string }) {
  const query = useQuery({
    queryKey: ['policy-text', product, repository],
    queryFn: ({ signal }) =>
      request('GET /v1/policies/text', { query: { product, repository }, signal }),
  });
  return (
    <Loaded query={query} rows={6}>
      {({ text }) =>
        text === '' ? (
          <p className="dim">
            There is no <code>lockstep.yaml</code>: the built-in default observes everything.
          </p>
        ) : (
          <pre className="excerpt">{text}</pre>
        )
      }
    </Loaded>
  );
}
