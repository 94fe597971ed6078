import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { request, type AnswerOf } from '../api/request.ts';
import { verdictName } from '../api/verdicts.ts';
import { Evidence, Facts } from './evidence.tsx';
import { Effect } from './finding-rows.tsx';
import { Chip, Severity } from './marks.tsx';
import { Section } from './page-head.tsx';
import { placeText } from './place.ts';
import { Prose } from './prose.tsx';
import { Ago, At } from './time.tsx';
import { fieldsOf, numberOf, wordOf, wordsOf } from './unknown.ts';

export type FindingDetail = AnswerOf<'GET /v1/findings/{id}'>;

/** The query of one finding, for its page and for triage. */
export function findingQuery(id: number) {
  return {
    queryKey: ['finding', id],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
      request('GET /v1/findings/{id}', { path: { id }, signal }),
  };
}

/** A line of marks below the name. */
export function FindingMarks({ finding }: { readonly finding: FindingDetail }) {
  const { severity, effect, state, product, rule, firstSeenAt } = finding;
  return (
    <>
      <Severity of={severity} />
      {state === 'fixed' ? <Chip tone="good">fixed</Chip> : <Effect of={effect} />}
      <Link to="/products/$product" params={{ product }}>
        {product}
      </Link>
      <Link to="/findings" search={{ rule }} className="break">
        {rule}
      </Link>
      <span>
        since <Ago at={firstSeenAt} />
      </span>
    </>
  );
}

/** The text, what proves it, how to mend it. */
export function FindingBody({ finding }: { readonly finding: FindingDetail }) {
  const { line, detail } = finding;
  const { excerpt, evidence, why } = fieldsOf(detail);
  const hasSteps =
    Array.isArray(fieldsOf(evidence)['steps']) && fieldsOf(evidence)['steps'] !== undefined;
  const remedy = wordOf(fieldsOf(evidence)['remedy']);
  return (
    <>
      <div className="where code break">{placeText(finding)}</div>
      {wordOf(fieldsOf(excerpt)['text']) === '' ? null : (
        <Excerpt of={fieldsOf(excerpt)} line={line} />
      )}
      {hasSteps || evidence !== undefined ? <Evidence of={evidence} /> : null}
      <Advice rule={finding.rule} remedy={remedy} />
      {wordsOf(why).length === 0 ? null : (
        <Section title="Why it does what it does to the build">
          <ul className="plain-list">
            {wordsOf(why).map((sentence, index) => (
              <li key={index}>{sentence}</li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Excerpt({
  of,
  line,
}: {
  readonly of: Readonly<Record<string, unknown>>;
  readonly line: number;
}) {
  const text = wordOf(of['text']);
  const highlight = fieldsOf(of['highlight']);
  const start = numberOf(highlight['start']) ?? 0;
  const end = start + (numberOf(highlight['length']) ?? 0);
  return (
    <pre className="excerpt" data-line={line}>
      <span className="line-number">{line}</span>
      {text.slice(0, start)}
      {end > start ? <mark>{text.slice(start, end)}</mark> : null}
      {text.slice(end)}
    </pre>
  );
}

/** What `lockstep explain` says of a rule, where it is one of its own. */
export function Advice({ rule, remedy }: { readonly rule: string; readonly remedy: string }) {
  const { data } = useQuery({
    queryKey: ['advice', rule],
    staleTime: Infinity,
    retry: false,
    queryFn: ({ signal }) => request('GET /v1/advice', { query: { rule }, signal }),
  });
  if (data === undefined && remedy === '') return null;
  return (
    <Section title="How to mend it">
      {remedy === '' ? null : (
        <p>
          <Prose text={remedy} />
        </p>
      )}
      {data === undefined ? null : (
        <>
          <p>
            <Prose text={data.fix} />
          </p>
          <p className="dim">
            <Prose text={data.why} />
          </p>
          <details>
            <summary>About the rule: {data.title}</summary>
            <p>
              <Prose text={data.what} />
            </p>
            <ul className="plain-list small">
              {data.references.map((reference) => (
                <li key={reference}>
                  <Outside to={reference} />
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
    </Section>
  );
}

/** A link out of the console, where it is one. */
function Outside({ to }: { readonly to: string }) {
  if (!to.startsWith('https://')) return <span className="break">{to}</span>;
  return (
    <a href={to} rel="noreferrer noopener" target="_blank" className="break">
      {to}
    </a>
  );
}

/** What is known besides: identity, history, what people and other tools say. */
export function FindingAside({ finding }: { readonly finding: FindingDetail }) {
  const { events, verdicts, alsoFoundBy, repository, branch, source, fingerprint, cwe, stage } =
    finding;
  return (
    <>
      <Section title="Facts">
        <Facts
          of={[
            [
              'Repository',
              <span key="r" className="break">
                {repository}
              </span>,
            ],
            ['Branch', branch],
            ['Found by', source],
            ['Stage of the rule', stage],
            ['CWE', cwe.map((number) => `CWE-${number}`).join(', ')],
            [
              'Fingerprint',
              <span key="f" className="code break small">
                {fingerprint}
              </span>,
            ],
          ]}
        />
      </Section>
      <Section title="Verdicts">
        {verdicts.length === 0 ? <p className="dim small">Nobody has judged it.</p> : null}
        <ul className="history">
          {verdicts.map((verdict, index) => (
            <Said key={index} verdict={fieldsOf(verdict)} />
          ))}
        </ul>
      </Section>
      <Section title="History">
        <ul className="history">
          {events.toReversed().map(({ kind, at, run }) => (
            <li key={`${kind} ${at}`}>
              <Link to="/runs/$run" params={{ run }}>
                {kind}
              </Link>
              <span className="dim small">
                <At at={at} />
              </span>
            </li>
          ))}
        </ul>
      </Section>
      {alsoFoundBy.length === 0 ? null : (
        <Section title="Also found by">
          <ul className="history">
            {alsoFoundBy.map((other) => (
              <li key={other.id}>
                <Link to="/findings/$finding" params={{ finding: String(other.id) }}>
                  {other.source}
                </Link>
                <span className="small break">{other.message}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Said({ verdict }: { readonly verdict: Readonly<Record<string, unknown>> }) {
  const at = wordOf(verdict['at']);
  return (
    <li>
      <strong>{verdictName(wordOf(verdict['verdict']))}</strong>
      <span className="small break">{wordOf(verdict['reason'])}</span>
      <span className="dim small">
        {wordOf(verdict['by'])} {Number.isNaN(Date.parse(at)) ? null : <Ago at={at} />}
      </span>
    </li>
  );
}
