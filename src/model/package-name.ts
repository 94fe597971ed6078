/**
 * A name as the ecosystem compares it: PyPI per PEP 503, NuGet, Packagist, Hex and GitHub Actions without case, others as
 * they are. Index and look-up use the same function.
 */
export function normaliseName(ecosystem: string, name: string): string {
  switch (ecosystem) {
    case 'PyPI':
      return name.toLowerCase().replace(/[-_.]{1,100}/g, '-');
    case 'NuGet':
    case 'Packagist':
    case 'Hex':
    case 'GitHub Actions':
      return name.toLowerCase();
    default:
      return name;
  }
}
