// What runs inside the page needs the types of a page.
/// <reference lib="dom" />
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderRunReport, renderStudyReport } from '#reports';
import { buildReportAssets } from '../support/report-assets.ts';
import {
  makeCandles,
  makeQuality,
  makeRunResult,
  makeStudyResult,
  RUN_IDENTITY,
  STUDY_IDENTITY,
} from '../support/report-fixtures.ts';

const EXECUTABLE = '/usr/bin/chromium';
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const hasBrowser = existsSync(EXECUTABLE);
const WIDE = { width: 1440, height: 1000 };

// Skipped where /usr/bin/chromium is not installed: nothing else can show that a page works.
describe.skipIf(!hasBrowser)('reports in a browser', () => {
  let browser: Browser;
  let folder: string;
  const candles = [makeCandles('AAA', 20_000, 3), makeCandles('BBB', 20_000, 8)];
  const result = makeRunResult(candles);
  const trouble: string[] = [];

  beforeAll(async () => {
    buildReportAssets();
    folder = mkdtempSync(join(tmpdir(), 'candlebench-report-'));
    const quality = candles.map(makeQuality);
    writeFileSync(
      join(folder, 'run.html'),
      renderRunReport({ result, candles, quality, identity: RUN_IDENTITY, config: {} }),
    );
    writeFileSync(
      join(folder, 'study.html'),
      renderStudyReport({ study: makeStudyResult(200), identity: STUDY_IDENTITY, quality }),
    );
    browser = await chromium.launch({ executablePath: EXECUTABLE, args: ARGS });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a page and writes down whatever goes wrong in it, and every request beyond the file itself. */
  async function open(name: string, viewport = WIDE, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const page = await browser.newPage({ viewport, colorScheme, reducedMotion: 'reduce' });
    trouble.length = 0;
    const address = pathToFileURL(join(folder, name)).href;
    page.on('console', (message) => trouble.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
    page.on('request', (request) => {
      if (request.url() !== address) trouble.push(`request: ${request.url()}`);
    });
    await page.goto(address);
    return page;
  }

  const rangeOf = async (page: Page): Promise<number> => {
    const [from = 0, to = 0] = ((await page.getAttribute('#chart-card', 'data-range')) ?? '').split(' ').map(Number);
    return to - from;
  };

  it('draws candles in the colours of the theme, and follows when it changes', async () => {
    const page = await open('run.html');
    const countOf = (colour: number[]): Promise<number> =>
      page.evaluate(([r, g, b]) => {
        const canvas = document.querySelector<HTMLCanvasElement>('#price-chart canvas');
        // Read from a copy: reading from the chart itself would change how it is drawn.
        const copy = document.createElement('canvas');
        const context = copy.getContext('2d', { willReadFrequently: true });
        if (canvas === null || context === null) return -1;
        [copy.width, copy.height] = [canvas.width, canvas.height];
        context.drawImage(canvas, 0, 0);
        const pixels = context.getImageData(0, 0, copy.width, copy.height).data;
        let found = 0;
        for (let i = 0; i < pixels.length; i += 4)
          if (pixels[i] === r && pixels[i + 1] === g && pixels[i + 2] === b) found++;
        return found;
      }, colour);
    const [light, dark] = [
      [0x18, 0x62, 0xa8],
      [0x6f, 0xb3, 0xef],
    ];
    await page.waitForTimeout(200);
    expect(await countOf(light)).toBeGreaterThan(500);
    await page.click('[data-theme-choice=dark]');
    await page.waitForTimeout(200);
    expect(await countOf(light)).toBe(0);
    expect(await countOf(dark)).toBeGreaterThan(500);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('zooms by dragging in any chart, by button, by wheel and by key, and shows everything again', async () => {
    const page = await open('run.html');
    const all = await rangeOf(page);
    expect(all).toBe(result.to - result.from + result.intervalMs);
    const drag = async (id: string): Promise<void> => {
      const over = page.locator(`${id} .u-over`);
      await over.scrollIntoViewIfNeeded();
      const box = await over.boundingBox();
      if (box === null) throw new Error(`Expected ${id} to be laid out, it was not.`);
      await page.mouse.move(box.x + box.width * 0.4, box.y + 40);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.6, box.y + 40, { steps: 4 });
      await page.mouse.up();
      await page.waitForTimeout(100);
    };
    await drag('#price-chart');
    expect((await rangeOf(page)) / all).toBeCloseTo(0.2, 1);
    await drag('#drawdown-chart');
    expect((await rangeOf(page)) / all).toBeCloseTo(0.04, 2);
    await page.locator('#price-chart .u-over').dblclick();
    await expect.poll(() => rangeOf(page)).toBe(all);
    await page.click('[data-days="30"]');
    await expect.poll(() => rangeOf(page)).toBe(30 * 86_400_000);
    expect(await page.getAttribute('[data-days="30"]', 'aria-pressed')).toBe('true');
    await page.locator('#price-chart').focus();
    await page.keyboard.press('+');
    await expect.poll(() => rangeOf(page)).toBe(18 * 86_400_000);
    await page.keyboard.press('0');
    await expect.poll(() => rangeOf(page)).toBe(all);
    await page.locator('#price-chart .u-over').hover();
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -60);
    await expect.poll(() => rangeOf(page)).toBeLessThan(all);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('filters and sorts trades and jumps to one', async () => {
    const page = await open('run.html');
    const count = () => page.textContent('#trade-count');
    const total = result.trades.length + result.openTrades.length;
    expect(await count()).toContain(`${total} of ${total}`);
    await page.selectOption('[name=symbol]', 'BBB');
    await page.selectOption('[name=outcome]', 'win');
    const wins = result.trades.filter((trade) => trade.symbol === 'BBB' && trade.pnl > 0);
    expect(await count()).toContain(`${wins.length} of ${total}`);
    await page.click('#trade-rows th:has-text("Net") button');
    const first = await page.textContent('#trade-rows tbody tr:first-child td:nth-child(4)');
    const best = Math.max(...wins.map((trade) => trade.pnl));
    expect(Number(first?.replace(/[+,]/g, ''))).toBeCloseTo(best, best >= 1000 ? 0 : 2);
    await page.fill('[name=text]', 'no such trade');
    expect(await page.textContent('#trade-rows tbody')).toBe('No trade matches.');
    await page.fill('[name=text]', '');
    const before = await rangeOf(page);
    await page.click('#trade-rows tbody tr:first-child .jump');
    await expect.poll(() => rangeOf(page)).toBeLessThan(before / 3);
    expect(await page.getAttribute('[data-symbol="1"]', 'aria-pressed')).toBe('true');
    expect(await page.textContent('#price-readout')).toContain('BBB');
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('maps two parameters, sorts trials and shows the trial under the pointer', async () => {
    const page = await open('study.html', WIDE, 'dark');
    const rows = () => page.locator('#map-table tbody tr').count();
    expect(await rows()).toBe(10);
    await page.selectOption('[name=y]', 'combiner.kind');
    expect(await rows()).toBe(2);
    await page.click('.sortable th:has-text("fast") button');
    const fast = await page.locator('.sortable tbody td:nth-child(6)').allTextContents();
    expect(fast.map(Number)).toEqual(fast.map(Number).sort((a, b) => b - a));
    const field = page.locator('#history .field');
    await field.scrollIntoViewIfNeeded();
    const box = await field.boundingBox();
    if (box === null) throw new Error('Expected the history to be laid out, it was not.');
    const [x = 0, y = 0] = ((await page.getAttribute('#history .dotplot .dots.best', 'd')) ?? '')
      .slice(1)
      .replace('h0', '')
      .split(' ')
      .map(Number);
    await page.mouse.move(box.x + (x / 1000) * box.width, box.y + (y / 1000) * box.height);
    expect(await page.textContent('#trial-card')).toContain('Sharpe');
    expect(trouble).toEqual([]);
    await page.close();
  });

  it.each([
    ['run.html', 400],
    ['run.html', 820],
    ['run.html', 1440],
    ['study.html', 400],
    ['study.html', 820],
    ['study.html', 1440],
  ])('fits %s into %d pixels without scrolling sideways', async (name, width) => {
    const page = await open(name, { width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(trouble).toEqual([]);
    await page.close();
  });
});
