import ids from 'spdx-license-ids/index.json' with { type: 'json' };
import deprecated from 'spdx-license-ids/deprecated.json' with { type: 'json' };

const known: ReadonlySet<string> = new Set([...ids, ...deprecated]);

/** Whether it is an id of the SPDX licence list. */
function isLicenceId(text: string): boolean {
  return known.has(text);
}

/** Whether it looks like an SPDX expression (SPDX 2.3 annex D) whose ids are all on the list. */
export function isLicenceExpression(text: string): boolean {
  if (text.length > 1_000) return false;
  const words = text.split(/[\s()]+/).filter((word) => word !== '');
  const operators = new Set(['AND', 'OR', 'WITH']);
  return words.every((word, at) => {
    if (operators.has(word)) return at > 0 && at < words.length - 1;
    return (
      words[at - 1] === 'WITH' ||
      known.has(word.replace(/\+$/, '')) ||
      word.startsWith('LicenseRef-')
    );
  });
}

/** As CycloneDX writes what a package states of its licence: an id, an expression, or a name that is neither. */
export function spdxLicences(stated: string): readonly object[] {
  const text = stated.trim().slice(0, 1_000);
  if (isLicenceId(text)) return [{ license: { id: text } }];
  return isLicenceExpression(text) ? [{ expression: text }] : [{ license: { name: text } }];
}
