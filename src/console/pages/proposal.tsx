import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { request, type AnswerOf } from '../api/request.ts';
import { useMay, useMe } from '../api/session.ts';
import { Act } from '../parts/act.tsx';
import { Diff, Facts } from '../parts/evidence.tsx';
import { Chip } from '../parts/marks.tsx';
import { PageHead, Section } from '../parts/page-head.tsx';
import { proposalText, ProposalState } from '../parts/proposal.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { Ago, At } from '../parts/time.tsx';

const route = getRouteApi('/proposals/$proposal');
type Proposal = AnswerOf<'GET /v1/proposals/{id}'>;
const CHANGES = ['proposal', 'proposals', 'rules', 'rule'];

/** One proposal: what is shown is what is approved. */
export function ProposalPage() {
  const { proposal: text } = route.useParams();
  const id = /^\d{1,15}$/u.test(text) ? Number(text) : undefined;
  return id === undefined ? (
    <Empty title={`“${text}” is no number of a proposal`} isPage>
      <p>
        Look for it among <Link to="/proposals">all proposals</Link>.
      </p>
    </Empty>
  ) : (
    <Shown id={id} />
  );
}

function Shown({ id }: { readonly id: number }) {
  const query = useQuery({
    queryKey: ['proposal', id],
    queryFn: ({ signal }) => request('GET /v1/proposals/{id}', { path: { id }, signal }),
  });
  return (
    <Loaded query={query} rows={12} isPage>
      {(proposal) => (
        <>
          <PageHead
            title={proposalText(proposal)}
            above={
              <Link to="/proposals" search={{ product: proposal.product }}>
                Proposals of {proposal.product}
              </Link>
            }
            actions={<Answers proposal={proposal} />}
          >
            <ProposalState of={proposal.state} />
            <span>
              by {proposal.createdBy} <Ago at={proposal.createdAt} />
            </span>
          </PageHead>
          <div className="columns">
            <div>
              <Section title="Why">
                <p className="break">{proposal.reason}</p>
              </Section>
              {proposal.held.length === 0 ? null : (
                <p className="notice" data-tone="bad">
                  It cannot be agreed on now: {proposal.held.join('; ')}
                </p>
              )}
              <Section title={proposal.kind === 'stage' ? 'On this evidence' : 'What changes'}>
                <Diff text={proposal.shown.join('\n')} />
              </Section>
            </div>
            <aside>
              <Parties proposal={proposal} />
              <Section title="Facts">
                <Facts
                  of={[
                    ['Product', proposal.product],
                    ['Repository', proposal.repository],
                    [
                      'Closed',
                      proposal.closedAt === null ? '' : <At key="c" at={proposal.closedAt} />,
                    ],
                    ['By', proposal.closedBy],
                    [
                      'Digest',
                      <span key="d" className="code break small">
                        {proposal.digest}
                      </span>,
                    ],
                  ]}
                />
              </Section>
              {proposal.state === 'agreed' ? (
                <p className="small">
                  <a href={`/v1/proposals/${id}/patch`} download>
                    As a patch of lockstep.yaml
                  </a>
                </p>
              ) : null}
            </aside>
          </div>
        </>
      )}
    </Loaded>
  );
}

function Parties({ proposal: { approvals, missing } }: { readonly proposal: Proposal }) {
  return (
    <Section title="Both parties">
      <ul className="history">
        {approvals.map(({ name, side, at }) => (
          <li key={`${name} ${side}`}>
            <span>
              <Chip tone="good">{side}</Chip> {name}
            </span>
            <span className="dim small">
              <At at={at} />
            </span>
          </li>
        ))}
        {missing.map((side) => (
          <li key={side}>
            <span>
              <Chip tone="warn">{side}</Chip> has yet to approve
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Answers({
  proposal: { id, state, digest, createdBy, held },
}: {
  readonly proposal: Proposal;
}) {
  const mayApprove = useMay('approve');
  const { data } = useMe();
  if (state !== 'open') return null;
  return (
    <span className="chips">
      {mayApprove && held.length === 0 ? (
        <Act
          label="Approve"
          about={`proposal ${id}`}
          question="You approve what is shown here, for the party that you are of."
          act={() => request('POST /v1/proposals/{id}/approve', { path: { id }, body: { digest } })}
          changes={CHANGES}
        />
      ) : null}
      {mayApprove ? (
        <Act
          label="Reject"
          about={`proposal ${id}`}
          question="The proposal is over. Another one can be made."
          isDangerous
          act={() => request('POST /v1/proposals/{id}/reject', { path: { id } })}
          changes={CHANGES}
        />
      ) : null}
      {data?.name === createdBy ? (
        <Act
          label="Withdraw"
          about={`proposal ${id}`}
          question="You take it back. Another one can be made."
          act={() => request('POST /v1/proposals/{id}/withdraw', { path: { id } })}
          changes={CHANGES}
        />
      ) : null}
    </span>
  );
}
