/** A share as people say it: `1.2 %`. */
export function percent(share: number): string {
  const digits = share > 0 && share < 0.1 ? 2 : 0;
  return `${(share * 100).toFixed(digits)} %`;
}
