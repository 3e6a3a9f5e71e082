import { describe, expect, it } from 'vitest';
import type { SignalQuality } from '#engine';
import { renderSignalQuality } from '../../../reports/pages/signal-quality.ts';

const HOUR = 3_600_000;
const quality: SignalQuality = {
  id: 'lstm',
  file: 'lstm.csv',
  sha256: 'ab'.repeat(32),
  records: 1234,
  leftOut: 2,
  alignments: [
    {
      symbol: 'A<B',
      records: 1234,
      within: 1200,
      before: 11,
      after: 12,
      inGap: 13,
      replaced: 14,
      meanDelayMs: HOUR / 4,
      maxDelayMs: 5 * HOUR,
      meanGapDelayMs: null,
      maxGapDelayMs: null,
    },
  ],
};

describe('renderSignalQuality', () => {
  it('shows every figure of every symbol, and what was left out', () => {
    const page = renderSignalQuality([quality]).markup;
    const cells = [...page.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => cell.replace(/<[^>]*>/g, ''));
    expect(cells.slice(0, 13)).toEqual([
      'lstm',
      'lstm.csv',
      'A&lt;B',
      '1,234',
      '1,200',
      '11',
      '12',
      '13',
      '14',
      '15 min',
      '5 h',
      '—',
      '—',
    ]);
    expect(page).toContain('lstm: 2 records about other symbols left out');
    expect(page).not.toContain('A<B');
  });

  it('shows nothing where there are none', () => {
    expect(renderSignalQuality([]).markup).toBe('');
  });
});
