import { Link } from '@tanstack/react-router';
import { usePending, verdictName } from '../api/verdicts.ts';
import type { AnswerOf } from '../api/request.ts';
import { DataTable, type Choice, type Column } from './data-table.tsx';
import { Chip, Severity } from './marks.tsx';
import { placeText } from './place.ts';
import { Ago } from './time.tsx';

export type FindingRow = AnswerOf<'GET /v1/findings'>['findings'][number];

/** What a finding does to a build, as people say it. */
export const effectNames: Readonly<Record<string, string>> = {
  blocks: 'blocks',
  warns: 'warns',
  observed: 'observed',
  existing: 'was there before',
  suppressed: 'suppressed',
  waived: 'waived',
  fixed: 'fixed',
};

const TONES: Readonly<Record<string, string>> = { blocks: 'bad', warns: 'warn' };

export function Effect({ of }: { readonly of: string }) {
  return <Chip tone={TONES[of] ?? 'plain'}>{effectNames[of] ?? of}</Chip>;
}

const place: Column<FindingRow> = {
  id: 'place',
  head: 'Finding',
  kind: 'main',
  cell: ({ id, message, path, line, rule }) => (
    <>
      <Link
        to="/findings/$finding"
        params={{ finding: String(id) }}
        data-row
        className="strong clamp"
      >
        {message}
      </Link>
      <div className="small dim place">
        <span className="code break">{placeText({ rule, path, line })}</span>
        <span className="break">{rule}</span>
      </div>
    </>
  ),
};
const severity: Column<FindingRow> = {
  id: 'severity',
  head: 'Severity',
  cell: ({ severity: of }) => <Severity of={of} />,
};
const product: Column<FindingRow> = {
  id: 'product',
  head: 'Product',
  cell: ({ product: name }) => (
    <Link to="/products/$product" params={{ product: name }} className="quiet">
      {name}
    </Link>
  ),
};
const state: Column<FindingRow> = {
  id: 'state',
  head: 'State',
  cell: ({ state: word, effect, verdict, id }) => (
    <span className="chips">
      {word === 'fixed' ? <Chip tone="good">fixed</Chip> : <Effect of={effect} />}
      <Verdict of={verdict} finding={id} />
    </span>
  ),
};
const seen: Column<FindingRow> = {
  id: 'seen',
  head: 'Since',
  kind: 'wide',
  cell: ({ firstSeenAt }) => <Ago at={firstSeenAt} />,
};
const columns = [severity, place, product, state, seen];
const columnsOfOne = [severity, place, state, seen];

/** Findings of a page, each a row. */
export function FindingRows({
  findings,
  isOfOneProduct = false,
  choice,
}: {
  readonly findings: readonly FindingRow[];
  readonly isOfOneProduct?: boolean;
  readonly choice?: Choice;
}) {
  return (
    <DataTable
      label="Findings"
      rows={findings}
      columns={isOfOneProduct ? columnsOfOne : columns}
      keyOf={({ id }) => String(id)}
      {...(choice === undefined ? {} : { choice })}
    />
  );
}

/** What was said of a finding last, or is about to be. */
function Verdict({ of, finding }: { readonly of: string | null; readonly finding: number }) {
  const pending = usePending().findLast(({ findings }) => findings.includes(finding));
  const kind = pending?.kind ?? of;
  return kind === null ? null : <Chip>{verdictName(kind)}</Chip>;
}
