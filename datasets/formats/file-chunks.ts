import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { constants, createGunzip, gunzipSync } from 'node:zlib';
import { brokenGzip, isGzip, unreadableFile } from './file-errors.ts';

/** Bytes read or unpacked at once: large enough that waiting for each costs nothing, small beside the candles. */
const CHUNK_BYTES = 524_288;

/** Sees the stored bytes as they are read, in their order, each once. */
export type StoredVisitor = (stored: Uint8Array) => void;

/**
 * Reads the first bytes of a file's content without reading the rest.
 * @param limit bytes at most, and stored bytes read for them
 * @returns empty when there is no content, or when a gzip file ends before its first byte
 * @throws DatasetError `file-unreadable`, `gzip-broken`
 */
export async function readHead(path: string, limit: number): Promise<{ head: Uint8Array; zipped: boolean }> {
  const stored = await readStart(path, limit);
  if (!isGzip(stored)) return { head: stored, zipped: false };
  try {
    // What was read ends somewhere inside the file; a cut is told when the file is read to its end.
    const content = gunzipSync(stored, { finishFlush: constants.Z_SYNC_FLUSH });
    return { head: content.subarray(0, limit), zipped: true };
  } catch (cause) {
    throw brokenGzip(path, cause);
  }
}

async function readStart(path: string, limit: number): Promise<Uint8Array> {
  try {
    const handle = await open(path);
    try {
      const buffer = Buffer.alloc(limit);
      const { bytesRead } = await handle.read(buffer, 0, limit, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw unreadableFile(path, cause);
  }
}

/**
 * Reads a file from its start, chunk after chunk.
 * @returns chunks over one buffer: each holds until the next is asked for
 * @throws DatasetError `file-unreadable`
 */
export async function* readStoredChunks(path: string, visit: StoredVisitor): AsyncGenerator<Uint8Array> {
  let handle: FileHandle | undefined;
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  const next = async (): Promise<number> => {
    try {
      handle ??= await open(path);
      return (await handle.read(buffer, 0, CHUNK_BYTES, null)).bytesRead;
    } catch (cause) {
      throw unreadableFile(path, cause);
    }
  };
  try {
    for (let size = await next(); size > 0; size = await next()) {
      const chunk = buffer.subarray(0, size);
      visit(chunk);
      yield chunk;
    }
  } finally {
    await handle?.close();
  }
}

/**
 * Reads a gzip file from its start and unpacks it on the way, chunk after chunk.
 * @throws DatasetError `file-unreadable`, `gzip-broken`
 */
export async function* readUnpackedChunks(path: string, visit: StoredVisitor): AsyncGenerator<Uint8Array> {
  const source = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  let unread: unknown = null;
  let seen = 0;
  source.on('data', (stored) => {
    // Without an encoding a stream of a file gives nothing but bytes.
    visit(stored as Buffer);
    seen += stored.length;
  });
  source.on('error', (error) => {
    unread = error;
    gunzip.destroy(error);
  });
  source.pipe(gunzip);
  try {
    // A chunk of the stream is a Buffer; its type is any.
    for await (const chunk of gunzip) yield chunk as Uint8Array;
  } catch (cause) {
    throw unread === null ? brokenGzip(path, cause) : unreadableFile(path, cause);
  } finally {
    source.destroy();
  }
  await visitRest(path, seen, visit);
}

/** Shows the visitor what lies behind the end of the packed data: stored, yet no content. */
async function visitRest(path: string, from: number, visit: StoredVisitor): Promise<void> {
  const handle = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let at = from; ; ) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, at);
      if (bytesRead === 0) return;
      visit(buffer.subarray(0, bytesRead));
      at += bytesRead;
    }
  } finally {
    await handle.close();
  }
}
