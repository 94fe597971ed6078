import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { verdictKinds, type VerdictKind } from '../api/verdicts.ts';
import { ChosenVerdict } from '../parts/chosen-verdict.tsx';
import { FindingAside, FindingBody, FindingMarks, findingQuery } from '../parts/finding-body.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Empty, Loaded } from '../parts/states.tsx';
import { VerdictButtons } from '../parts/verdict-buttons.tsx';

const route = getRouteApi('/findings/$finding');

/** One finding, with all that is known of it. */
export function FindingPage() {
  const { finding } = route.useParams();
  const { verdict } = route.useSearch();
  const id = /^\d{1,15}$/u.test(finding) ? Number(finding) : undefined;
  if (id === undefined) {
    return (
      <Empty title={`“${finding}” is no number of a finding`} isPage>
        <p>
          Look for it among <Link to="/findings">all findings</Link>.
        </p>
      </Empty>
    );
  }
  // What the address has besides is handed on as it is: only a verdict that there is is one.
  return <Shown id={id} chosen={verdictKinds.find((kind) => kind === verdict)} />;
}

function Shown({ id, chosen }: { readonly id: number; readonly chosen: VerdictKind | undefined }) {
  const query = useQuery(findingQuery(id));
  return (
    <Loaded query={query} rows={12} isPage>
      {(finding) => (
        <>
          <PageHead
            title={finding.message}
            above={
              <Link to="/findings" search={{ product: finding.product }}>
                Findings of {finding.product}
              </Link>
            }
          >
            <FindingMarks finding={finding} />
          </PageHead>
          {chosen === undefined ? null : <ChosenVerdict finding={id} kind={chosen} />}
          <VerdictButtons finding={id} />
          <div className="columns">
            <div>
              <FindingBody finding={finding} />
            </div>
            <aside>
              <FindingAside finding={finding} />
            </aside>
          </div>
        </>
      )}
    </Loaded>
  );
}
