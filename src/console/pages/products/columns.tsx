import { Link } from '@tanstack/react-router';
import type { AnswerOf } from '../../api/request.ts';
import type { Column } from '../../parts/data-table.tsx';
import { Outcome, SeverityCounts, Threat } from '../../parts/marks.tsx';
import { AgreementMark, ChecksInList, Owners, Reach, WaiverCounts } from '../../parts/process.tsx';
import { Ago } from '../../parts/time.tsx';

type Product = AnswerOf<'GET /v1/standing'>['products'][number];

/** A product in the list: what threatens it, and in what state of process it is. */
export const productColumns: readonly Column<Product>[] = [
  {
    id: 'name',
    head: 'Product',
    kind: 'main',
    cell: ({ name, threat, owners }) => (
      <>
        <Link to="/products/$product" params={{ product: name }} data-row className="strong">
          {name}
        </Link>
        <div className="small">{threat.sentence}</div>
        <div className="dim small">
          <Owners of={owners} />
        </div>
      </>
    ),
  },
  { id: 'threat', head: 'Threat', cell: ({ threat }) => <Threat level={threat.level} /> },
  {
    id: 'reach',
    head: 'Tier, exposure',
    cell: ({ tier, exposure }) => <Reach tier={tier} exposure={exposure} />,
  },
  {
    id: 'open',
    head: 'Open findings',
    cell: ({ open, ranAt }) =>
      ranAt === null ? <span className="dim">not known</span> : <SeverityCounts counts={open} />,
  },
  { id: 'checks', head: 'Checks', kind: 'wide', cell: (product) => <ChecksInList of={product} /> },
  {
    id: 'gate',
    head: 'Latest run',
    cell: ({ outcome, ranAt }) =>
      ranAt === null ? (
        <span className="mark" data-tone="bad">
          <svg viewBox="0 0 16 16" aria-hidden="true" className="stroked">
            <path d="M8 3v6M8 12v.5" />
          </svg>
          never examined
        </span>
      ) : (
        <span className="lines">
          {outcome === null ? null : <Outcome of={outcome} />}
          <span className="dim small">
            <Ago at={ranAt} />
          </span>
        </span>
      ),
  },
  {
    id: 'agreed',
    head: 'Policy, waivers',
    kind: 'wide',
    cell: ({ policies, waivers }) => (
      <span className="lines">
        <AgreementMark of={policies} />
        {waivers.inForce + waivers.expired === 0 ? null : <WaiverCounts of={waivers} />}
      </span>
    ),
  },
];
