/** The part of an ecosystem's name that tells how its packages are named and versioned: distributions keep their release. */
export function ecosystemOf(stated: string): string {
  const colon = stated.indexOf(':');
  return colon !== -1 && /^https?:/u.test(stated.slice(colon + 1))
    ? stated.slice(0, colon)
    : stated;
}

/** The same without a release: the name of the folder of OSV's export. */
export function ecosystemFamily(ecosystem: string): string {
  const colon = ecosystem.indexOf(':');
  return colon === -1 ? ecosystem : ecosystem.slice(0, colon);
}
