import type { Product } from './plan.ts';
import { sqlInjection, token } from './sources.ts';

/** What nobody would want to run. It has no slash, so that it can be the name of a file too. */
export const hostileText: string = `<img src=x onerror="document.title='owned'">`;

/** A product in which every name and text that a repository can choose tries to be run. */
export function hostileProduct(waiverEnds: string): Product {
  const code = Object.values(sqlInjection('order', ['name'])).join('');
  return {
    name: 'hostile',
    sboms: ['hostile'],
    reports: [hostileReport()],
    steps: [
      {
        daysAgo: 2,
        repository: 'hostile',
        message: hostileText,
        author: hostileText,
        files: {
          'lockstep.yaml': `version: 1
product: hostile
tier: 2
parties: { development: [a.lopez], security: [k.ito] }
rules: { "*": observe, secrets/*: block }
waivers:
  - rule: code/*
    scope: { path: ${JSON.stringify(`src/${hostileText}.js`)} }
    reason: ${JSON.stringify(hostileText)}
    approved: { development: ${JSON.stringify(hostileText)}, security: k.ito }
    expires: ${waiverEnds}
`,
          [`src/${hostileText}.js`]: code.replaceAll(
            'by-name',
            `by-${hostileText.replaceAll(/['"]/gu, '')}`,
          ),
          [`ci/${hostileText}.sh`]: `export TOKEN=${token(9)} # ${hostileText}\n`,
          'package-lock.json': JSON.stringify({
            name: hostileText,
            lockfileVersion: 3,
            packages: { '': {}, [`node_modules/${hostileText}`]: { version: '1.0.0' } },
          }),
        },
      },
    ],
  };
}

/** What another tool says of it, in each field that is shown. */
function hostileReport(): object {
  const text = `${hostileText}<script>document.title='owned'</script>[click](javascript:document.title='owned')`;
  const place = {
    physicalLocation: {
      artifactLocation: { uri: `src/${encodeURIComponent(hostileText)}.js` },
      region: { startLine: 3, snippet: { text } },
    },
    logicalLocations: [{ fullyQualifiedName: text }],
    message: { text },
  };
  return {
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: text,
            rules: [
              {
                id: text,
                shortDescription: { text },
                fullDescription: { text, markdown: text },
                help: { text, markdown: text },
                helpUri: "javascript:document.title='owned'",
                properties: { 'security-severity': '9.8' },
              },
            ],
          },
        },
        results: [
          {
            ruleId: text,
            message: { text, markdown: `**bold** ${text}` },
            locations: [place],
            codeFlows: [{ threadFlows: [{ locations: [{ location: place }] }] }],
          },
        ],
      },
    ],
  };
}
