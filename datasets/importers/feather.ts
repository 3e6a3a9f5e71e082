import { arrowColumn } from '../formats/arrow-column.ts';
import { arrowKind, loadArrow, openArrow } from '../formats/arrow-reader.ts';
import type { TableColumn } from '../formats/table-column.ts';
import { freqtradeName } from './file-name.ts';
import type { Importer } from './importer.ts';
import { createTableRows, locateFields, TABLE_FIELDS, type TableField } from './table-rows.ts';

/** Feather v2, which is an Arrow IPC file, and Arrow IPC streams. */
export const featherImporter: Importer = {
  format: 'feather',
  description: 'Feather v2 and Arrow IPC, files and streams, plain, LZ4 or ZSTD; columns named as in CSV',
  place: 'row',
  recognizes: ({ head }) => arrowKind(head) !== null,
  async read(file, sink) {
    const batches = await openArrow(await file.bytes(), file.name);
    const arrow = await loadArrow();
    const fields = locateFields(
      batches.fields.map(({ name }) => name),
      file.name,
    );
    const rows = createTableRows(sink, fields);
    for (let batch = batches.next(); batch !== null; batch = batches.next()) {
      const columns: Partial<Record<TableField, TableColumn>> = {};
      for (const field of TABLE_FIELDS) {
        const name = fields[field];
        const vector = name === null ? null : batch.getChild(name);
        if (name !== null && vector !== null) columns[field] = arrowColumn(arrow, vector, name, file.name);
      }
      rows.feed(columns, batch.numRows);
    }
    return { ...freqtradeName(file.name), warnings: [...batches.warnings, ...rows.finish()] };
  },
};
