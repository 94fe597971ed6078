import { Link } from '@tanstack/react-router';

const STAGES = ['observe', 'warn', 'block'] as const;
const SHOWN = 6;

interface Standing {
  readonly rule: string;
  readonly stage: string;
  readonly held: readonly string[];
  readonly next: string | null;
}

/** Observe → warn → block, with the rules on each step. */
export function Ladder({
  rules,
  counts,
  product,
}: {
  /** Those that are named on the steps. */
  readonly rules: readonly Standing[];
  /** All that stand there. */
  readonly counts: Readonly<Record<(typeof STAGES)[number], number>>;
  readonly product: string;
}) {
  return (
    <ol className="ladder" aria-label="The ladder">
      {STAGES.map((stage) => {
        const here = rules.filter((rule) => rule.stage === stage).slice(0, SHOWN);
        const more = counts[stage] - here.length;
        return (
          <li key={stage} data-stage={stage}>
            <div className="step-head">
              <strong>{stage}</strong>
              <span className="number">{counts[stage]}</span>
            </div>
            <ul>
              {here.map(({ rule, held, next }) => (
                <li key={rule} className="small break">
                  <Link to="/rules/$rule" params={{ rule }} search={{ product }} className="quiet">
                    {rule}
                  </Link>
                  {next !== null && held.length === 0 ? (
                    <span className="rise"> may rise</span>
                  ) : null}
                </li>
              ))}
              {more > 0 ? (
                <li className="small">
                  <Link to="/rules" search={{ product, show: stage }} className="quiet">
                    {here.length === 0 ? `${more} of which nothing is said` : `and ${more} more`}
                  </Link>
                </li>
              ) : null}
            </ul>
          </li>
        );
      })}
    </ol>
  );
}

/** How far a rule has come towards its next stage. */
export function StageMark({
  stage,
  written,
}: {
  readonly stage: string;
  readonly written: string;
}) {
  const at = STAGES.findIndex((each) => each === stage);
  return (
    <span
      className="stage"
      title={written === stage ? stage : `${stage}; the policy writes ${written}`}
    >
      <svg viewBox="0 0 30 14" aria-hidden="true">
        {STAGES.map((each, index) => (
          <rect
            key={each}
            x={index * 10}
            y={9 - index * 4}
            width="8"
            height={5 + index * 4}
            rx="1"
            data-on={index <= at}
          />
        ))}
      </svg>
      {stage}
    </span>
  );
}
