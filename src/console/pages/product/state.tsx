import { Link } from '@tanstack/react-router';
import type { AnswerOf } from '../../api/request.ts';
import { AgreementMark, Checks, Owners, Reach, WaiverCounts } from '../../parts/process.tsx';
import { SeverityCounts } from '../../parts/marks.tsx';
import { Section } from '../../parts/page-head.tsx';

type Standing = AnswerOf<'GET /v1/standing/{product}'>;

/** In what state of process a product is, beside what is going on in it. */
export function State({ of }: { readonly of: Standing }) {
  const {
    name: product,
    checks,
    owners,
    open,
    waivers,
    policies,
    parts,
    tier,
    exposure,
    ranAt,
  } = of;
  const others = [...new Set(parts.map(({ source }) => source))].filter(
    (source) => source !== 'lockstep' && checks.every(({ check }) => check !== source),
  );
  return (
    <>
      <Section title="Checks">
        <Checks of={checks} />
        {others.length === 0 ? null : (
          <p className="small dim break">Also looked: {others.join(', ')}.</p>
        )}
      </Section>
      <Section title="Owners">
        <Owners of={owners} />
      </Section>
      <Section title="Tier and exposure">
        <Reach tier={tier} exposure={exposure} />
        {tier === null || exposure === null ? (
          <p className="small dim">
            The policy says it: <code>tier: 1</code> to <code>4</code>,{' '}
            <code>exposure: internet</code>, <code>partner</code> or <code>internal</code>.
          </p>
        ) : null}
      </Section>
      <Section title="Open on default branches">
        {ranAt === null ? (
          <span className="never">not known: nothing has looked</span>
        ) : (
          <SeverityCounts counts={open} />
        )}
      </Section>
      <Section
        title="Waivers"
        aside={
          <Link to="/waivers" search={{ product }}>
            all
          </Link>
        }
      >
        <WaiverCounts of={waivers} />
      </Section>
      <Section title="Agreement">
        <AgreementMark of={policies} />
      </Section>
      <Components of={of} />
    </>
  );
}

function Components({ of: { name: product, components, checks } }: { readonly of: Standing }) {
  const hasLooked = checks.some(({ check, at }) => check === 'components' && at !== null);
  const { sboms, components: count, vulnerable } = components;
  return (
    <Section
      title="Components"
      aside={
        sboms === 0 ? undefined : (
          <Link to="/components" search={{ product }}>
            all
          </Link>
        )
      }
    >
      {sboms === 0 ? (
        <p className="small dim">
          Not known: send an SBOM with{' '}
          <code className="break">POST /v1/sboms?product={product}&amp;subject=…</code>
        </p>
      ) : (
        <p>
          <strong className="number">{count.toLocaleString('en')}</strong>{' '}
          {count === 1 ? 'package' : 'packages'} in {sboms} {sboms === 1 ? 'SBOM' : 'SBOMs'}
        </p>
      )}
      {vulnerable === 0 && !hasLooked ? (
        <p className="small dim">Nothing has judged them by the advisories.</p>
      ) : (
        <p>
          <Link to="/findings" search={{ product, check: 'components' }}>
            {vulnerable === 0
              ? 'No advisory is open'
              : `${vulnerable.toLocaleString('en')} with an open advisory`}
          </Link>
        </p>
      )}
    </Section>
  );
}
