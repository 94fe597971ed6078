import { Chip } from './marks.tsx';

interface Proposal {
  readonly kind: string;
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly repository: string;
}

/** What is proposed, in a line. */
export function proposalText({ kind, rule, from, to, repository }: Proposal): string {
  return kind === 'stage' ? `${rule}: ${from} → ${to}` : `Another policy of ${repository}`;
}

const TONES: Readonly<Record<string, string>> = { agreed: 'good', rejected: 'bad', open: 'warn' };

export function ProposalState({ of }: { readonly of: string }) {
  return <Chip tone={TONES[of] ?? 'plain'}>{of}</Chip>;
}
