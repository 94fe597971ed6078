/** Public layout of OSV's export (google/osv.dev docs/data.md). */
export const OSV = 'https://storage.googleapis.com/osv-vulnerabilities/';
/** https://www.cisa.gov/known-exploited-vulnerabilities-catalog (CC0). */
export const KEV =
  'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json';
/** https://www.first.org/epss/data_stats; FIRST asks to be named. */
export const EPSS = 'https://epss.empiricalsecurity.com/epss_scores-current.csv.gz';
