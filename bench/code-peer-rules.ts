// Rules for a peer whose registry cannot be had: as many as ours, of the same kinds, written here so that both tools look
// for the same amount. They are for measuring time only; what they find is compared with nothing.

/** Where a request enters: what rules that follow data begin at. */
const sources: readonly string[] = [
  '$REQ.query',
  '$REQ.body',
  '$REQ.params',
  '$REQ.headers',
  '$REQ.cookies',
  'ctx.request.body',
  'ctx.query',
  'ctx.params',
  'window.location.search',
  'window.location.hash',
];

/** Where data does harm: one rule each that follows it there. */
const sinks: readonly string[] = [
  ...['exec', 'execSync', 'spawn', 'spawnSync', 'execFile', 'fork'].map(called('child_process')),
  ...['readFile', 'readFileSync', 'writeFile', 'unlink', 'createReadStream'].map(called('fs')),
  ...['createWriteStream', 'rm', 'rename', 'stat', 'access', 'open'].map(called('fs')),
  ...['query', 'execute', 'raw', 'literal'].map(called('$DB')),
  ...['find', 'findOne', 'updateOne', 'deleteMany', 'aggregate'].map(called('$COLLECTION')),
  ...['redirect', 'send', 'render', 'setHeader', 'cookie', 'sendFile'].map(called('$RES')),
  ...['get', 'post', 'request'].map(called('axios')),
  ...['runInContext', 'runInNewContext', 'runInThisContext', 'compileFunction'].map(called('vm')),
  ...['warn', 'info', 'error'].map(called('logger')),
  'eval(...)',
  'new Function(...)',
  'fetch(...)',
  'require(...)',
  'new RegExp(...)',
  'setTimeout(...)',
  '$EL.innerHTML = $X',
  '$EL.outerHTML = $X',
  'document.write(...)',
  '$EL.insertAdjacentHTML(...)',
];

/** Calls that are wrong whatever flows in: one rule of a pattern each. */
const patterns: readonly string[] = [
  ...['md5', 'sha1', 'md4', 'ripemd160'].flatMap((name) => [
    `crypto.createHash('${name}')`,
    `crypto.createHmac('${name}', ...)`,
    `$C.createSign('${name}')`,
  ]),
  ...['des', 'des-ede', 'rc4', 'bf', 'aes-128-ecb', 'aes-256-ecb'].flatMap((name) => [
    `crypto.createCipheriv('${name}', ...)`,
    `crypto.createDecipheriv('${name}', ...)`,
  ]),
  ...['rejectUnauthorized', 'strictSSL', 'httpOnly', 'secure', 'noSniff', 'xssFilter'].map(
    (name) => `({..., ${name}: false, ...})`,
  ),
  ...['noent', 'unsafe', 'nodeIntegration', 'debug', 'multipleStatements', 'introspection'].map(
    (name) => `({..., ${name}: true, ...})`,
  ),
  ...['trustAsHtml', 'bypassSecurityTrustHtml', 'bypassSecurityTrustUrl', 'unsafeHTML'].map(
    called('$X'),
  ),
  ...['pseudoRandomBytes', 'createCipher', 'createDecipher'].map(called('crypto')),
  ...['decode', 'sign', 'verify'].map((name) => `jwt.${name}($TOKEN, '...')`),
  'Math.random()',
  'new Buffer(...)',
  'Buffer.allocUnsafe(...)',
  'process.umask(0)',
  'fs.chmod($F, 0o777)',
  'fs.chmodSync($F, 0o777)',
  "cors({..., origin: '*', ...})",
  '$W.postMessage($M, "*")',
  'localStorage.setItem($K, ...)',
  'sessionStorage.setItem(...)',
];

function called(object: string): (name: string) => string {
  return (name) => `${object}.${name}(...)`;
}

/** `count` rules in Semgrep's YAML; JSON is YAML. Where there are fewer of ours, patterns of further calls fill up. */
export function peerRules(count: number): string {
  const flows = sinks.map((sink, index) => ({
    id: `flow-${index}`,
    mode: 'taint',
    'pattern-sources': sources.map((pattern) => ({ pattern })),
    'pattern-sinks': [{ pattern: sink }],
    ...common,
  }));
  const wanted = Math.max(0, count - flows.length);
  const filling = Array.from({ length: Math.max(0, wanted - patterns.length) }, (_, index) =>
    called('$X')(`unsafe${index}`),
  );
  const single = [...patterns, ...filling].slice(0, wanted).map((pattern, index) => ({
    id: `pattern-${index}`,
    pattern,
    ...common,
  }));
  return JSON.stringify({ rules: [...flows, ...single] });
}

const common = {
  message: 'measured',
  severity: 'WARNING',
  languages: ['javascript', 'typescript'],
} as const;
