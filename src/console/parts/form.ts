import { createContext, useContext, useState, type Context, type Provider } from 'react';
import { RequestFailed } from '../api/request.ts';

/** What is written into a form, by the names that the service has for it. */
export interface Form<Values> {
  readonly values: Values;
  readonly set: (part: Partial<Values>) => void;
  readonly reset: (to: Values) => void;
}

export function useForm<Values extends object>(start: Values): Form<Values> {
  const [values, reset] = useState(start);
  return { values, set: (part) => reset({ ...values, ...part }), reset };
}

/** A form as fields see it that know a part of it. */
export function partOfForm<Part extends object, Whole extends Part>({
  values,
  reset,
}: Form<Whole>): Form<Part> {
  const set = (part: Partial<Part>): void => reset({ ...values, ...part });
  return { values, set, reset: set };
}

/** What the service says of a field. */
export interface Fault {
  readonly field: string;
  readonly text: string;
}

const fault: Context<Fault | undefined> = createContext<Fault | undefined>(undefined);
export const Faulty: Provider<Fault | undefined> = fault.Provider;

/** What is wrong with a field; undefined: nothing that is known. */
export function useFault(name: string): string | undefined {
  const known = useContext(fault);
  return known?.field === name ? known.text : undefined;
}

/** What an error says of one of these fields; undefined: it is about none of them. */
export function faultOf(error: Error | null, fields: readonly string[]): Fault | undefined {
  if (!(error instanceof RequestFailed) || !fields.includes(error.field)) return undefined;
  const { field, message } = error;
  // `url: it is no URL`, `body/port must be <= 65535`: the name stands above it.
  const begin = [`${field}: `, `body/${field} `].find((each) => message.startsWith(each)) ?? '';
  return { field, text: message.slice(begin.length) };
}
