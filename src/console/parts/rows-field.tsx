import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFault } from './form.ts';

/** As many rows as somebody wants: each of some fields, which can be taken out again. */
export function RowsField<Row extends object>({
  legend,
  name,
  word,
  about,
  rows,
  start,
  onChange,
  children,
}: {
  readonly legend: string;
  /** As the service calls the list. */
  readonly name: string;
  /** What a row is: `role`. */
  readonly word: string;
  readonly about?: ReactNode;
  readonly rows: readonly Row[];
  /** A new row. */
  readonly start: Row;
  readonly onChange: (rows: readonly Row[]) => void;
  /** The fields of a row; its number is for whoever does not see where it stands. */
  readonly children: (row: Row, change: (part: Partial<Row>) => void, number: number) => ReactNode;
}) {
  const fault = useFault(name);
  const change = (index: number, part: Partial<Row>): void =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <fieldset className="grants">
      <legend>{legend}</legend>
      {about === undefined ? null : <p className="small dim">{about}</p>}
      {rows.map((row, index) => (
        // Rows have no other name than their place.
        // oxlint-disable-next-line no-array-index-key
        <div key={index} className="row">
          {children(row, (part) => change(index, part), index + 1)}
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            Remove
            <span className="unseen">
              {' '}
              {word} {index + 1}
            </span>
          </Button>
        </div>
      ))}
      <Button size="compact-xs" variant="default" onClick={() => onChange([...rows, start])}>
        Add a {word}
      </Button>
      {fault === undefined ? null : (
        <p className="error small" role="alert">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
