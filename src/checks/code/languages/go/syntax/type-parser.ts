import type {
  Expr,
  Field,
  FuncType,
  InterfaceType,
  Literal,
  Method,
  Name,
  Param,
  StructType,
} from './ast.ts';
import { Cursor } from './cursor.ts';
import { T, type TokenKind } from './tokens.ts';

/** A parameter or a result before it is known whether a lone word is its name or its type. */
interface Entry extends Param {
  readonly isNamed: boolean;
}

/** Parses types (https://go.dev/ref/spec#Types). */
export abstract class TypeParser extends Cursor {
  abstract expression(): Expr;

  type(): Expr {
    this.enter();
    const type = this.#plainType();
    this.leave();
    return type;
  }

  // oxlint-disable-next-line complexity -- one line a kind of type
  #plainType(): Expr {
    const { start } = this;
    switch (this.kind) {
      case T.name:
        return this.#typeName();
      case T.multiply: {
        this.advance();
        return { kind: 'star', operand: this.type(), start, end: this.lastEnd };
      }
      case T.openBracket:
        return this.arrayType();
      case T.map:
        return this.mapType();
      case T.chan:
      case T.arrow:
        return this.chanType();
      case T.func:
        this.advance();
        return this.signature(start);
      case T.struct:
        return this.structType();
      case T.interface:
        return this.interfaceType();
      case T.openParen: {
        this.advance();
        const type = this.type();
        this.expect(T.closeParen);
        return type;
      }
      default:
        return this.fail();
    }
  }

  #typeName(): Expr {
    const first = this.name();
    const { start } = first;
    let type: Expr = first;
    if (this.accept(T.dot)) {
      type = { kind: 'selector', base: first, name: this.name(), start, end: this.lastEnd };
    }
    if (this.kind !== T.openBracket) return type;
    const indices = this.#typeArguments();
    return { kind: 'index', base: type, indices, start, end: this.lastEnd };
  }

  #typeArguments(): readonly Expr[] {
    this.expect(T.openBracket);
    const types = [this.type()];
    while (this.accept(T.comma) && this.kind !== T.closeBracket) types.push(this.type());
    this.expect(T.closeBracket);
    return types;
  }

  protected arrayType(): Expr {
    const { start, level } = this;
    this.expect(T.openBracket);
    this.level = 0;
    const isOpen = this.accept(T.ellipsis) || this.kind === T.closeBracket;
    const length = isOpen ? undefined : this.expression();
    this.level = level;
    this.expect(T.closeBracket);
    return { kind: 'array-type', length, element: this.type(), start, end: this.lastEnd };
  }

  protected mapType(): Expr {
    const { start } = this;
    this.expect(T.map);
    this.expect(T.openBracket);
    const key = this.type();
    this.expect(T.closeBracket);
    return { kind: 'map-type', key, value: this.type(), start, end: this.lastEnd };
  }

  protected chanType(): Expr {
    const { start } = this;
    if (this.accept(T.arrow)) this.expect(T.chan);
    else {
      this.expect(T.chan);
      this.accept(T.arrow);
    }
    return { kind: 'chan-type', element: this.type(), start, end: this.lastEnd };
  }

  /** Parameters and results, behind `func` or the name of a method. */
  protected signature(start: number): FuncType {
    const params = this.params();
    const results = this.#results();
    return { kind: 'func-type', params, results, start, end: this.lastEnd };
  }

  #results(): readonly Param[] {
    if (this.kind === T.openParen) return this.params();
    if (!STARTS_TYPE.has(this.kind)) return [];
    const { start } = this;
    return [{ name: undefined, type: this.type(), isRest: false, start, end: this.lastEnd }];
  }

  protected params(): readonly Param[] {
    this.expect(T.openParen);
    const entries: Entry[] = [];
    while (this.kind !== T.closeParen) {
      entries.push(this.#entry());
      if (!this.accept(T.comma)) break;
    }
    this.expect(T.closeParen);
    return entries.some(({ isNamed }) => isNamed) ? named(entries) : entries;
  }

  #entry(): Entry {
    const { start } = this;
    const name = this.#isParamName() ? this.name() : undefined;
    const isRest = this.accept(T.ellipsis);
    const type = this.type();
    return { isNamed: name !== undefined, name, type, isRest, start, end: this.lastEnd };
  }

  /** Whether the word that comes next names a parameter whose type follows: `a []int`, not `List[int]`. */
  #isParamName(): boolean {
    if (this.kind !== T.name) return false;
    if (this.following === T.openBracket) {
      const after = this.afterBracket(1);
      return after !== T.comma && after !== T.closeParen;
    }
    return this.following === T.ellipsis || STARTS_TYPE.has(this.following);
  }

  /** `[K comparable, V any]` behind the name of a function or a type. */
  protected typeParams(): readonly Param[] {
    this.expect(T.openBracket);
    const params: Param[] = [];
    while (this.kind !== T.closeBracket) {
      const names = [this.name()];
      while (this.accept(T.comma)) names.push(this.name());
      const type = this.#union()[0] ?? this.fail();
      for (const name of names) {
        params.push({ name, type, isRest: false, start: name.start, end: this.lastEnd });
      }
      if (!this.accept(T.comma)) break;
    }
    this.expect(T.closeBracket);
    return params;
  }

  #union(): readonly Expr[] {
    const terms: Expr[] = [];
    do {
      this.accept(T.tilde);
      terms.push(this.type());
    } while (this.accept(T.or));
    return terms;
  }

  protected structType(): StructType {
    const { start } = this;
    this.expect(T.struct);
    this.expect(T.openBrace);
    const fields: Field[] = [];
    while (this.kind !== T.closeBrace) {
      fields.push(this.#field());
      if (!this.accept(T.semicolon)) break;
    }
    this.expect(T.closeBrace);
    return { kind: 'struct-type', fields, start, end: this.lastEnd };
  }

  #field(): Field {
    const { start } = this;
    const names: Name[] = [];
    if (this.#isFieldName()) {
      do names.push(this.name());
      while (this.accept(T.comma));
    }
    const type = this.type();
    const tag = this.#tag();
    return { names, type, tag, start, end: this.lastEnd };
  }

  #isFieldName(): boolean {
    if (this.kind !== T.name) return false;
    if (this.following === T.openBracket) return !ENDS_FIELD.has(this.afterBracket(1));
    return this.following !== T.dot && !ENDS_FIELD.has(this.following);
  }

  #tag(): Literal | undefined {
    if (this.kind !== T.string && this.kind !== T.raw) return undefined;
    const { start, kind } = this;
    this.advance();
    return { kind: 'literal', token: kind, start, end: this.lastEnd };
  }

  protected interfaceType(): InterfaceType {
    const { start } = this;
    this.expect(T.interface);
    this.expect(T.openBrace);
    const methods: Method[] = [];
    const embedded: Expr[] = [];
    while (this.kind !== T.closeBrace) {
      if (this.kind === T.name && this.following === T.openParen) {
        const name = this.name();
        const type = this.signature(name.start);
        methods.push({ name, type, start: name.start, end: this.lastEnd });
      } else {
        const terms = this.#union();
        if (terms.length === 1) embedded.push(...terms);
      }
      if (!this.accept(T.semicolon)) break;
    }
    this.expect(T.closeBrace);
    return { kind: 'interface-type', methods, embedded, start, end: this.lastEnd };
  }
}

/** In `(a, b int)` the lone words are names, whose type is that of the next that has one. */
function named(entries: readonly Entry[]): readonly Param[] {
  const params: Param[] = [];
  let type: Expr | undefined;
  for (const entry of entries.toReversed()) {
    if (entry.isNamed) type = entry.type;
    const isLone = !entry.isNamed && entry.type.kind === 'name' && type !== undefined;
    params.push(isLone && type !== undefined ? { ...entry, name: nameOf(entry), type } : entry);
  }
  return params.toReversed();
}

function nameOf({ type }: Entry): Name | undefined {
  return type.kind === 'name' ? type : undefined;
}

const STARTS_TYPE: ReadonlySet<TokenKind> = new Set([
  T.name,
  T.multiply,
  T.openBracket,
  T.map,
  T.chan,
  T.arrow,
  T.func,
  T.struct,
  T.interface,
  T.openParen,
]);

const ENDS_FIELD: ReadonlySet<TokenKind> = new Set([
  T.semicolon,
  T.string,
  T.raw,
  T.closeBrace,
  T.end,
]);
