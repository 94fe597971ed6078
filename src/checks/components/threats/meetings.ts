import type { Mark, Threat } from './threat.ts';

/** Marks that prove together what none proves alone. */
export interface Meeting {
  readonly claim: string;
  /** The threat that is told; the text must show it. */
  readonly threat: Threat;
  /** Of each list one mark must be there. */
  readonly meets: readonly (readonly Mark[])[];
  /** The file must run when the package is installed. */
  readonly atInstall?: true;
  /** 5 to 9; another meeting or a start at install adds to it. */
  readonly score: number;
}

const sends: readonly Mark[] = ['network', 'dns'];
const hides: readonly Threat[] = ['obfuscated-names', 'escaped-text', 'invisible-text'];

/** Scores are a judgement: 5 to 6 a person should look, 7 seldom honest, 8 and more never seen in an honest package. */
export const meetings: readonly Meeting[] = [
  {
    claim: 'it decodes a text and runs it, and reaches the network or other programs',
    threat: 'evaluates-decoded-text',
    meets: [['network', 'process', 'encoded-code', 'collects-addresses', 'address-without-name']],
    score: 8,
  },
  {
    claim: 'it decodes a text and runs it when the package is installed',
    threat: 'evaluates-decoded-text',
    meets: [['evaluation', 'process']],
    atInstall: true,
    score: 8,
  },
  {
    claim: 'it runs code that it holds as base64',
    threat: 'encoded-code',
    meets: [['evaluation']],
    score: 7,
  },
  {
    claim: 'it holds code as base64 and starts programs when the package is installed',
    threat: 'encoded-code',
    meets: [['process']],
    atInstall: true,
    score: 7,
  },
  {
    claim: 'it runs what an address answers',
    threat: 'evaluates-answers',
    meets: [sends],
    score: 8,
  },
  {
    claim: 'it runs what it is given, and reaches an address that hides whose it is',
    threat: 'evaluates-data',
    meets: [['collects-addresses', 'address-without-name', ...hides]],
    score: 8,
  },
  {
    claim: 'it runs what it is given, and reaches the network when the package is installed',
    threat: 'evaluates-data',
    meets: [sends],
    atInstall: true,
    score: 7,
  },
  ...hides.map((threat): Meeting => ({
    claim: 'its text is hidden, and it starts other programs or evaluates code',
    threat,
    meets: [
      ['process', 'evaluation'],
      ['network', 'write-files', 'read-files', 'environment'],
    ],
    score: threat === 'invisible-text' ? 8 : 6,
  })),
  ...hides.map((threat): Meeting => ({
    claim: 'its text is hidden, and it touches wallets or the clipboard',
    threat,
    meets: [['wallet', 'clipboard', 'browser-or-wallet-files', 'hooks-requests']],
    score: 8,
  })),
  {
    claim: 'a statement stands where no screen shows it, behind 200 spaces',
    threat: 'code-behind-spaces',
    meets: [['evaluation', 'process', 'network', 'encoded-code']],
    score: 8,
  },
  {
    claim:
      'it names files with credentials of several programs, reads files and reaches the network',
    threat: 'credential-files',
    meets: [sends, ['read-files']],
    score: 6,
  },
  {
    claim: 'it names files with credentials and an address that collects what anybody sends',
    threat: 'credential-files',
    meets: [['collects-addresses', 'address-without-name']],
    score: 8,
  },
  {
    claim: 'it names files of browsers or wallets, reads files and reaches the network',
    threat: 'browser-or-wallet-files',
    meets: [sends, ['read-files'], ['environment', 'surveys-machine', 'process', ...hides]],
    score: 7,
  },
  {
    claim: 'it names files of browsers or wallets and an address that collects what anybody sends',
    threat: 'browser-or-wallet-files',
    meets: [['collects-addresses', 'address-without-name']],
    score: 8,
  },
  {
    claim: 'it reaches an address that collects what anybody sends, and reads the machine',
    threat: 'collects-addresses',
    meets: [
      sends,
      ['environment', 'surveys-machine', 'read-files', 'clipboard', 'listens-to-keys', 'process'],
    ],
    score: 6,
  },
  {
    claim: 'it reaches an address that collects what anybody sends when the package is installed',
    threat: 'collects-addresses',
    meets: [[...sends, 'process', 'downloads-at-install']],
    atInstall: true,
    score: 8,
  },
  {
    claim:
      'it reaches an address without a name and starts programs or writes files when the package is installed',
    threat: 'address-without-name',
    meets: [
      [...sends, 'downloads-at-install'],
      ['process', 'write-files', 'surveys-machine', 'evaluation', 'downloads-at-install'],
    ],
    atInstall: true,
    score: 7,
  },
  {
    claim: 'it sends the whole environment',
    threat: 'whole-environment',
    meets: [sends],
    score: 5,
  },
  {
    claim: 'it sends the whole environment when the package is installed',
    threat: 'whole-environment',
    meets: [sends],
    atInstall: true,
    score: 8,
  },
  {
    claim: 'it surveys the machine and reaches the network when the package is installed',
    threat: 'surveys-machine',
    meets: [
      sends,
      ['environment', 'whole-environment', 'collects-addresses', 'address-without-name', 'process'],
    ],
    atInstall: true,
    score: 5,
  },
  {
    claim: 'it listens to all keys and reaches the network',
    threat: 'listens-to-keys',
    meets: [[...sends, 'collects-addresses']],
    score: 7,
  },
  {
    claim: 'it looks for addresses of wallets in the clipboard',
    threat: 'wallet-addresses',
    meets: [['clipboard']],
    score: 7,
  },
  {
    claim: 'it takes over requests of a page that has a wallet',
    threat: 'hooks-requests',
    meets: [['wallet'], ['wallet-addresses', ...hides]],
    score: 8,
  },
  {
    claim: 'it gives a shell to another machine',
    threat: 'shell-to-elsewhere',
    meets: [
      ['process', 'evaluation'],
      ['network', 'address-without-name'],
    ],
    score: 6,
  },
  {
    claim: 'it gives a shell to another machine when the package is installed',
    threat: 'shell-to-elsewhere',
    meets: [['shell-to-elsewhere']],
    atInstall: true,
    score: 9,
  },
  {
    claim: 'it publishes packages with the credentials it finds',
    threat: 'publishes-packages',
    meets: [['process'], ['credential-files', 'whole-environment', 'searches-secrets'], sends],
    score: 7,
  },
  {
    claim: 'it starts a program that searches for secrets, and reaches the network',
    threat: 'searches-secrets',
    meets: [['process'], sends],
    score: 7,
  },
  {
    claim: 'its install script fetches from an address',
    threat: 'downloads-at-install',
    meets: [['downloads-at-install']],
    atInstall: true,
    score: 6,
  },
  {
    claim: 'its install script runs what an address answers',
    threat: 'evaluates-answers',
    meets: [['downloads-at-install', 'evaluates-answers']],
    atInstall: true,
    score: 8,
  },
];
