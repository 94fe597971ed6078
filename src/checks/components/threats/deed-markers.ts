import { aloneBefore, type Marker } from './marker.ts';

/** Something that runs the text that the decoder gives. */
const runBefore =
  /(?:(?:^|[^A-Za-z0-9_$.])(?:eval|Function|exec)|_compile|runIn[A-Za-z]{3,12}Context|new Script)\s{0,10}\((?:[^;\n]{0,100}[(,\s.])?$/;

/** What texts do that honest code seldom does. */
export const deedMarkers: readonly Marker[] = [
  {
    mark: 'evaluates-decoded-text',
    language: 'javascript',
    words: [
      'atob(',
      'buffer.from(',
      'new buffer(',
      'fromcharcode',
      'unescape(',
      'inflatesync(',
      'gunzipsync(',
      'decipher',
    ],
    before: runBefore,
  },
  {
    mark: 'evaluates-decoded-text',
    language: 'python',
    words: [
      'b64decode(',
      'b85decode(',
      'a85decode(',
      'b32decode(',
      'b16decode(',
      'fromhex(',
      'unhexlify(',
      'decompress(',
      'marshal.loads(',
      'fernet(',
      'decrypt(',
      'rot13',
    ],
    before: runBefore,
  },
  {
    mark: 'evaluates-answers',
    language: 'python',
    words: ['requests.get(', 'urlopen(', 'httpx.get('],
    before: runBefore,
  },
  {
    mark: 'evaluates-data',
    language: 'javascript',
    words: ['eval('],
    before: aloneBefore,
    here: /eval\(\s{0,5}(?:r|res|resp|response|body|data|chunk|raw|d|await fetch|await axios)(?:\.(?:data|body|text|responseText))?(?:\.toString)?[()\s]/y,
  },
  {
    mark: 'evaluates-answers',
    language: 'shell',
    words: ['curl ', 'wget '],
    here: /(?:curl|wget)\s[^\n;|]{0,300}\|\s{0,5}(?:sudo\s{1,5})?(?:ba|z|da|k)?sh\b/iy,
  },
  {
    mark: 'evaluates-answers',
    language: 'shell',
    words: ['iex', 'invoke-expression', 'downloadstring('],
    here: /(?:iex|invoke-expression|downloadstring\()[^\n]{0,20}(?:\(|iwr|new-object|invoke-web|http)/iy,
  },
  {
    mark: 'whole-environment',
    language: 'javascript',
    words: ['process.env'],
    here: /process\.env\s{0,5}[,)}]/y,
    before:
      /(?:stringify\(|qs\.stringify\(|encode\(|btoa\(|Buffer\.from\(|send\(|data:\s{0,3}|body:\s{0,3})$/,
  },
  {
    mark: 'whole-environment',
    language: 'python',
    words: ['os.environ'],
    here: /os\.environ(?:\.copy\(\))?\s{0,5}[,)}]/y,
    before:
      /(?:dumps\((?:dict\()?|urlencode\(|str\(dict\(|str\(|json\s{0,2}=\s{0,2}(?:dict\()?|data\s{0,2}=\s{0,2}(?:dict\()?|encode\()$/,
  },
  {
    mark: 'listens-to-keys',
    language: 'any',
    words: [
      'getasynckeystate',
      'setwindowshookex',
      'iohook',
      'uiohook',
      'pynput.keyboard',
      'from pynput',
      'keyboard.on_press(',
      'node-global-key-listener',
      'keyboard.hook(',
    ],
  },
  {
    mark: 'wallet-addresses',
    language: 'any',
    words: [
      '[13][a-km-z',
      '[13]{1}[a-km-z',
      '0x[a-fa-f0-9]{40}',
      'bc1[a-z',
      '(bc1|[13])',
      '^t[a-za-z0-9]{33}',
      '[48][0-9ab]',
    ],
  },
  {
    mark: 'hooks-requests',
    language: 'javascript',
    words: [
      'xmlhttprequest.prototype.open',
      'xmlhttprequest.prototype.send',
      'window.fetch',
      'globalthis.fetch',
    ],
    here: /[A-Za-z.]{12,30}\s{0,5}=[^=]/y,
  },
  {
    mark: 'shell-to-elsewhere',
    language: 'any',
    words: ['/dev/tcp/', 'pty.spawn(', 'bash -i ', 'nc -e ', 'ncat -e '],
  },
  {
    mark: 'publishes-packages',
    language: 'javascript',
    words: ['npm publish', '"publish"', "'publish'", '-/whoami', '/-/npm/v1/tokens'],
  },
  { mark: 'searches-secrets', language: 'any', words: ['trufflehog', 'gitleaks detect'] },
  {
    mark: 'downloads-at-install',
    language: 'shell',
    words: [
      'curl ',
      'wget ',
      'invoke-webrequest',
      'iwr ',
      'certutil',
      'bitsadmin',
      'mshta ',
      'nslookup ',
      'powershell',
    ],
    here: /(?:curl|wget|invoke-webrequest|iwr|certutil|bitsadmin|mshta|nslookup)\s[^\n]{0,300}(?:https?:|ftp:|\$\(|`|\$\{?[A-Z])|powershell(?:\.exe)?\s[^\n]{0,200}(?:-e(?:nc)?\s|-encodedcommand|https?:)/iy,
  },
  {
    mark: 'shell-to-elsewhere',
    language: 'python',
    words: ['os.dup2('],
    here: /os\.dup2\(\s{0,3}\w{1,20}\.fileno\(\)/y,
  },
];
