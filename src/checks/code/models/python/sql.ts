import { flows, members, owners, sink } from '../entries.ts';
import type { Model, ModelPack, SinkModel } from '../model.ts';

const TEXT: SinkModel = {
  rule: 'sql-injection',
  at: ['0', 'key:sql', 'key:query', 'key:statement', 'key:operation'],
};
const STORED: SinkModel = { rule: 'sql-injection-stored', at: ['0'] };
const RUN: Model = { flows: [], sinks: [TEXT, STORED] };
const ROWS: Model = { flows: [], source: { kind: 'stored', what: 'row of a query' } };
const CURSOR = 'sqlite3.Cursor';
const CONNECTION = 'sqlite3.Connection';
const CONNECT: Model = { flows: [], type: CONNECTION };
const ENGINE = 'sqlalchemy.engine.Engine';
const SESSION = 'sqlalchemy.orm.Session';
const LITERAL: Model = { flows: [['0', 'result']], sinks: [TEXT], type: 'sqlalchemy.TextClause' };
const ASYNC = 'asyncpg.Connection';
const UNKNOWN_RECEIVER: Model = {
  sinks: [
    { rule: 'sql-injection', at: ['0'], when: [{ at: '0', built: true }], confidence: 'medium' },
  ],
};

/** Relational databases. What is handed over beside the text is bound, never part of it. */
export const sql: ModelPack = {
  id: 'python-sql',
  languages: ['python'],
  about:
    'DB-API 2.0 modules, SQLAlchemy, peewee, asyncpg, databases, pandas: https://peps.python.org/pep-0249/, https://docs.sqlalchemy.org/',
  aliases: {
    'psycopg2.extensions.cursor': CURSOR,
    'psycopg2.extensions.connection': CONNECTION,
    'psycopg.Cursor': CURSOR,
    'psycopg.Connection': CONNECTION,
    'pymysql.cursors.Cursor': CURSOR,
    'pymysql.connections.Connection': CONNECTION,
    'mysql.connector.cursor.MySQLCursor': CURSOR,
    'sqlalchemy.orm.session.Session': SESSION,
    'sqlalchemy.ext.asyncio.AsyncSession': SESSION,
    'sqlmodel.Session': SESSION,
    'sqlalchemy.engine.Connection': ENGINE,
    'sqlalchemy.Engine': ENGINE,
    'sqlalchemy.Connection': ENGINE,
    'sqlalchemy.sql.text': 'sqlalchemy.text',
    'sqlalchemy.sql.expression.text': 'sqlalchemy.text',
    'asyncpg.connection.Connection': ASYNC,
    'asyncpg.pool.Pool': ASYNC,
  },
  paths: {
    ...members(
      '',
      'sqlite3.connect() sqlite3.dbapi2.connect() psycopg2.connect() psycopg.connect() pymysql.connect() MySQLdb.connect() mysql.connector.connect() cx_Oracle.connect() oracledb.connect() pyodbc.connect() pymssql.connect() aiosqlite.connect() aiomysql.connect() aiopg.connect() snowflake.connector.connect() phoenixdb.connect() ibm_db_dbi.connect() hdbcli.dbapi.connect() clickhouse_driver.dbapi.connect() duckdb.connect() trino.dbapi.connect() pyhive.hive.connect()',
      CONNECT,
    ),
    ...members(CONNECTION, 'cursor()', { flows: [], type: CURSOR }),
    ...owners([CONNECTION, CURSOR], 'execute() executemany() executescript()', {
      ...RUN,
      type: CURSOR,
    }),
    ...owners([CONNECTION, CURSOR], '__enter__() __aenter__()', { flows: [], type: 'this' }),
    ...members(CURSOR, 'mogrify()', RUN),
    ...members(CURSOR, 'copy_expert()', RUN),
    ...members(CURSOR, 'callproc()', sink('sql-injection', '0')),
    ...members(CURSOR, 'fetchone() fetchall() fetchmany()', ROWS),
    ...owners([CONNECTION, CURSOR], 'close() commit() rollback() rowcount lastrowid', flows('')),
    ...members('psycopg2.sql', 'Identifier() Literal() Placeholder()', { cleans: ['sql'] }),
    ...members('psycopg.sql', 'Identifier() Literal() Placeholder()', { cleans: ['sql'] }),
    'psycopg2.sql.SQL()': { ...LITERAL, type: 'psycopg2.sql.SQL' },
    'psycopg.sql.SQL()': { ...LITERAL, type: 'psycopg2.sql.SQL' },
    'psycopg2.sql.SQL.format()': flows('this>result', { type: 'psycopg2.sql.SQL' }),
    'pymysql.converters.escape_string()': { cleans: ['sql'] },
    ...members('MySQLdb', 'escape_string()', { cleans: ['sql'] }),

    ...members('asyncpg', 'connect() create_pool()', { flows: [], type: ASYNC }),
    ...members(ASYNC, 'acquire()', { flows: [], type: ASYNC }),
    ...members(
      ASYNC,
      'execute() executemany() fetch() fetchrow() fetchval() prepare() cursor()',
      RUN,
    ),
    ...members(
      'databases.Database',
      'execute() execute_many() fetch_all() fetch_one() fetch_val() iterate()',
      RUN,
    ),
    'databases.Database()': { flows: [], type: 'databases.Database' },

    ...members('sqlalchemy', 'create_engine() engine_from_config()', { flows: [], type: ENGINE }),
    'sqlalchemy.ext.asyncio.create_async_engine()': { flows: [], type: ENGINE },
    ...members(ENGINE, 'connect() begin() raw_connection()', { flows: [], type: ENGINE }),
    ...members(ENGINE, '__enter__() __aenter__()', { flows: [], type: 'this' }),
    [`${ENGINE}.cursor()`]: { flows: [], type: CURSOR },
    ...owners([ENGINE, SESSION], 'execute() scalar() scalars() exec_driver_sql()', RUN),
    'sqlalchemy.orm.sessionmaker()': { flows: [], type: 'sqlalchemy.orm.sessionmaker' },
    'sqlalchemy.orm.scoped_session()': { flows: [], type: SESSION },
    'sqlalchemy.orm.sessionmaker()()': { flows: [], type: SESSION },
    [`${SESSION}()`]: { flows: [], type: SESSION },
    ...members(SESSION, '__enter__() __aenter__()', { flows: [], type: 'this' }),
    ...members(SESSION, 'query()', { flows: [], type: 'sqlalchemy.orm.Query' }),
    ...members('sqlalchemy', 'text() literal_column()', LITERAL),
    'sqlalchemy.TextClause.bindparams()': flows('this>result', { type: 'sqlalchemy.TextClause' }),
    ...members('sqlalchemy.orm.Query', 'filter() order_by() group_by() having() from_statement()', {
      type: 'this',
      flows: [],
      sinks: [{ rule: 'sql-injection', at: ['0'], when: [{ at: '0', type: 'string' }] }],
    }),
    ...members(
      'sqlalchemy.orm.Query',
      'filter_by() join() limit() offset() options() distinct() with_entities()',
      { type: 'this', flows: [] },
    ),
    ...members('sqlalchemy.orm.Query', 'prefix_with() suffix_with() with_hint()', {
      type: 'this',
      flows: [],
      sinks: [{ rule: 'sql-injection', at: ['0'] }],
    }),
    ...members('sqlalchemy.orm.Query', 'all() first() one() one_or_none() scalar()', ROWS),
    'sqlalchemy.DDL()': LITERAL,
    'flask_sqlalchemy.SQLAlchemy()': { flows: [], type: 'flask_sqlalchemy.SQLAlchemy' },
    'flask_sqlalchemy.SQLAlchemy.session': { type: SESSION },
    'flask_sqlalchemy.SQLAlchemy.engine': { type: ENGINE },
    ...members('flask_sqlalchemy.SQLAlchemy', 'text()', LITERAL),

    ...members('peewee', 'SQL()', LITERAL),
    ...members('peewee.Database', 'execute_sql()', RUN),
    ...members('peewee', 'SqliteDatabase() PostgresqlDatabase() MySQLDatabase()', {
      flows: [],
      type: 'peewee.Database',
    }),
    ...members('pandas', 'read_sql() read_sql_query()', RUN),
    'records.Database()': { flows: [], type: 'records.Database' },
    'records.Database.query()': RUN,
    'web.database()': { flows: [], type: 'web.Database' },
    'web.Database.query()': RUN,
    ...members('google.cloud.bigquery.Client', 'query()', RUN),
    'google.cloud.bigquery.Client()': { flows: [], type: 'google.cloud.bigquery.Client' },
    'cassandra.cluster.Cluster.connect()': { flows: [], type: 'cassandra.cluster.Session' },
    'cassandra.cluster.Cluster()': { flows: [], type: 'cassandra.cluster.Cluster' },
    ...members('cassandra.cluster.Session', 'execute() execute_async() prepare()', RUN),
    ...members('*', 'execute() executemany() executescript() execute_sql()', UNKNOWN_RECEIVER),
    ...members('*', 'fetchone() fetchall() fetchmany()', ROWS),
  },
};
