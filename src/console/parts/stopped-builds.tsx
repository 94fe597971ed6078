import { Link } from '@tanstack/react-router';
import type { AnswerOf } from '../api/request.ts';
import { Ago } from './time.tsx';

type Build = AnswerOf<'GET /v1/effect'>['stopped'][number];

/** Builds by their commits, each with the run that was reported of it. */
export function StoppedBuilds({ builds }: { readonly builds: readonly Build[] }) {
  return (
    <ul className="history small">
      {builds.map(({ at, repository, branch, commit, author, run }) => (
        <li key={`${at} ${repository} ${commit}`} className="break">
          <span>
            {run === null ? (
              <span className="code" title="no run was reported of it">
                {commit.slice(0, 10)}
              </span>
            ) : (
              <Link to="/runs/$run" params={{ run }} className="code strong">
                {commit.slice(0, 10)}
              </Link>
            )}{' '}
            {repository} · {branch}
          </span>
          <span className="dim">
            {author} <Ago at={at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
