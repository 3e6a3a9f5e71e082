import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJournal, type StudyIdentity } from '../../../optimizers/journal/index.ts';
import type { TrialResult } from '../../../optimizers/model/index.ts';
import { boxSpace } from '../support/spaces.ts';
import { identityOf, scratchFolder, specOf } from '../support/studies.ts';

const identity = identityOf(boxSpace(2, -5, 5), specOf('random', { window: 4 }), 4);

const trial = (index: number): TrialResult => ({
  index,
  params: { x0: index / 3, x1: 10 - index },
  status: index % 4 === 3 ? 'failed' : 'ok',
  value: index % 4 === 3 ? null : index / 7,
  violations: [],
  metrics: { sharpe: index / 7 },
  reason: index % 4 === 3 ? 'threw' : '',
});

async function write(path: string, from: number, to: number, study: StudyIdentity = identity) {
  const journal = await openJournal({ path, identity: study, resume: true });
  for (let i = from; i < to; i++) journal.append({ index: i, params: trial(i).params }, trial(i));
  await journal.close();
  return journal;
}

describe('journal', () => {
  it('replays what was appended', async () => {
    const path = join(scratchFolder(), 'study.jsonl');
    await write(path, 0, 5);
    const journal = await write(path, 5, 5);
    expect(journal.replayed).toEqual([0, 1, 2, 3, 4].map(trial));
    expect(journal.dropped).toBeNull();
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(1 + 2 * 5 + 1);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('has the bytes of an uninterrupted one, wherever it was torn', async () => {
    const folder = scratchFolder();
    const whole = join(folder, 'whole.jsonl');
    await write(whole, 0, 6);
    const bytes = readFileSync(whole);
    for (let length = 0; length < bytes.length; length += 23) {
      const path = join(folder, `torn-${length}.jsonl`);
      writeFileSync(path, bytes.subarray(0, length));
      const reader = await openJournal({ path, identity, resume: true });
      const { replayed } = reader;
      if (reader.dropped !== null)
        expect(reader.dropped).toMatch(/^The last \d+ bytes of the journal were an unfinished trial/);
      await reader.close();
      await write(path, replayed.length, 6);
      expect(readFileSync(path).equals(bytes)).toBe(true);
    }
  });

  it('drops an ask without its tell, and says so', async () => {
    const path = join(scratchFolder(), 'study.jsonl');
    await write(path, 0, 3);
    const lines = readFileSync(path, 'utf8').split('\n');
    truncateSync(path, Buffer.byteLength(lines.slice(0, 6).join('\n')) + 1);
    const journal = await write(path, 2, 2);
    expect(journal.replayed).toHaveLength(2);
    expect(journal.dropped).toMatch(/unfinished/);
  });

  it('refuses a file that is damaged before its end, naming the line', async () => {
    const path = join(scratchFolder(), 'study.jsonl');
    await write(path, 0, 3);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('"x0":0,', '"x0":1,'));
    await expect(write(path, 3, 4)).rejects.toThrow(
      'Expected study.jsonl:2 to be a whole line of a study journal, was damaged.',
    );
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it.each(['notes of mine', '{"a":1}\n{"b":2}\n'])('does not touch a file that is no journal (%j)', async (text) => {
    const path = join(scratchFolder(), 'study.jsonl');
    writeFileSync(path, text);
    await expect(write(path, 0, 1)).rejects.toThrow(/was damaged/);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('refuses lines that are whole but out of order', async () => {
    const path = join(scratchFolder(), 'study.jsonl');
    await write(path, 0, 2);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    appendFileSync(path, `${lines[1]}\n${lines[2]}\n`);
    await expect(write(path, 2, 3)).rejects.toThrow(/study\.jsonl:6/);
  });

  it('refuses one that is there unless it is to be continued', async () => {
    const path = join(scratchFolder(), 'study.jsonl');
    await write(path, 0, 1);
    await expect(openJournal({ path, identity, resume: false })).rejects.toThrow(
      /was there: resume it, or choose another folder/,
    );
  });

  it('refuses another study, naming what differs', async () => {
    const path = join(scratchFolder(), 'study.jsonl');
    await write(path, 0, 1);
    const [first, ...rest] = identity.space;
    const changed: StudyIdentity = {
      ...identity,
      seed: 8,
      space: [{ ...first, max: 6 } as StudyIdentity['space'][number], ...rest],
    };
    await expect(write(path, 1, 2, changed)).rejects.toThrow(
      'Expected the study to be the one in study.jsonl, but seed was 3 there and is 8 now; space.0.max was 5 there and is 6 now.',
    );
    expect((await write(path, 1, 1)).replayed).toHaveLength(1);
  });

  it('has one writer at a time', async () => {
    const path = join(scratchFolder(), 'study.jsonl');
    const journal = await openJournal({ path, identity, resume: false });
    await expect(openJournal({ path, identity, resume: true })).rejects.toThrow(
      `Expected ${path} to be free, was being written by process ${process.pid}.`,
    );
    await journal.close();
    await (await openJournal({ path, identity, resume: true })).close();
  });

  it('takes over the lock of a process that is gone, and one that is no lock', async () => {
    const path = join(scratchFolder(), 'study.jsonl');
    // 2^22 is the largest process number of Linux; the second holder has our number but began at another time.
    for (const lock of ['{"pid":4194305,"started":"1"}', `{"pid":${process.pid},"started":"1"}`, 'rubbish']) {
      writeFileSync(`${path}.lock`, lock);
      await (await openJournal({ path, identity, resume: true })).close();
      expect(existsSync(`${path}.lock`)).toBe(false);
    }
  });

  it('puts records on disk without being asked, and all of them on flush', async () => {
    const path = join(scratchFolder(), 'study.jsonl');
    const journal = await openJournal({ path, identity, resume: false });
    const header = readFileSync(path).length;
    journal.append({ index: 0, params: trial(0).params }, trial(0));
    expect(readFileSync(path).length).toBe(header);
    for (let wait = 0; wait < 200 && readFileSync(path).length === header; wait++)
      await new Promise((go) => setTimeout(go, 20));
    expect(readFileSync(path).length).toBeGreaterThan(header);
    for (let i = 1; i < 200; i++) journal.append({ index: i, params: trial(i).params }, trial(i));
    await journal.flush();
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(1 + 2 * 200 + 1);
    await journal.close();
  });

  it('cannot be opened where there is no folder', async () => {
    await expect(
      openJournal({ path: join(scratchFolder(), 'none', 'study.jsonl'), identity, resume: false }),
    ).rejects.toThrow(/ENOENT/);
  });
});
