interface Counts {
  readonly new: number;
  readonly existing: number;
  readonly moved: number;
  readonly fixed: number;
  readonly reopened: number;
}

const NAMES = ['new', 'fixed', 'reopened', 'moved', 'existing'] as const;

/** What a run has changed; what is zero is left out. */
export function RunCounts({ counts }: { readonly counts: Counts }) {
  const shown = NAMES.filter((name) => counts[name] > 0);
  if (shown.length === 0) return <span className="dim">nothing found</span>;
  return (
    <span className="counts small">
      {shown.map((name) => (
        <span key={name} className={name === 'existing' ? 'dim' : undefined}>
          <span className="number">{counts[name].toLocaleString('en')}</span> {name}
        </span>
      ))}
    </span>
  );
}
