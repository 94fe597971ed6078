import type { ReactNode } from 'react';
import { Section } from './page-head.tsx';
import { fieldsOf, itemsOf, numberOf, wordOf, wordsOf } from './unknown.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What proves a finding, by its kind; all of it is text. */
export function Evidence({ of }: { readonly of: unknown }) {
  const evidence = fieldsOf(of);
  switch (evidence['kind']) {
    case 'code':
    case 'sarif':
      return <Trace evidence={evidence} />;
    case 'component':
      return <Component evidence={evidence} />;
    case 'secret':
      return <Secret evidence={evidence} />;
    case 'tls':
      return <Tls evidence={evidence} />;
    default:
      return null;
  }
}

/** How data comes to where it does harm, step by step. */
function Trace({ evidence }: { readonly evidence: Fields }) {
  const steps = itemsOf(evidence['steps']).map(fieldsOf);
  const entry = fieldsOf(evidence['entry']);
  const missing = wordOf(evidence['missing']);
  const diff = wordOf(evidence['diff']);
  return (
    <>
      {steps.length === 0 ? null : (
        <Section
          title={
            steps.length === 1 ? 'Where' : `From the source to the sink: ${steps.length} steps`
          }
        >
          {wordOf(entry['route']) === '' ? null : (
            <p className="small">
              Requests come in at <span className="code">{wordOf(entry['route'])}</span>
            </p>
          )}
          <ol className="trace">
            {steps.map((step, index) => (
              <li key={index}>
                <div className="small">
                  <strong>{wordOf(step['what'])}</strong>{' '}
                  <span className="code dim break">
                    {wordOf(step['path'])}:{lineOf(step)}
                  </span>
                </div>
                <pre className="excerpt">{wordOf(step['text'])}</pre>
              </li>
            ))}
          </ol>
          {missing === '' ? null : <p className="small">What was not done to it: {missing}.</p>}
        </Section>
      )}
      {diff === '' ? null : (
        <Section title="A change that mends it">
          <Diff text={diff} />
        </Section>
      )}
    </>
  );
}

function lineOf(step: Fields): string {
  return wordOf(step['line'] ?? fieldsOf(step['region'])['startLine']);
}

/** Lines that came and went. */
export function Diff({ text }: { readonly text: string }) {
  return (
    <pre className="excerpt diff">
      {text.split('\n').map((line, index) => (
        <span key={index} data-sign={line.slice(0, 1)}>
          {line}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}

function Component({ evidence }: { readonly evidence: Fields }) {
  const path = wordsOf(evidence['path']);
  const cvss = fieldsOf(evidence['cvss']);
  const likely = numberOf(evidence['exploitProbability']);
  const declared = fieldsOf(evidence['declaredAt']);
  const isDirect = evidence['direct'] === true;
  return (
    <>
      <Section title="Component">
        <Facts
          of={[
            [
              'Package',
              <span key="p" className="code break">
                {wordOf(evidence['purl']) || wordOf(evidence['name'])}
              </span>,
            ],
            [
              'Comes in',
              isDirect ? 'declared directly' : waysText(numberOf(evidence['pathCount'])),
            ],
            [
              'Declared',
              wordOf(declared['path']) === ''
                ? ''
                : `${wordOf(declared['path'])}:${wordOf(declared['line'])}`,
            ],
            ['Imported', REACH[wordOf(evidence['reach'])] ?? ''],
            ['Advisories', wordsOf(evidence['advisories']).join(', ')],
            [
              'CVSS',
              wordOf(cvss['score']) === ''
                ? ''
                : `${wordOf(cvss['score'])} (${wordOf(cvss['version'])})`,
            ],
            [
              'Exploited',
              wordOf(evidence['exploitedSince']) === ''
                ? ''
                : `known since ${wordOf(evidence['exploitedSince'])}`,
            ],
            [
              'Exploit within 30 days',
              likely === undefined ? '' : `${(likely * 100).toFixed(1)} %`,
            ],
            ['Mended in', wordsOf(evidence['fixedIn']).join(', ')],
          ]}
        />
      </Section>
      {path.length === 0 ? null : (
        <Section title="How it comes in">
          <ol className="way">
            {path.map((step, index) => (
              <li key={index} className="code break">
                {step}
              </li>
            ))}
          </ol>
        </Section>
      )}
      <Remedies of={itemsOf(evidence['remedies']).map(fieldsOf)} />
    </>
  );
}

/** A lockfile without a graph states no way. */
function waysText(count: number | undefined): string {
  if (count === undefined || count === 0) return 'through others; by which is not stated';
  return `through others, by ${count} ${count === 1 ? 'way' : 'ways'}`;
}

const REACH: Readonly<Record<string, string>> = {
  imported: 'the sources import it',
  'not-imported': 'no source imports it',
  unknown: 'cannot be told',
};

function Remedies({ of }: { readonly of: readonly Fields[] }) {
  if (of.length === 0) return null;
  return (
    <Section title="What mends it">
      <ul className="plain-list">
        {of.map((remedy, index) => (
          <li key={index}>
            {wordOf(remedy['sentence'])}
            {remedy['breaking'] === true ? (
              <span className="dim"> (may break its users)</span>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Secret({ evidence }: { readonly evidence: Fields }) {
  return (
    <Section title="Secret">
      <Facts
        of={[
          ['Kind', wordOf(evidence['secretKind'])],
          [
            'Begins with',
            <span key="b" className="code">
              {wordOf(evidence['prefix'])}…
            </span>,
          ],
          ['Length', `${wordOf(evidence['length'])} characters`],
          ['Written as', wordOf(evidence['encoding'])],
          ['What speaks for it', wordsOf(evidence['reasons']).join(', ')],
        ]}
      />
    </Section>
  );
}

function Tls({ evidence }: { readonly evidence: Fields }) {
  const snippets = itemsOf(evidence['snippets']).map(fieldsOf);
  return (
    <>
      <Section title="What was seen">
        <ul className="plain-list">
          {wordsOf(evidence['facts']).map((fact, index) => (
            <li key={index} className="code break">
              {fact}
            </li>
          ))}
        </ul>
      </Section>
      {snippets.length === 0 ? null : (
        <Section title="What to write into the configuration">
          {snippets.map((snippet, index) => (
            <div key={index}>
              <div className="small dim">{wordOf(snippet['server'])}</div>
              <pre className="excerpt">{wordOf(snippet['text'])}</pre>
            </div>
          ))}
        </Section>
      )}
    </>
  );
}

/** Names and values; what has no value is left out. */
export function Facts({
  of,
}: {
  readonly of: readonly (readonly [name: string, value: ReactNode])[];
}) {
  return (
    <dl className="facts">
      {of
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
