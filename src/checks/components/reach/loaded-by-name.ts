// Packages that others load when they find them, or that are started as a program: their being installed is their use, and
// no source need name them. Collected from the documentation of frameworks, database layers and servers, 2026-11.

const npm: ReadonlySet<string> = new Set(
  `
better-sqlite3 mariadb mongodb mssql mysql mysql2 oracledb pg pg-native pg-query-stream pg-hstore sqlite3 sqlite tedious
redis ioredis hiredis cassandra-driver
ejs pug jade hbs handlebars mustache nunjucks eta squirrelly dustjs-linkedin twig swig
sass node-sass sass-embedded less stylus postcss autoprefixer tailwindcss cssnano babel-core @babel/core
bufferutil utf-8-validate encoding canvas sharp jsdom fsevents kerberos snappy aws4 mongodb-client-encryption
react-dom zone.js core-js regenerator-runtime tslib source-map-support
next nuxt nodemon pm2 serve http-server json-server forever concurrently cross-env dotenv-cli husky vite webpack
webpack-dev-server typescript ts-node tsx esbuild parcel gatsby react-scripts @angular/cli prisma npm yarn pnpm bower
newrelic dd-trace elastic-apm-node pino-pretty source-map
`
    .trim()
    .split(/\s+/u),
);

const pypi: ReadonlySet<string> = new Set(
  `
gunicorn uvicorn hypercorn daphne waitress uwsgi honcho supervisor circus meinheld bjoern mod-wsgi gevent eventlet greenlet
psycopg psycopg2 psycopg2-binary psycopg-binary mysqlclient mysql-python pymysql cx-oracle oracledb asyncpg aiomysql
aiosqlite aiopg pyodbc pymssql ibm-db redis hiredis django-redis psycopg-c snowflake-sqlalchemy
python-multipart email-validator uvloop httptools websockets watchfiles python-dotenv itsdangerous jinja2 ujson orjson
pillow lxml html5lib openpyxl xlrd xlsxwriter pyarrow fastparquet tables cryptography pyopenssl argon2-cffi bcrypt brotli
brotlipy chardet charset-normalizer cchardet tzdata certifi idna pysocks simplejson pycryptodome aiodns
whitenoise celery flower django-storages pip setuptools wheel poetry pipenv ansible ansible-core awscli
pytest mypy black pylint flake8 tox jupyter jupyterlab notebook jupyter-server mkdocs sphinx newrelic ddtrace
`
    .trim()
    .split(/\s+/u),
);

/** Whether a package does its work without being imported; `name` normalised. */
export function isLoadedByName(ecosystem: string, name: string): boolean {
  if (ecosystem === 'npm') return npm.has(name);
  return ecosystem === 'PyPI' && pypi.has(name);
}
