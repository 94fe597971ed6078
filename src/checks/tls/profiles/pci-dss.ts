import type { Profile } from '../profile.ts';

/**
 * PCI DSS 4.0.1 asks for "strong cryptography" (requirement 4.2.1 and the glossary: at least 112 bits) and names no lists;
 * early TLS has been out since 2018-06-30 (appendix A2). What is in no list of suites is therefore not judged by it.
 */
export const pciDss4: Profile = {
  id: 'pci-dss-4',
  title: 'PCI DSS 4.0.1',
  source: 'https://www.pcisecuritystandards.org/document_library/',
  published: '2024-06',
  versions: { required: ['TLS1.2'], good: ['TLS1.3', 'TLS1.2'], sufficient: [], phaseOut: [] },
  certificate: { keyTypes: [], minRsaBits: 2048 },
  minDhBits: 2048,
  deadlines: [],
  notes: [
    'Requirements 4.2.1.1 and 12.3.3 ask for an inventory of certificates, suites and protocols in use and a yearly review: the observations of a scan (lockstep tls --record) are one.',
    'The standard names no suites; rules about broken suites hold as everywhere, tls/suite-not-in-profile finds nothing.',
    'Written from knowledge of the standard, not compared with its text.',
  ],
};
