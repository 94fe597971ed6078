import type { SecretRule } from '../rule.ts';
import { provider, shaped } from './build.ts';
import { fill } from './fill.ts';
import { judgePassword } from './passwords.ts';

const fix =
  'Make a new value (sessions and signed links of the old one end), keep it in a secret store or an environment variable, and read it from there.';
const forge = 'forge sessions, signed links and, in some versions, objects that run code';

export const frameworks: readonly SecretRule[] = provider(
  {
    name: 'framework secret',
    revoke: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    source: 'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    gains: forge,
  },
  shaped(
    'django-secret-key',
    'Django secret key',
    /(?<![A-Za-z0-9_])secret_key\s{0,4}=\s{0,4}(?:[\w.]{1,30}\([^)\n]{0,80}?)?["'](?<secret>(?:django-insecure-)?[a-z0-9!@#$%^&*(\-_=+)]{50})["']/i,
    {
      keywords: ['secret_key'],
      rank: 'near',
      confidence: 'medium',
      what: 'A `SECRET_KEY` of 50 characters, as Django makes it.',
      fix,
      source: 'https://docs.djangoproject.com/en/stable/ref/settings/#secret-key',
      rejectsPlaceholders: false,
      minEntropy: 4,
      hit: [
        `SECRET_KEY = '${fill(48, 'lower')}&%'\n`,
        `SECRET_KEY = 'django-insecure-${fill(49, 'lower')}!'\n`,
      ],
      ok: ["SECRET_KEY = os.environ['SECRET_KEY']\n", `SECRET_KEY = '${'x'.repeat(50)}'\n`],
    },
  ),
  shaped(
    'laravel-app-key',
    'Laravel application key',
    /app_key\s{0,4}[=:]\s{0,4}["']?(?<secret>base64:[A-Za-z0-9+/]{43}=)/i,
    {
      keywords: ['app_key'],
      rank: 'token',
      what: 'An `APP_KEY` of 32 bytes in base64, as Laravel makes it.',
      fix,
      source: 'https://laravel.com/docs/encryption',
      gains: 'decrypt cookies and stored values, and in some versions run code',
      minEntropy: 4,
      hit: [`APP_KEY=base64:${fill(43, 'base64')}=\n`],
      ok: ['APP_KEY=base64:your-key-here\n', 'APP_KEY=\n'],
    },
  ),
  shaped(
    'rails-secret-key-base',
    'Rails secret key base',
    /secret_key_base["']?\s{0,4}[:=]>?\s{0,4}["']?(?<secret>[0-9a-f]{64,128})(?![0-9a-z])/i,
    {
      keywords: ['secret_key_base'],
      rank: 'token',
      what: 'A `secret_key_base` in hexadecimal digits, as Rails makes it.',
      fix,
      source: 'https://guides.rubyonrails.org/security.html#session-storage',
      minEntropy: 3,
      hit: [`  secret_key_base: ${fill(128, 'hex')}\n`],
      ok: ['  secret_key_base: <%= ENV["SECRET_KEY_BASE"] %>\n'],
    },
  ),
  shaped(
    'rails-master-key',
    'Rails master key',
    /rails_master_key["']?\s{0,4}[:=]>?\s{0,4}["']?(?<secret>[0-9a-f]{32})(?![0-9a-z])/i,
    {
      keywords: ['rails_master_key'],
      rank: 'token',
      severity: 'critical',
      what: 'A `RAILS_MASTER_KEY` of 32 hexadecimal digits.',
      fix: 'Make new credentials with a new master key (rails credentials:edit), and change every secret that the old one protected.',
      source: 'https://guides.rubyonrails.org/security.html#custom-credentials',
      gains: 'decrypt all credentials of the application',
      minEntropy: 3,
      hit: [`RAILS_MASTER_KEY=${fill(32, 'hex')}\n`],
      ok: ['RAILS_MASTER_KEY=${{ secrets.RAILS_MASTER_KEY }}\n'],
    },
  ),
  shaped(
    'symfony-app-secret',
    'Symfony application secret',
    /app_secret["']?\s{0,4}[:=]\s{0,4}["']?(?<secret>[0-9a-f]{32,64})(?![0-9a-z])/i,
    {
      keywords: ['app_secret'],
      rank: 'format',
      confidence: 'medium',
      severity: 'medium',
      what: 'An `APP_SECRET` of 32 or more hexadecimal digits.',
      fix,
      source: 'https://symfony.com/doc/current/reference/configuration/framework.html#secret',
      minEntropy: 3,
      hit: [`APP_SECRET=${fill(32, 'hex')}\n`],
      ok: ['APP_SECRET=%env(APP_SECRET)%\n'],
    },
  ),
  shaped(
    'wordpress-key',
    'WordPress key or salt',
    /(?:auth|logged_in|nonce)_(?:key|salt)["']\s{0,4},\s{0,16}["'](?<secret>[^\n]{40,80})["']\s{0,4}\)/i,
    {
      keywords: [
        'auth_key',
        'auth_salt',
        'logged_in_key',
        'logged_in_salt',
        'nonce_key',
        'nonce_salt',
      ],
      what: 'One of the eight keys and salts of wp-config.php.',
      fix,
      source:
        'https://developer.wordpress.org/advanced-administration/wordpress/wp-config/#security-keys',
      gains: 'forge the cookies of signed-in users',
      rejectsPlaceholders: false,
      minEntropy: 4.2,
      hit: [`define('AUTH_KEY', '${fill(62)}|~');\n`],
      ok: ["define('AUTH_KEY', 'put your unique phrase here, please, at least forty');\n"],
    },
  ),
  shaped(
    'wordpress-database-password',
    'WordPress database password',
    /define\(\s{0,4}["']db_password["']\s{0,4},\s{0,16}["'](?<secret>[^"'\n]{3,128})["']/i,
    {
      keywords: [
        "define('db_password",
        "define( 'db_password",
        'define("db_password',
        'define( "db_password',
      ],
      what: 'The `DB_PASSWORD` of wp-config.php.',
      fix: 'Change the password of the database user first, then read it from the environment: getenv().',
      source: 'https://developer.wordpress.org/advanced-administration/wordpress/wp-config/',
      gains: 'sign in to the database',
      validate: (secret) =>
        secret.endsWith('_here') ? { rejected: 'placeholder' } : judgePassword(secret),
      hit: [`define('DB_PASSWORD', '${fill(14)}');\n`],
      ok: ["define('DB_PASSWORD', 'password_here');\n"],
    },
  ),
  shaped(
    'asp-net-machine-key',
    'ASP.NET machine key',
    /<machineKey[^>]{0,400}?(?:validation|decryption)Key\s{0,2}=\s{0,2}"(?<secret>[0-9A-F]{32,256})/i,
    {
      keywords: ['<machinekey'],
      severity: 'critical',
      what: 'A `machineKey` element with literal keys.',
      fix,
      source: 'https://learn.microsoft.com/dotnet/api/system.web.configuration.machinekeysection',
      gains: 'run code on the server: signed view state is deserialized',
      minEntropy: 3,
      hit: [`<machineKey validationKey="${fill(128, 'hex')}" validation="SHA1" />\n`],
      ok: ['<machineKey validationKey="AutoGenerate,IsolateApps" />\n'],
    },
  ),
  shaped(
    'jenkins-api-token',
    'Jenkins API token',
    /(?:jenkins|api)[\w.-]{0,20}["']?\s{0,4}[:=]\s{0,4}["']?(?<secret>11[0-9a-f]{32})(?![0-9a-z])/i,
    {
      keywords: ['jenkins', 'api_token', 'apitoken'],
      rank: 'near',
      what: 'A Jenkins API token: `11` and 32 hexadecimal digits, named like one.',
      fix: 'Revoke it on the security page of its user in Jenkins, then read a new one from the credential store.',
      source:
        'https://www.jenkins.io/doc/book/system-administration/authenticating-scripted-clients/',
      gains: 'start builds, and so reach their secrets',
      minEntropy: 3,
      hit: [`JENKINS_API_TOKEN=11${fill(32, 'hex')}\n`],
      ok: [`checksum=11${fill(32, 'hex')}\n`],
    },
  ),
);
