import {
  rowSelectionFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type RowSelectionState,
} from '@tanstack/react-table';
import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';

const features = tableFeatures({ rowSelectionFeature });

/** A column of a list. */
export interface Column<Row> {
  readonly id: string;
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  /** `main`: the first line on a phone. `number`: to the right. `wide`: left out on a phone. `act`: buttons. */
  readonly kind?: 'main' | 'number' | 'wide' | 'act';
}

/** Keys of the chosen rows. */
export type Chosen = Readonly<Record<string, true>>;

/** How rows are chosen. */
export interface Choice {
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
  /** `choose src/a.ts:7`, for whoever does not see the row. */
  readonly labelOf: (key: string) => string;
}

/** A list: a table where there is room, a card a row on a phone. */
export function DataTable<Row extends object>({
  label,
  rows,
  columns,
  keyOf,
  choice,
}: {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly choice?: Choice;
}) {
  const table = useTable<typeof features, Row>({
    features,
    data: rows,
    columns: columns.map(({ id, head }): ColumnDef<typeof features, Row> => ({ id, header: head })),
    getRowId: keyOf,
    state: { rowSelection: { ...choice?.chosen } },
    onRowSelectionChange: (change) => {
      const before: RowSelectionState = { ...choice?.chosen };
      choice?.onChange(typeof change === 'function' ? change(before) : change);
    },
  });
  const kinds = new Map(columns.map((column) => [column.id, column]));
  return (
    <table className="list" aria-label={label}>
      <thead>
        <tr>
          {choice === undefined ? null : (
            <th className="choose">
              <Checkbox
                size="xs"
                aria-label="choose all of this page"
                checked={rows.length > 0 && table.getIsAllRowsSelected()}
                indeterminate={table.getIsSomeRowsSelected()}
                onChange={table.getToggleAllRowsSelectedHandler()}
              />
            </th>
          )}
          {columns.map(({ id, head, kind }) => (
            <th key={id} scope="col" data-kind={kind}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.getRowModel().rows.map((row) => (
          <tr key={row.id} data-chosen={row.getIsSelected()}>
            {choice === undefined ? null : (
              <td className="choose">
                <Checkbox
                  size="xs"
                  aria-label={choice.labelOf(row.id)}
                  checked={row.getIsSelected()}
                  onChange={row.getToggleSelectedHandler()}
                />
              </td>
            )}
            {row.getAllCells().map(({ id, column }) => {
              const { head = '', cell, kind } = kinds.get(column.id) ?? {};
              return (
                <td key={id} data-kind={kind} data-label={head}>
                  {cell?.(row.original)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
