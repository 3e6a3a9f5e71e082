/** Makes the headings of a table sort its rows by the `data-sort` of their cells; empty ones stay last. */
export function makeSortable(table: HTMLTableElement): void {
  const heads = [...table.querySelectorAll('th')];
  const body = table.tBodies[0];
  if (body === undefined) return;
  for (const [column, head] of heads.entries()) {
    head.querySelector('button')?.addEventListener('click', () => {
      const isNumber = head.classList.contains('num');
      const isDescending = head.ariaSort === 'none' ? isNumber : head.ariaSort === 'ascending';
      for (const other of heads) other.ariaSort = 'none';
      head.ariaSort = isDescending ? 'descending' : 'ascending';
      const sign = isDescending ? -1 : 1;
      const key = (row: HTMLTableRowElement): string => row.cells[column]?.dataset.sort ?? '';
      const rows = [...body.rows].sort((a, b) => {
        const [left, right] = [key(a), key(b)];
        if (left === '' || right === '') return left === right ? 0 : left === '' ? 1 : -1;
        if (isNumber) return sign * (Number(left) - Number(right));
        return left === right ? 0 : left < right ? -sign : sign;
      });
      body.append(...rows);
    });
  }
}
