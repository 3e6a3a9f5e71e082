import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256 of a text or of bytes, hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * Hash of a plain value, whatever the order of its keys (RFC 8785).
 * @throws Error where it holds a number that JSON cannot carry
 */
export function hashOf(value: unknown): string {
  return sha256(canonicalize(value) ?? 'undefined');
}
