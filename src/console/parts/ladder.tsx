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
  product,
}: {
  readonly rules: readonly Standing[];
  readonly product: string;
}) {
  return (
    <ol className="ladder" aria-label="The ladder">
      {STAGES.map((stage) => {
        const here = rules.filter((rule) => rule.stage === stage);
        return (
          <li key={stage} data-stage={stage}>
            <div className="step-head">
              <strong>{stage}</strong>
              <span className="number">{here.length}</span>
            </div>
            <ul>
              {here.slice(0, SHOWN).map(({ rule, held, next }) => (
                <li key={rule} className="small break">
                  <Link to="/rules/$rule" params={{ rule }} search={{ product }} className="quiet">
                    {rule}
                  </Link>
                  {next !== null && held.length === 0 ? (
                    <span className="rise"> may rise</span>
                  ) : null}
                </li>
              ))}
              {here.length > SHOWN ? (
                <li className="small dim">and {here.length - SHOWN} more</li>
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
