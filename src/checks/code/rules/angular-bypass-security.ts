import type { CodeRule } from './code-rule.ts';

export const angularBypassSecurity: CodeRule = {
  id: 'code/angular-bypass-security',
  title: 'A value is declared safe in Angular',
  severity: 'medium',
  cwe: [79],
  owasp: ['A05:2025'],
  what: '`bypassSecurityTrust…` gets something that is not constant.',
  why: 'Angular would have sanitised it.',
  fix: 'Bind the value and let Angular sanitise it.',
  tags: ['xss', 'angular'],
  version: 1,
  references: [
    'https://cwe.mitre.org/data/definitions/79.html',
    'https://angular.dev/best-practices/security',
  ],
  examples: {
    hit: [
      {
        path: 'x.ts',
        text: `import { DomSanitizer } from '@angular/platform-browser';
export class Show {
  constructor(private readonly sanitizer: DomSanitizer) {}
  html(text: string) {
    return this.sanitizer.bypassSecurityTrustHtml(text);
  }
}
`,
      },
    ],
    ok: [
      {
        path: 'x.ts',
        text: `import { DomSanitizer } from '@angular/platform-browser';
import { SecurityContext } from '@angular/core';
export class Show {
  constructor(private readonly sanitizer: DomSanitizer) {}
  html(text: string) {
    return this.sanitizer.sanitize(SecurityContext.HTML, text);
  }
}
`,
      },
    ],
  },
};
