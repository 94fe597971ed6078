import type { OwaspCategory } from '../model/rule.ts';

/** The categories of the OWASP Top 10:2025 (owasp.org/Top10/2025, read 2026-11). */
export const owaspTitles: Readonly<Record<OwaspCategory, string>> = {
  'A01:2025': 'Broken Access Control',
  'A02:2025': 'Security Misconfiguration',
  'A03:2025': 'Software Supply Chain Failures',
  'A04:2025': 'Cryptographic Failures',
  'A05:2025': 'Injection',
  'A06:2025': 'Insecure Design',
  'A07:2025': 'Authentication Failures',
  'A08:2025': 'Software or Data Integrity Failures',
  'A09:2025': 'Security Logging and Alerting Failures',
  'A10:2025': 'Mishandling of Exceptional Conditions',
};
