import type { ReactNode } from 'react';

/** Worst last, as the API counts them. */
export const severityWords = ['info', 'low', 'medium', 'high', 'critical'] as const;

const SHAPES: readonly ReactNode[] = [
  <circle key="s" cx="8" cy="8" r="3" />,
  <path key="s" d="M2.5 5h11L8 13.5z" />,
  <rect key="s" x="3" y="3" width="10" height="10" rx="1" transform="rotate(45 8 8)" />,
  <path key="s" d="M8 2.2 14.2 13.4H1.8z" />,
  <path key="s" d="M5 1.5h6L14.5 5v6L11 14.5H5L1.5 11V5z" />,
];

/** A shape for each severity, and its word: colour alone says nothing. */
export function Severity({
  of,
  isShort = false,
}: {
  readonly of: number;
  readonly isShort?: boolean;
}) {
  const word = severityWords[of] ?? 'unknown';
  return (
    <span className="mark" data-severity={of} title={isShort ? word : undefined}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {SHAPES[of]}
      </svg>
      <span className={isShort ? 'unseen' : undefined}>{word}</span>
    </span>
  );
}

/** Counts by severity, from critical to info; what is zero is left out. */
export function SeverityCounts({ counts }: { readonly counts: readonly number[] }) {
  const shown = counts.map((count, index) => ({ count, severity: 4 - index }));
  if (counts.every((count) => count === 0)) return <span className="dim">none</span>;
  return (
    <span className="counts">
      {shown
        .filter(({ count }) => count > 0)
        .map(({ count, severity }) => (
          <span
            key={severity}
            className="mark"
            data-severity={severity}
            title={`${count} ${severityWords[severity]}`}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true">
              {SHAPES[severity]}
            </svg>
            {count.toLocaleString('en')}
            <span className="unseen"> {severityWords[severity]}</span>
          </span>
        ))}
    </span>
  );
}

const OUTCOMES: Readonly<Record<string, readonly [tone: string, path: string]>> = {
  pass: ['good', 'M3 8.5 6.5 12 13 4.5'],
  warn: ['warn', 'M8 3v6M8 12v.5'],
  block: ['bad', 'M4 4l8 8M12 4l-8 8'],
  incomplete: ['bad', 'M5.5 5.5a2.5 2.5 0 1 1 3.6 2.2C8.300 8.200 8 8.700 8 9.500M8 12v.5'],
};

/** What the gate answered. */
export function Outcome({ of }: { readonly of: string }) {
  const [tone, path] = OUTCOMES[of] ?? ['bad', ''];
  return (
    <span className="mark" data-tone={tone}>
      <svg viewBox="0 0 16 16" aria-hidden="true" className="stroked">
        <path d={path} />
      </svg>
      {of}
    </span>
  );
}

/** 1 calm to 5 severe: as many bars as the level, and its number. */
export function Threat({ level }: { readonly level: number }) {
  return (
    <span className="threat" data-level={level} title={`threat level ${level} of 5`}>
      <svg viewBox="0 0 34 14" aria-hidden="true">
        {[1, 2, 3, 4, 5].map((bar) => (
          <rect
            key={bar}
            x={(bar - 1) * 7}
            y={12 - bar * 2.2}
            width="5"
            height={bar * 2.2 + 1}
            rx="1"
            data-on={bar <= level}
          />
        ))}
      </svg>
      <span className="unseen">threat level </span>
      {level}
    </span>
  );
}

export function Chip({ tone, children }: { readonly tone?: string; readonly children: ReactNode }) {
  return (
    <span className="chip" data-tone={tone}>
      {children}
    </span>
  );
}

/** How good a grade is; one that could not be told is as bad as it can be. */
export function gradeTone(grade: string | null, state: string | null): 'good' | 'warn' | 'bad' {
  if (grade === null || grade === '?' || state === 'unreachable') return 'bad';
  if (grade.startsWith('A')) return 'good';
  return /^[BC]/u.test(grade) ? 'warn' : 'bad';
}

/** The grade of an endpoint; what is not known is never blank. */
export function Grade({
  of,
  state,
}: {
  readonly of: string | null;
  readonly state: string | null;
}) {
  const tone = gradeTone(of, state);
  if (of === null || of === '?' || state === 'unreachable') {
    return (
      <span className="grade" data-tone={tone} title="its grade could not be told">
        ?<span className="small">{state ?? 'never examined'}</span>
      </span>
    );
  }
  return (
    <span className="grade" data-tone={tone}>
      {of}
      {state === 'partial' ? <span className="small">partial</span> : null}
    </span>
  );
}
