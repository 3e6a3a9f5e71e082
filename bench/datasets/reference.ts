import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '#engine';

/** What the manifest of the reference data states of one processed file. */
export interface ManifestFile {
  readonly file: string;
  readonly symbol: string;
  readonly exchange: string;
  readonly interval: string;
  readonly rows: number;
  /** Open times of the first and last candle, ISO with seconds. */
  readonly first: string;
  readonly last: string;
  readonly gaps: number;
  readonly missing_candles: number;
  readonly largest_gap: { readonly missing_candles: number } | null;
  /** `steps != interval`, or in words that a calendar of sessions was used. */
  readonly gap_definition: string;
  readonly zero_volume_rows: number;
  readonly ohlc_violations: number;
  readonly sha256: string;
}

/** What it states of one file as its source wrote it. */
export interface ManifestRawFile {
  /** With its folder: `raw/...`. */
  readonly file: string;
  readonly sha256: string;
}

/** Real candle files that are no part of the project. */
export interface Reference {
  /** Folder that the names of the manifest start from. */
  readonly folder: string;
  readonly files: readonly ManifestFile[];
  readonly raw: readonly ManifestRawFile[];
}

/**
 * Opens the reference data.
 * @param root folder that holds `data/MANIFEST.json`
 * @throws ConfigError `reference-absent`
 */
export function openReference(root: string = process.env.CANDLEBENCH_REFERENCE ?? '../shared'): Reference {
  const folder = join(root, 'data');
  const path = join(folder, 'MANIFEST.json');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const sentence = `Expected the manifest of the reference data in ${path} (set CANDLEBENCH_REFERENCE), was no readable file.`;
    throw new ConfigError('reference-absent', sentence, { path }, cause);
  }
  // The manifest is written by hand for this purpose; a wrong field shows as a difference.
  const { files, raw } = JSON.parse(text) as Pick<Reference, 'files' | 'raw'>;
  return { folder, files, raw };
}
