/**
 * Cohen's kappa of pairs of labels (Educational and Psychological Measurement 1960): 1 when two people always agree, 0 when
 * no more often than by chance. Undefined without pairs; 1 where all labels are the same.
 */
export function kappa(pairs: readonly (readonly [boolean, boolean])[]): number | undefined {
  if (pairs.length === 0) return undefined;
  const share = (of: (pair: readonly [boolean, boolean]) => boolean): number =>
    pairs.filter(of).length / pairs.length;
  const agreed = share(([a, b]) => a === b);
  const first = share(([a]) => a);
  const second = share(([, b]) => b);
  const byChance = first * second + (1 - first) * (1 - second);
  return byChance === 1 ? 1 : (agreed - byChance) / (1 - byChance);
}
