import * as z from 'zod';
import { TemplateUnreadable } from '../local-errors.ts';
import type { PhysicalResource } from './physical-resources.ts';
import { place } from './place.ts';
import type { StackTemplate } from './stack-template.ts';

/** Replaces `Ref`, `Fn::GetAtt` and the other intrinsics in a template by what they stand for. */
export class IntrinsicResolver {
  readonly #stack: StackTemplate;
  readonly #resources: ReadonlyMap<string, PhysicalResource>;

  constructor(stack: StackTemplate, resources: ReadonlyMap<string, PhysicalResource>) {
    this.#stack = stack;
    this.#resources = resources;
  }

  /** @throws {TemplateUnreadable} for a reference to nothing, or an intrinsic that is not known */
  resolve(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.map((item) => this.resolve(item)).filter((item) => item !== undefined);
    }
    if (typeof value !== 'object' || value === null) return value;

    const entries = Object.entries(value);
    const [only] = entries;
    if (only !== undefined && entries.length === 1 && isIntrinsic(...only)) {
      return this.#evaluate(only[0], only[1]);
    }
    return Object.fromEntries(
      entries
        .map(([key, item]): [string, unknown] => [key, this.resolve(item)])
        .filter(([, item]) => item !== undefined),
    );
  }

  /** Whether what is declared under this condition exists; without one it does. */
  holds(condition: string | undefined): boolean {
    if (condition === undefined) return true;
    const expression = this.#stack.template.Conditions[condition];
    if (expression === undefined) throw new TemplateUnreadable(`no condition ${condition}`);
    return this.resolve(expression) === true;
  }

  #evaluate(name: string, raw: unknown): unknown {
    switch (name) {
      case 'Ref':
        return this.#reference(z.string().parse(raw));
      case 'Condition':
        return this.holds(z.string().parse(raw));
      case 'Fn::GetAtt':
        return this.#attribute(
          typeof raw === 'string' ? raw : z.array(z.string()).parse(raw).join('.'),
        );
      case 'Fn::If': {
        const [condition, whenTrue, whenFalse] = z
          .tuple([z.string(), z.unknown(), z.unknown()])
          .parse(raw);
        return this.resolve(this.holds(condition) ? whenTrue : whenFalse);
      }
      case 'Fn::Sub':
        return this.#substitute(raw);
      case 'Fn::FindInMap': {
        const [map, top, second] = z
          .tuple([z.string(), z.string(), z.string()])
          .parse(this.resolve(raw));
        return this.resolve(this.#stack.template.Mappings[map]?.[top]?.[second]);
      }
      default:
        return evaluatePure(name, this.resolve(raw));
    }
  }

  #reference(name: string): unknown {
    if (Object.hasOwn(pseudoParameters, name)) return pseudoParameters[name];
    if (name === 'AWS::StackName') return this.#stack.name;
    const parameter = this.#stack.template.Parameters[name];
    if (parameter !== undefined) return parameter.Default;
    const resource = this.#resources.get(name);
    if (resource === undefined) throw new TemplateUnreadable(`Ref to ${name}, which is not there`);
    return resource.reference;
  }

  #attribute(path: string): string {
    const [id = '', ...rest] = path.split('.');
    const value = this.#resources.get(id)?.attribute(rest.join('.'));
    if (value === undefined)
      throw new TemplateUnreadable(`Fn::GetAtt of ${path} has no value here`);
    return value;
  }

  #substitute(raw: unknown): string {
    const [text, variables] =
      typeof raw === 'string'
        ? [raw, {}]
        : z.tuple([z.string(), z.record(z.string(), z.unknown())]).parse(raw);
    return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal !== '') return `\${${name}}`;
      if (Object.hasOwn(variables, name)) return String(this.resolve(variables[name]));
      return String(name.includes('.') ? this.#attribute(name) : this.#reference(name));
    });
  }
}

const pseudoParameters: Readonly<Record<string, string | undefined>> = {
  'AWS::Region': place.region,
  'AWS::AccountId': place.account,
  'AWS::Partition': place.partition,
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.account}:stack/local`,
  'AWS::NoValue': undefined,
};

function isIntrinsic(key: string, value: unknown): boolean {
  return (
    key.startsWith('Fn::') || (typeof value === 'string' && (key === 'Ref' || key === 'Condition'))
  );
}

/** Intrinsics that depend on nothing but their resolved argument. */
function evaluatePure(name: string, argument: unknown): unknown {
  switch (name) {
    case 'Fn::Join': {
      const [separator, items] = z.tuple([z.string(), z.array(z.unknown())]).parse(argument);
      return items.map(String).join(separator);
    }
    case 'Fn::Select': {
      const [index, items] = z.tuple([z.coerce.number(), z.array(z.unknown())]).parse(argument);
      return items[index];
    }
    case 'Fn::Split': {
      const [separator, text] = z.tuple([z.string(), z.string()]).parse(argument);
      return text.split(separator);
    }
    case 'Fn::Equals': {
      const [one, other] = z.tuple([z.unknown(), z.unknown()]).parse(argument);
      return one === other;
    }
    case 'Fn::Not':
      return !z.tuple([z.boolean()]).parse(argument)[0];
    case 'Fn::And':
      return z.array(z.boolean()).parse(argument).every(Boolean);
    case 'Fn::Or':
      return z.array(z.boolean()).parse(argument).some(Boolean);
    default:
      throw new TemplateUnreadable(`the intrinsic ${name} is not known here`);
  }
}
