/** How far a rule has come: from only recorded, through shown, to able to stop a build. */
export const stages = ['observe', 'warn', 'block'] as const;
export type Stage = (typeof stages)[number];
