import type { Op, Temp } from '../ir/ir.ts';
import type { FunctionRule, Hit } from './hit.ts';
import { lastName, type CallOp, type FunctionScene } from './scene.ts';

const LANGUAGES = ['javascript', 'python', 'java'];
const OPERATORS: ReadonlySet<string> = new Set(['===', '!==', '==', '!=']);
const PASSWORD = /^(?:pass(?:word|wd|phrase)?|pwd|user_?password)$/iu;
/** Where what somebody sent is kept. */
const SENT =
  /(?:^|\.)(?:req|request|ctx|body|form|params|query|input|payload|credentials|dto|args|data|login\w*)(?:\.|\(|$)/iu;
/** Where what is stored is kept. */
const STORED =
  /(?:^|\.|_)(?:\w*user|account|member|admin|row|record|found|customer|client|person|profile|employee)(?:\(\))?\./iu;

/** Two values that are compared. */
interface Comparison {
  readonly op: Op;
  readonly left: Temp;
  readonly right: Temp;
}

/** @yields what operators compare, and what `equals` does */
function* comparisonsIn(scene: FunctionScene): Generator<Comparison> {
  for (const op of scene.ops()) {
    const [left, right] =
      op.op === 'compute' && OPERATORS.has(op.operator)
        ? op.args
        : op.op === 'call' && op.name === 'equals' && op.base !== undefined
          ? [op.base, op.args[0]]
          : [];
    if (left !== undefined && right !== undefined) yield { op, left, right };
  }
}

/** A code that authenticates is compared character by character. */
export const timingUnsafeCompare: FunctionRule = {
  languages: LANGUAGES,
  words: ['createHmac', 'hmac', 'doFinal'],
  *find(scene): Generator<Hit> {
    for (const { op, left, right } of comparisonsIn(scene)) {
      const isConstant = [left, right].some((each) => scene.origin(each)?.op.op === 'constant');
      const count = [left, right].filter((each) => isMac(scene, each)).length;
      if (isConstant || count !== 1) continue;
      const shows = 'the comparison ends at the first difference';
      yield { rule: 'timing-unsafe-compare', fn: scene.fn, at: op, shows, confidence: 'high' };
    }
  },
};

/** Calls that a code goes through before it is compared. */
const MAX_CALLS = 8;

function isMac(scene: FunctionScene, temp: Temp | undefined, calls = MAX_CALLS): boolean {
  const at = scene.origin(temp);
  if (at?.op.op !== 'call' || calls === 0) return false;
  const { op } = at;
  const path = at.scene.path(op.callee);
  if (/(?:^|\.)createHmac$|^hmac\.(?:new|digest)$/u.test(path)) return true;
  if (op.name === 'doFinal') return isMacOfJava(at.scene, op);
  if (/^(?:digest|hexdigest|update|toString|toLowerCase|decode)$/u.test(op.name)) {
    return isMac(at.scene, op.base, calls - 1);
  }
  const isEncoding = /hex|base64|encode|^from$|^String$/iu.test(op.name);
  return isEncoding && op.args.some((arg) => isMac(at.scene, arg, calls - 1));
}

function isMacOfJava(scene: FunctionScene, { base }: CallOp): boolean {
  const at = scene.origin(base);
  const variable = at?.op.op === 'read' ? at.op.variable : -1;
  const type = scene.file.module.ir.variables[variable]?.type ?? '';
  return /[#?]Mac$/u.test(type) || /\bMac\.getInstance/u.test(scene.path(base));
}

/** A password of a request is compared with a stored one as it is. */
export const passwordPlainCompare: FunctionRule = {
  languages: LANGUAGES,
  words: ['password', 'passwd', 'pwd', 'passphrase', 'pass', 'getPassword'],
  *find(scene): Generator<Hit> {
    const at = [...comparedPasswords(scene), ...queriedPasswords(scene)];
    for (const op of at) {
      const shows = 'the stored password is in clear';
      yield { rule: 'password-plain-compare', fn: scene.fn, at: op, shows, confidence: 'medium' };
    }
  },
};

function* comparedPasswords(scene: FunctionScene): Generator<Op> {
  for (const { op, left, right } of comparisonsIn(scene)) {
    const [one, other] = [scene.path(left), scene.path(right)];
    if (!PASSWORD.test(lastName(one)) || !PASSWORD.test(lastName(other))) continue;
    if (isSent(one) ? isStored(other) : isStored(one) && isSent(other)) yield op;
  }
}

function isStored(path: string): boolean {
  return STORED.test(path) && !SENT.test(path);
}

function isSent(path: string): boolean {
  return SENT.test(path) || PASSWORD.test(path);
}

/** @yields `findOne({ name, password: req.body.password })` */
function* queriedPasswords(scene: FunctionScene): Generator<Op> {
  for (const call of scene.calls()) {
    if (!/^(?:findOne|findFirst|find|findOneBy)$/u.test(call.name)) continue;
    const [query] = call.args;
    const parts = query === undefined ? [] : conditionsOf(scene, query);
    const isPlain = parts.some(
      (part) => part.op === 'store' && PASSWORD.test(part.key) && SENT.test(scene.path(part.src)),
    );
    if (isPlain) yield call;
  }
}

/** What a query asks for; also where it stands below `where`. */
function conditionsOf(scene: FunctionScene, query: Temp): readonly Op[] {
  const parts = scene.view.contentsOf(query);
  const where = parts.find((part) => part.op === 'store' && part.key === 'where');
  return where === undefined ? parts : scene.view.contentsOf(where.src);
}

/** A password of a request is compared with text of the program. */
export const authenticationBypassConstant: FunctionRule = {
  languages: LANGUAGES,
  words: ['password', 'passwd', 'pwd', 'passphrase', 'pass', 'getParameter'],
  *find(scene): Generator<Hit> {
    for (const { op, left, right } of comparisonsIn(scene)) {
      const [value, text] = [scene.text(left), scene.text(right)];
      const constant = value ?? text;
      if (constant === undefined || (value !== undefined && text !== undefined)) continue;
      const path = sentPath(scene, value === undefined ? left : right);
      if (constant.length < 3 || !PASSWORD.test(lastName(path)) || !SENT.test(path)) continue;
      if (isOnlyHandedOn(scene, op)) continue;
      const shows = 'the password is in the program';
      const rule = 'authentication-bypass-constant';
      yield { rule, fn: scene.fn, at: op, shows, confidence: 'high' };
    }
  },
};

/** The answer of a callback without a name: what it decides, whoever calls it knows. */
function isOnlyHandedOn({ fn, view, file }: FunctionScene, { dst }: Op): boolean {
  const { variables } = file.module.ir;
  const isKept = (variable: number): boolean => variables[variable]?.name.startsWith('%') === false;
  return (
    fn.name === '' &&
    !view.ops.some(
      ({ op }) =>
        (op.op === 'branch' && op.test === dst) ||
        (op.op === 'write' && op.src === dst && isKept(op.variable)),
    )
  );
}

/** Also seen through a variable that it was put into. */
function sentPath(scene: FunctionScene, temp: Temp): string {
  const at = scene.origin(temp);
  return at === undefined ? '' : at.scene.path(at.op.dst);
}
