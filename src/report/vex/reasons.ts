/**
 * Why nothing is affected, as OpenVEX calls it (and CSAF, in its flags), with what CycloneDX says for the same, the widest
 * first. What CycloneDX says of configuration, environment and dependencies has no equal.
 */
const reasons: ReadonlyMap<string, readonly string[]> = new Map([
  ['component_not_present', []],
  ['vulnerable_code_not_present', ['code_not_present']],
  ['vulnerable_code_not_in_execute_path', ['code_not_reachable']],
  ['vulnerable_code_cannot_be_controlled_by_adversary', []],
  [
    'inline_mitigations_already_exist',
    [
      'protected_by_mitigating_control',
      'protected_by_compiler',
      'protected_at_runtime',
      'protected_at_perimeter',
    ],
  ],
]);

/** The word of OpenVEX for a word of any format; empty where there is none. */
export function openVexReason(word: string): string {
  if (reasons.has(word)) return word;
  return [...reasons].find(([, others]) => others.includes(word))?.[0] ?? '';
}

/** The word of CycloneDX for a word of OpenVEX; empty where none means the same. */
export function cycloneDxReason(word: string): string {
  return reasons.get(word)?.[0] ?? '';
}
