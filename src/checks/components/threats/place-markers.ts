import type { Marker } from './marker.ts';
import type { Mark } from './threat.ts';

/** Credentials by the program that keeps them: where several are named, somebody collects. */
const credentialFiles: readonly (readonly [string, readonly string[]])[] = [
  ['ssh', ['.ssh/id_', '.ssh/config', '.ssh/*', '.ssh\\id_', 'id_rsa', 'id_ed25519']],
  ['aws', ['.aws/credentials', '.aws\\credentials']],
  // Tools of one ecosystem read all of these: they are one.
  [
    'registry',
    ['/.npmrc', "'.npmrc'", '".npmrc"', '`.npmrc`', '.pypirc', '/.netrc', "'.netrc'", '".netrc"'],
  ],
  ['docker', ['.docker/config.json']],
  ['kube', ['.kube/config']],
  ['git', ['.git-credentials']],
  ['gpg', ['.gnupg/', 'secring.gpg']],
  ['gcloud', ['gcloud/application_default_credentials', 'gcloud/credentials.db']],
  ['azure', ['.azure/accesstokens', '.azure/msal_token']],
  ['history', ['.bash_history', '.zsh_history']],
  ['passwords', ['/etc/shadow', '/etc/passwd']],
];

/** What tells one machine and person from others; few programs that install something need several of them. */
const machineFacts: readonly (readonly [string, readonly string[]])[] = [
  ['host', ['os.hostname(', '.hostname()', 'gethostname(', 'platform.node(']],
  ['user', ['os.userinfo(', '.userinfo()', 'getpass.getuser(', 'getlogin(', 'whoami']],
  ['home', ['os.homedir(', '.homedir()', 'expanduser(']],
  [
    'interfaces',
    [
      'networkinterfaces(',
      'getservers(',
      'uuid.getnode(',
      'ifconfig',
      'ipinfo.io',
      'api.ipify.org',
      'ip-api.com',
    ],
  ],
  ['place', ['__dirname', 'process.cwd(', 'os.getcwd(']],
];

function grouped(
  mark: Mark,
  groups: readonly (readonly [string, readonly string[]])[],
): readonly Marker[] {
  return groups.map(([group, words]) => ({ mark, language: 'any', group, words }));
}

/** Files and addresses that honest code seldom names. */
export const placeMarkers: readonly Marker[] = [
  ...grouped('credential-files', credentialFiles),
  ...grouped('surveys-machine', machineFacts),
  {
    mark: 'credential-files',
    language: 'any',
    group: 'aws',
    words: ["'.aws'", '".aws"'],
    here: /["']\.aws["'],\s{0,5}["'](?:credentials|config)["']/y,
  },
  {
    mark: 'credential-files',
    language: 'any',
    group: 'kube',
    words: ["'.kube'", '".kube"'],
    here: /["']\.kube["'],\s{0,5}["']config["']/y,
  },
  {
    mark: 'browser-or-wallet-files',
    language: 'any',
    words: [
      'local storage/leveldb',
      'local storage\\leveldb',
      'local storage\\\\leveldb',
      'user data/default',
      'user data\\default',
      'user data\\\\default',
      "'login data'",
      '"login data"',
      '/login data',
      '\\login data',
      'cookies.sqlite',
      'logins.json',
      'key4.db',
      'wallet.dat',
      'exodus.wallet',
      '.electrum/wallets',
      'electrum\\\\wallets',
      'nkbihfbeogaeaoehlefnkodbefgpgknn',
      'bfnaelmomeimhlpmgjnjophhpkkoljpa',
      'ibnejdfjmmkpcnlpebklmnkoeoihofec',
      '.config/solana/id.json',
      'cryptunprotectdata',
      'discordcanary',
      'keychain-db',
    ],
  },
  {
    mark: 'collects-addresses',
    language: 'any',
    words: ['discord.com/api/webhooks/', 'discordapp.com/api/webhooks/'],
    here: /[a-z.]{11,14}\/api\/webhooks\/\d{15,}/iy,
  },
  {
    mark: 'collects-addresses',
    language: 'any',
    words: ['api.telegram.org/bot'],
    here: /api\.telegram\.org\/bot(?:\d{6,12}:|["'`]?\s{0,3}[+$])/iy,
  },
  {
    mark: 'collects-addresses',
    language: 'any',
    words: ['hooks.slack.com/services/'],
    here: /hooks\.slack\.com\/services\/T[A-Z0-9]{6,12}\/B/iy,
  },
  {
    mark: 'collects-addresses',
    language: 'any',
    words: ['webhook.site/'],
    here: /webhook\.site\/[0-9a-f]{8}-/iy,
  },
  {
    mark: 'collects-addresses',
    language: 'any',
    words: [
      'pastebin.com/',
      'paste.ee/',
      'hastebin.com/',
      'rentry.co/',
      'dpaste.org/',
      'ghostbin.',
    ],
    here: /[a-z.]{8,13}\/?(?:raw|r|documents|api)\/?/iy,
  },
  {
    mark: 'collects-addresses',
    language: 'any',
    words: [
      '.oastify.com',
      '.burpcollaborator.net',
      '.interact.sh',
      '.oast.fun',
      '.oast.pro',
      '.oast.live',
      '.oast.site',
      '.oast.online',
      '.oast.me',
      '.m.pipedream.net',
      '.canarytokens.com',
      '.requestbin.net',
      '.requestcatcher.com',
      '.beeceptor.com',
      '.ngrok.io',
      '.ngrok-free.app',
      '.ngrok.app',
      '.trycloudflare.com',
      '.serveo.net',
      '.loca.lt',
      '.dnslog.cn',
      '.ceye.io',
      '.bxss.in',
      '.x.pipedream.net',
    ],
    before: /[A-Za-z0-9-]{3}$/,
  },
  {
    mark: 'collects-addresses',
    language: 'any',
    words: [
      'transfer.sh/',
      'api.gofile.io',
      'store1.gofile.io',
      'api.anonfiles.com',
      'file.io/?',
      'temp.sh/',
      'bashupload.com',
      '0x0.st',
    ],
  },
  {
    mark: 'address-without-name',
    language: 'any',
    words: ['http://', 'https://', 'ws://'],
    here: /(?:https?|ws):\/\/(?!127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.|255\.|1\.1\.1\.1|1\.2\.3\.4|8\.8\.)(?:\d{1,3}\.){3}\d{1,3}(?![.\d])/y,
  },
];
