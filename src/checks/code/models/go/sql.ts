import { flows, members, owners } from '../entries.ts';
import type { Model, ModelPack, SourceModel } from '../model.ts';
import { NOTHING, SAME, sinks } from './terms.ts';

const SQL = 'sql-injection sql-injection-stored';
const ROW: SourceModel = { kind: 'stored', what: 'row of a database' };
const DB = 'database/sql.DB';
const SQLX = 'github.com/jmoiron/sqlx.DB';
const GORM = 'gorm.io/gorm.DB';
const PGX = 'github.com/jackc/pgx/v5.Conn';
const SQUIRREL = 'github.com/Masterminds/squirrel.Builder';

/** A statement at this place whose rows come back. */
function query(at: string, type = 'database/sql.Rows'): Model {
  return { type, flows: [], sinks: sinks(SQL, at), source: ROW };
}
function run(at: string, type?: string): Model {
  return { flows: [], sinks: sinks(SQL, at), ...(type === undefined ? {} : { type }) };
}
/** Rows are written into the first argument. */
function into(at: string, where = '0.*'): Model {
  return { flows: [['source', where]], sinks: sinks(SQL, at), source: ROW };
}
/** Of a condition only the text is read as SQL: values are bound. */
const CLAUSE: Model = { type: 'this', flows: [], sinks: sinks(SQL, '0') };
/** Numbers are taken for keys, text for SQL (https://gorm.io/docs/security.html). */
const FIND: Model = {
  type: 'this',
  flows: [['source', '0.*']],
  sinks: sinks(SQL, '1'),
  source: ROW,
};

/** Relational databases. What is bound to a placeholder never is text of the statement. */
export const sql: ModelPack = {
  id: 'go-sql',
  languages: ['go'],
  about:
    'database/sql, sqlx, pgx, GORM, go-pg, bun, xorm, squirrel: https://pkg.go.dev/database/sql',
  aliases: {
    'github.com/jackc/pgx/v4': 'github.com/jackc/pgx/v5',
    'github.com/jackc/pgx/v5/pgxpool.Pool': PGX,
    'github.com/jackc/pgx/v4/pgxpool.Pool': PGX,
    'github.com/jinzhu/gorm': 'gorm.io/gorm',
    'github.com/go-pg/pg/v10': 'github.com/go-pg/pg',
    'github.com/go-pg/pg/v9': 'github.com/go-pg/pg',
    'github.com/go-xorm/xorm': 'xorm.io/xorm',
  },
  extends: {
    'database/sql.Tx': [DB],
    'database/sql.Conn': [DB],
    [SQLX]: [DB],
    'github.com/jmoiron/sqlx.Tx': [SQLX],
    'github.com/jmoiron/sqlx.ExtContext': [SQLX],
    'github.com/jmoiron/sqlx.Ext': [SQLX],
    'github.com/jmoiron/sqlx.Rows': ['database/sql.Rows'],
    'github.com/jackc/pgx/v5.Tx': [PGX],
  },
  cleanTypes: ['database/sql.Result'],
  paths: {
    ...members('database/sql', 'Open() OpenDB()', { type: DB, flows: [] }),
    ...members(DB, 'Query()', query('0')),
    ...members(DB, 'QueryRow()', query('0')),
    ...members(DB, 'QueryContext() QueryRowContext()', query('1')),
    ...members(DB, 'Exec()', run('0')),
    ...members(DB, 'ExecContext()', run('1')),
    ...members(DB, 'Prepare()', run('0', 'database/sql.Stmt')),
    ...members(DB, 'PrepareContext()', run('1', 'database/sql.Stmt')),
    ...members(DB, 'Begin() BeginTx()', { type: 'database/sql.Tx', flows: [] }),
    ...members(DB, 'Conn()', { type: 'database/sql.Conn', flows: [] }),
    ...members(
      DB,
      'Ping() Close() Commit() Rollback() SetMaxOpenConns() SetMaxIdleConns() Stats()',
      NOTHING,
    ),
    ...members('database/sql.Stmt', 'Query() QueryRow() QueryContext() QueryRowContext()', {
      type: 'database/sql.Rows',
      flows: [],
      source: ROW,
    }),
    ...members('database/sql.Stmt', 'Exec() ExecContext() Close()', NOTHING),
    'database/sql.Rows.Scan()': { flows: [['source', '0+.*']], source: ROW },
    ...members('database/sql.Rows', 'StructScan() MapScan()', {
      flows: [['source', '0.*']],
      source: ROW,
    }),
    ...members('database/sql.Rows', 'Next() Close() Err() Columns()', NOTHING),

    ...members(
      'github.com/jmoiron/sqlx',
      'Open() Connect() MustConnect() MustOpen() NewDb() ConnectContext()',
      { type: SQLX, flows: [] },
    ),
    ...members(SQLX, 'Get() Select()', into('1')),
    ...members(SQLX, 'GetContext() SelectContext()', into('2')),
    ...members(SQLX, 'Queryx() QueryRowx() NamedQuery()', query('0')),
    ...members(SQLX, 'QueryxContext() QueryRowxContext() NamedQueryContext()', query('1')),
    ...members(SQLX, 'MustExec() NamedExec()', run('0')),
    ...members(SQLX, 'NamedExecContext() MustExecContext()', run('1')),
    ...members(SQLX, 'Preparex() PrepareNamed()', run('0', 'database/sql.Stmt')),
    ...members(SQLX, 'Beginx() MustBegin() BeginTxx()', {
      type: 'github.com/jmoiron/sqlx.Tx',
      flows: [],
    }),
    ...members(SQLX, 'Rebind()', flows('0>result')),

    ...members('github.com/jackc/pgx/v5', 'Connect() ConnectConfig()', { type: PGX, flows: [] }),
    ...owners(
      ['github.com/jackc/pgx/v5/pgxpool', 'github.com/jackc/pgx/v4/pgxpool'],
      'New() NewWithConfig() Connect() ConnectConfig()',
      { type: PGX, flows: [] },
    ),
    ...members(PGX, 'Query() QueryRow()', query('1')),
    ...members(PGX, 'Exec()', run('1')),
    ...members(PGX, 'Prepare()', run('2')),
    ...members(PGX, 'Begin() BeginTx()', { type: 'github.com/jackc/pgx/v5.Tx', flows: [] }),
    'github.com/jackc/pgx/v5.Identifier.Sanitize()': flows('this>result this.*>result', {
      cleans: ['sql'],
    }),
    'github.com/lib/pq.QuoteIdentifier()': flows('0>result', { cleans: ['sql'] }),
    'github.com/lib/pq.QuoteLiteral()': flows('0>result', { cleans: ['sql'] }),

    'gorm.io/gorm.Open()': { type: GORM, flows: [] },
    ...members(GORM, 'Raw() Exec()', CLAUSE),
    ...members(
      GORM,
      'Where() Or() Not() Having() Order() Group() Select() Joins() Table() Pluck() Distinct() InnerJoins()',
      CLAUSE,
    ),
    ...members(GORM, 'Find() First() Last() Take() FirstOrCreate() FirstOrInit() Delete()', FIND),
    ...members(GORM, 'Scan() Rows() Row()', {
      type: 'this',
      flows: [['source', '0.*']],
      source: ROW,
    }),
    ...members(
      GORM,
      'Model() Limit() Offset() Preload() WithContext() Debug() Begin() Session() Unscoped() Clauses() Omit() Scopes() Save() Create() Update() Updates() UpdateColumn() Count() Commit() Rollback() AutoMigrate() Assign() Attrs()',
      SAME,
    ),
    ...members(GORM, 'Transaction()', {
      flows: [],
      callbacks: [{ at: '0', params: [], types: [GORM] }],
    }),
    'gorm.io/gorm.Expr()': { flows: [], sinks: sinks(SQL, '0') },

    ...members('github.com/go-pg/pg', 'Connect()', { type: 'github.com/go-pg/pg.DB', flows: [] }),
    ...members('github.com/go-pg/pg.DB', 'Query() QueryOne()', into('1')),
    ...members('github.com/go-pg/pg.DB', 'Exec() ExecOne() Prepare()', run('0')),
    ...members('github.com/go-pg/pg.DB', 'Model()', {
      type: 'github.com/go-pg/pg.Query',
      flows: [],
    }),
    ...members(
      'github.com/go-pg/pg.Query',
      'Where() WhereOr() OrderExpr() ColumnExpr() GroupExpr() Having() Join() TableExpr() Set()',
      CLAUSE,
    ),
    ...members(
      'github.com/go-pg/pg.Query',
      'Column() Order() Group() Limit() Offset() Relation()',
      SAME,
    ),

    ...members('github.com/uptrace/bun.DB', 'NewRaw() Exec() Query() QueryRow()', CLAUSE),
    ...members('github.com/uptrace/bun.DB', 'NewSelect() NewUpdate() NewDelete() NewInsert()', {
      type: 'github.com/uptrace/bun.Query',
      flows: [],
    }),
    ...members(
      'github.com/uptrace/bun.Query',
      'Where() WhereOr() OrderExpr() ColumnExpr() GroupExpr() Having() Join() TableExpr() ModelTableExpr() Set()',
      CLAUSE,
    ),
    ...members(
      'github.com/uptrace/bun.Query',
      'Model() Column() Order() Limit() Offset() Relation()',
      SAME,
    ),
    'xorm.io/xorm.NewEngine()': { type: 'xorm.io/xorm.Engine', flows: [] },
    ...members(
      'xorm.io/xorm.Engine',
      'SQL() Where() And() Or() OrderBy() GroupBy() Having() Query() QueryString() Exec()',
      CLAUSE,
    ),
    'xorm.io/xorm.Engine.NewSession()': SAME,

    ...members('github.com/Masterminds/squirrel', 'Select() Insert() Update() Delete()', {
      type: SQUIRREL,
      flows: [],
    }),
    ...members(
      SQUIRREL,
      'Where() OrderBy() GroupBy() Having() Join() LeftJoin() Suffix() Prefix() From() Columns()',
      CLAUSE,
    ),
    ...members('github.com/Masterminds/squirrel', 'Expr()', { flows: [], sinks: sinks(SQL, '0') }),
    ...members('*', 'QueryRow() ExecContext() QueryContext() QueryRowContext()', {
      flows: [],
      sinks: sinks(SQL, '0 1', { confidence: 'low', when: [{ at: '0', built: true }] }),
    }),
  },
};
