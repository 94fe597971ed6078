import { Type, type TProperties } from 'typebox';
import { textOrNull } from '../answer.ts';

/** A build as the rollout log names it, and the run that was reported of it. */
export const namedBuild: TProperties = {
  at: Type.String(),
  repository: Type.String(),
  commit: Type.String(),
  branch: Type.String(),
  author: Type.String({ description: 'of the commit; empty: it is not known' }),
  run: { ...textOrNull, description: 'its id; null: none was reported of it' },
};
