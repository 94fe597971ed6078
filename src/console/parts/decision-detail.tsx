import type { AnswerOf } from '../api/request.ts';
import { Chip } from './marks.tsx';

type Detail = AnswerOf<'GET /v1/decisions'>['decisions'][number]['detail'];

/** What a decision rests on besides findings and policy; broken glass before all else. */
export function DecisionDetail({
  of: { override, waivers, demotions, notices },
}: {
  readonly of: Detail;
}) {
  return (
    <ul className="plain-list small">
      {override === undefined ? null : (
        <li className="break">
          <Chip tone="bad">break-glass</Chip> by {override.by}: {override.reason}
        </li>
      )}
      {waivers.map(({ rule, reason, expires, findings }) => (
        <li key={`${rule} ${reason}`} className="break">
          <Chip>waiver</Chip> {findings} of {rule} until {expires}: {reason}
        </li>
      ))}
      {demotions.map(({ rule, to, because }) => (
        <li key={rule} className="break">
          <Chip tone="warn">demoted</Chip> {rule} to {to}: {because}
        </li>
      ))}
      {notices.map((notice) => (
        <li key={notice} className="dim break">
          {notice}
        </li>
      ))}
    </ul>
  );
}
