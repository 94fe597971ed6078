import type {
  Declaration,
  FuncDecl,
  ImportSpec,
  Param,
  SourceFile,
  TypeSpec,
  ValueSpec,
} from './ast.ts';
import { tokenize } from './lexer.ts';
import { StatementParser } from './statement-parser.ts';
import { T, type TokenKind } from './tokens.ts';

/** Parses a file of Go 1.22; never throws for what it holds. */
export function parseGo(text: string): SourceFile {
  const tokens = tokenize(text);
  return new Parser(text, tokens).file(tokens.isCut);
}

/** Parses files and declarations (https://go.dev/ref/spec#Declarations_and_scope). */
class Parser extends StatementParser {
  file(isCut: boolean): SourceFile {
    let packageName: string | undefined;
    const imports: ImportSpec[] = [];
    const declarations: Declaration[] = [];
    this.attempt(() => {
      this.expect(T.package);
      packageName = this.name().name;
      this.#endOfDeclaration();
    }, true);
    while (this.kind !== T.end) {
      this.isResuming = false;
      if (this.kind === T.semicolon || this.kind === T.closeBrace) {
        if (this.kind === T.closeBrace) this.lost.push({ start: this.start, end: this.start + 1 });
        this.advance();
        continue;
      }
      this.attempt(() => {
        if (this.kind === T.import) this.#group((list) => list.push(this.#import()), imports);
        else for (const each of this.declarations()) declarations.push(each);
        this.#endOfDeclaration();
      }, true);
    }
    return { packageName, imports, declarations, lost: this.lost, isCut };
  }

  #endOfDeclaration(): void {
    if (this.kind !== T.end && !this.isResuming) this.expect(T.semicolon);
  }

  declarations(): readonly Declaration[] {
    switch (this.kind) {
      case T.func:
        return [this.#func()];
      case T.type:
        return this.#group<TypeSpec>((list) => list.push(this.#typeSpec()), []);
      case T.var:
        return this.#group<ValueSpec>((list) => list.push(this.#valueSpec()), []);
      case T.const:
        return this.#group<ValueSpec>((list) => list.push(this.#constant(list)), []);
      default:
        return this.fail();
    }
  }

  /** One specification behind its keyword, or several in parentheses. */
  #group<S>(one: (list: S[]) => void, list: S[]): readonly S[] {
    this.advance();
    if (!this.accept(T.openParen)) {
      one(list);
      return list;
    }
    while (!ENDS_GROUP.has(this.kind) && !this.isResuming) {
      this.attempt(() => {
        one(list);
        if (this.kind !== T.closeParen) this.expect(T.semicolon);
      });
    }
    if (!this.isResuming) this.expect(T.closeParen);
    return list;
  }

  #import(): ImportSpec {
    const { start } = this;
    let alias: string | undefined;
    if (this.kind === T.name) alias = this.name().name;
    else if (this.accept(T.dot)) alias = '.';
    if (this.kind !== T.string && this.kind !== T.raw) this.fail();
    const from = this.start + 1;
    this.advance();
    return { alias, path: this.text.slice(from, this.lastEnd - 1), start, end: this.lastEnd };
  }

  #constant(group: readonly ValueSpec[]): ValueSpec {
    const spec = { ...this.#valueSpec(), iota: group.length };
    const before = group.at(-1);
    if (spec.values.length > 0 || before === undefined) return spec;
    return { ...spec, type: before.type, values: before.values };
  }

  #valueSpec(): ValueSpec {
    const { start } = this;
    const names = [this.name()];
    while (this.accept(T.comma)) names.push(this.name());
    const isTyped = this.kind !== T.assign && !ENDS_SPEC.has(this.kind);
    const type = isTyped ? this.type() : undefined;
    const values = this.accept(T.assign) ? this.expressions() : [];
    return { kind: 'value', names, type, values, iota: undefined, start, end: this.lastEnd };
  }

  #typeSpec(): TypeSpec {
    const { start } = this;
    const name = this.name();
    const typeParams = this.opensTypeParams() ? this.typeParams() : [];
    const isAlias = this.accept(T.assign);
    const type = this.type();
    return { kind: 'type', name, typeParams, isAlias, type, start, end: this.lastEnd };
  }

  #func(): FuncDecl {
    const { start } = this;
    this.expect(T.func);
    const receiver = this.kind === T.openParen ? this.params()[0] : undefined;
    const name = this.name();
    const typeParams: readonly Param[] = this.kind === T.openBracket ? this.typeParams() : [];
    const type = this.signature(start);
    const body = this.kind === T.openBrace ? this.block() : undefined;
    return { kind: 'func', name, receiver, typeParams, type, body, start, end: this.lastEnd };
  }
}

/** At a `}` a specification that is broken loses no token: it ends the group, or nothing would. */
const ENDS_GROUP: ReadonlySet<TokenKind> = new Set([T.closeParen, T.closeBrace, T.end]);

const ENDS_SPEC: ReadonlySet<TokenKind> = new Set([T.semicolon, T.closeParen, T.end]);
