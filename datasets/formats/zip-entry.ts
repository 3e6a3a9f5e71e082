import { crc32, inflateRawSync, constants as zlib } from 'node:zlib';
import { DatasetError } from '../../engine/model/index.ts';

/** A file inside a zip archive. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Uint8Array;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_BYTES = 30;
const END_BYTES = 22;
/** Methods of a zip entry that are read. */
const STORED = 0;
const DEFLATED = 8;
const LONGEST_COMMENT = 65_535;

/**
 * Looks at the first entry of a zip archive by its first bytes.
 * @param head first bytes of the archive
 * @returns its name and the beginning of its content; null when the bytes begin no archive
 */
export function peekZip(head: Uint8Array): ZipEntry | null {
  const view = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (view.length < LOCAL_BYTES || view.readUInt32LE(0) !== LOCAL) return null;
  const method = view.readUInt16LE(8);
  const nameEnd = LOCAL_BYTES + view.readUInt16LE(26);
  const packed = view.subarray(nameEnd + view.readUInt16LE(28));
  const name = view.toString('latin1', LOCAL_BYTES, nameEnd);
  if (method === STORED) return { name, content: packed };
  if (method !== DEFLATED) return { name, content: new Uint8Array(0) };
  try {
    // The end of the stream may be missing here.
    return { name, content: inflateRawSync(packed, { finishFlush: zlib.Z_SYNC_FLUSH }) };
  } catch (error) {
    // What follows the first entry is no part of it, and damage is told when the archive is read.
    if (error instanceof Error && 'code' in error) return { name, content: new Uint8Array(0) };
    throw error;
  }
}

/**
 * Unpacks the only file of a zip archive and checks it against its checksum.
 * @param archive the whole archive
 * @param file name that errors begin with
 * @throws DatasetError `zip-broken`, `zip-entries`
 */
export async function unpackOnlyEntry(archive: Uint8Array, file: string): Promise<ZipEntry> {
  const broken = (was: string, cause?: unknown): DatasetError =>
    new DatasetError('zip-broken', `${file}: expected a whole zip archive, was ${was}.`, { file }, cause);
  const view = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const checksum = onlyChecksum(view);
  if (checksum === null) throw broken('cut off');
  const { unzipSync } = await import('fflate');
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(archive);
  } catch (cause) {
    throw broken(`damaged (${cause instanceof Error ? cause.message : String(cause)})`, cause);
  }
  const [first, ...others] = Object.entries(entries);
  if (first === undefined || others.length > 0) {
    const text = `${file}: expected one file in the archive, was ${Object.keys(entries).length}.`;
    throw new DatasetError('zip-entries', text, { file, entries: Object.keys(entries) });
  }
  const [name, content] = first;
  if (crc32(content) !== checksum) throw broken('damaged (its checksum does not fit)');
  return { name, content };
}

/** CRC-32 of the first entry, from the directory at the archive's end; null when there is no directory. */
function onlyChecksum(view: Buffer): number | null {
  const lowest = Math.max(0, view.length - END_BYTES - LONGEST_COMMENT);
  for (let at = view.length - END_BYTES; at >= lowest; at--) {
    if (view.readUInt32LE(at) !== END) continue;
    const central = view.readUInt32LE(at + 16);
    if (central + LOCAL_BYTES > view.length || view.readUInt32LE(central) !== CENTRAL) return null;
    return view.readUInt32LE(central + 16);
  }
  return null;
}
