import type { Format } from './format.ts';
import { github } from './github.ts';
import { gitlabCodequality } from './gitlab-codequality.ts';
import { gitlabDependency, gitlabSast, gitlabSecrets } from './gitlab.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { sarif, sarifGithub } from './sarif.ts';
import { terminal } from './terminal.ts';

/** Every format, in the order of `--help`. A new format is one file and one line here. */
export const formats: readonly Format[] = [
  terminal,
  json,
  sarif,
  sarifGithub,
  html,
  markdown,
  github,
  junit,
  gitlabSecrets,
  gitlabSast,
  gitlabDependency,
  gitlabCodequality,
];
