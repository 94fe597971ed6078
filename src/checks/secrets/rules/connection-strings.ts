import type { SecretRule } from '../rule.ts';
import { provider, shaped } from './build.ts';
import { fill } from './fill.ts';
import { judgePassword } from './passwords.ts';

const fix =
  'Change the password on the server first: removing the line does not remove it from history. Then read it from a secret store or an environment variable.';
/** A field of a connection string that is not the password. */
const field = String.raw`(?!(?:password|pwd)\s{0,2}=)[^\s;="'][^;="'\n]{0,39}=[^;"'\n]{0,200};\s{0,8}`;

export const connectionStrings: readonly SecretRule[] = provider(
  {
    name: 'connection string',
    revoke: 'https://learn.microsoft.com/sql/relational-databases/security/strong-passwords',
    source: 'https://learn.microsoft.com/dotnet/framework/data/adonet/connection-string-syntax',
    gains: 'sign in to the database with it',
  },
  shaped(
    'ado-net-password',
    'Database connection string with password',
    new RegExp(
      String.raw`(?:server|data source|host|datasource|initial catalog|addr|address)\s{0,2}=[^;"'\n]{1,200};\s{0,8}(?:${field}){0,12}(?:password|pwd)\s{0,2}=\s{0,2}(?<secret>[^;"'\n<>]{1,128})`,
      'i',
    ),
    {
      keywords: [
        'server=',
        'server =',
        'data source=',
        'data source =',
        'host=',
        'datasource=',
        'initial catalog=',
        'addr=',
        'address=',
      ],
      what: 'A list of `name=value;` fields with a server and a password (ADO.NET, ODBC, OLE DB).',
      fix,
      validate: (secret) => judgePassword(secret.trimEnd()),
      hit: [
        `"Server=db.shop.internal;Database=orders;User Id=orders;Password=${fill(14)};"\n`,
        `Host=db;Port=5432;Username=orders;Password=${fill(14)}\n`,
      ],
      ok: [
        '"Server=db.shop.internal;Database=orders;User Id=orders;Password=${DB_PASSWORD};"\n',
        '"Server=db.shop.internal;Database=orders;Integrated Security=true;"\n',
        '"Server=db;User Id=sa;Password=yourStrong(!)Password;"\n',
      ],
    },
  ),
  shaped(
    'jdbc-password',
    'JDBC URL with password',
    /jdbc:[a-z0-9:]{2,40}(?:\/\/|@|thin:)[^\s"'<>]{1,300}?[?&;](?:password|pwd|pass)=(?<secret>[^\s"'<>&;]{1,128})/i,
    {
      keywords: ['jdbc:'],
      what: 'A JDBC URL with a password among its parameters.',
      fix,
      source: 'https://jdbc.postgresql.org/documentation/use/',
      validate: (secret) => judgePassword(secret),
      hit: [`jdbc:postgresql://db.shop.internal:5432/orders?user=orders&password=${fill(14)}\n`],
      ok: ['jdbc:postgresql://db.shop.internal:5432/orders?user=orders&password=${PASSWORD}\n'],
    },
  ),
  shaped(
    'jdbc-oracle-password',
    'Oracle JDBC URL with password',
    /jdbc:oracle:(?:thin|oci8?):(?<user>[^\s"'<>/@:]{1,60})\/(?<secret>[^\s"'<>/@]{1,128})@/i,
    {
      keywords: ['jdbc:oracle:'],
      what: 'An Oracle JDBC URL of the form `user/password@host`.',
      fix,
      source:
        'https://docs.oracle.com/en/database/oracle/oracle-database/21/jjdbc/data-sources-and-URLs.html',
      validate: (secret, match) => judgePassword(secret, { user: match.groups?.['user'] }),
      hit: [`jdbc:oracle:thin:orders/${fill(14)}@db.shop.internal:1521/ORDERS\n`],
      ok: ['jdbc:oracle:thin:scott/tiger2@db'.replace('tiger2', 'password') + '\n'],
    },
  ),
  shaped(
    'libpq-password',
    'PostgreSQL connection parameters with password',
    // White space alone stands between two of them: after a comma it is an argument of a call.
    /(?:host|dbname)=[^\s"',]{1,200}(?: [a-z_]{2,30}=[^\s"',]{1,200}){0,8} password=(?<secret>[^\s"']{1,128})/,
    {
      keywords: ['host=', 'dbname='],
      what: 'Connection parameters of libpq with a password.',
      fix,
      source: 'https://www.postgresql.org/docs/current/libpq-connect.html',
      validate: (secret) => judgePassword(secret),
      hit: [`conn = "host=db.shop.internal dbname=orders user=orders password=${fill(14)}"\n`],
      ok: [
        'conn = "host=db.shop.internal dbname=orders user=orders password=%s"\n',
        'connect(host=host, user=user, password=password, db=db)\n',
      ],
    },
  ),
);
