import type { FunctionBuilder, ModuleBuilder } from '../../ir/builder.ts';
import type {
  BlockId,
  ClassId,
  FieldIr,
  MemberIr,
  OpShape,
  Span,
  Temp,
  TypeName,
  VariableId,
} from '../../ir/ir.ts';
import type { Body, Expression, Statement } from './ast.ts';
import type { Scope } from './scope.ts';
import type { TypeNames } from './types.ts';

/** The parts of the lowering, which call each other by way of the context. */
export interface Parts {
  expression(context: Context, node: Expression): Temp;
  statement(context: Context, node: Statement): void;
}

interface Loop {
  readonly onBreak: BlockId;
  readonly onContinue: BlockId;
}

/** A class while its body is lowered. */
export interface OpenClass {
  readonly id: ClassId;
  /** With the names of the classes around it. */
  readonly name: string;
  readonly bases: readonly TypeName[];
  readonly methods: MemberIr[];
  readonly fields: FieldIr[];
  /** Variables of the body that have values which are seen through an instance. */
  readonly values: readonly string[];
}

/** Beyond it the text is data or an attack; what lies deeper is left out and counted. */
const maxDepth = 500;

interface Place {
  readonly fn: FunctionBuilder;
  readonly scope: Scope;
  readonly parts: Parts;
  readonly types: TypeNames;
  readonly depth: { now: number };
  readonly receiver: VariableId;
  readonly loop: Loop | undefined;
  /** Where an exception goes that is thrown here. */
  readonly caught: BlockId | undefined;
  /** The class whose body this is. */
  readonly body: OpenClass | undefined;
  /** The scope of that body, or of the class around the method. */
  readonly valueScope: Scope | undefined;
  /** The class whose method this is in. */
  readonly self: OpenClass | undefined;
}

/** Where the lowering stands: the function, the scope, what is around. */
export class Context {
  readonly place: Place;

  constructor(place: Place) {
    this.place = place;
  }

  get fn(): FunctionBuilder {
    return this.place.fn;
  }

  get scope(): Scope {
    return this.place.scope;
  }

  get types(): TypeNames {
    return this.place.types;
  }

  get module(): ModuleBuilder {
    return this.place.fn.module;
  }

  with(changed: Partial<Place>): Context {
    return new Context({ ...this.place, ...changed });
  }

  expression(node: Expression | undefined): Temp {
    const { fn, depth, parts } = this.place;
    if (node === undefined) return fn.constant('nothing', '', { start: 0, end: 0 });
    if (depth.now > maxDepth) {
      fn.module.lost.push({ start: node.start, end: node.end });
      return fn.constant('other', '', node);
    }
    depth.now += 1;
    const temp = parts.expression(this, node);
    depth.now -= 1;
    return temp;
  }

  statements(body: Body): void {
    for (const each of body) this.place.parts.statement(this, each);
  }

  emit(op: OpShape, at: Span): Temp {
    return this.place.fn.emit(op, at);
  }

  /** A variable that no name in the text stands for. */
  hidden(name: string): VariableId {
    return this.module.declare(name, this.fn.id);
  }
}
