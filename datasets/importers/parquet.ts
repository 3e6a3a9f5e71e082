import { isParquet, openParquet } from '../formats/parquet-reader.ts';
import type { TableColumn } from '../formats/table-column.ts';
import { freqtradeName } from './file-name.ts';
import type { Importer } from './importer.ts';
import { createTableRows, locateFields, TABLE_FIELDS, type TableField } from './table-rows.ts';

/** Parquet, row group by row group, so that no more than one of them is in memory unpacked. */
export const parquetImporter: Importer = {
  format: 'parquet',
  description: 'Parquet with any usual compression; columns named as in CSV',
  place: 'row',
  recognizes: ({ head }) => isParquet(head),
  async read(file, sink) {
    const table = await openParquet(await file.bytes(), file.name);
    const fields = locateFields(table.names, file.name);
    const rows = createTableRows(sink, fields);
    for await (const group of table.groups(TABLE_FIELDS.flatMap((field) => fields[field] ?? []))) {
      const batch: Partial<Record<TableField, TableColumn>> = {};
      for (const field of TABLE_FIELDS) {
        const name = fields[field];
        const column = name === null ? undefined : group.columns.get(name);
        if (column !== undefined) batch[field] = column;
      }
      rows.feed(batch, group.rows);
    }
    return { ...freqtradeName(file.name), warnings: rows.finish() };
  },
};
