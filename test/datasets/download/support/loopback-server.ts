import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Candle } from '../../../../engine/model/index.ts';

/** What an exchange or the network does instead of answering well. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** The connection is reset before an answer. */
  | { readonly kind: 'reset' }
  /** The body ends early and says so nowhere. */
  | { readonly kind: 'truncated' }
  /** The connection ends before the length that was announced. */
  | { readonly kind: 'short' }
  /** The same, inside gzip. */
  | { readonly kind: 'short-gzip' }
  /** A page without candles. */
  | { readonly kind: 'empty' }
  /** No answer at all. */
  | { readonly kind: 'silence' };

/** One request, as the server saw it. */
export interface SeenRequest {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** An exchange on 127.0.0.1. */
export interface LoopbackExchange {
  readonly origin: string;
  /** Requests so far. */
  readonly requests: readonly SeenRequest[];
  /** Pages of candles asked for so far, faults included. */
  pages(): number;
  close(): Promise<void>;
}

export interface LoopbackOptions {
  /** All candles of the market, ascending; those after `now` do not exist yet. */
  readonly candles: readonly Candle[];
  readonly intervalMs: number;
  /** The server's clock, epoch ms. */
  readonly now: () => number;
  /** Decides on the answer to the n-th page of candles, from 1. */
  readonly fault?: (page: number) => Fault | null;
  /** Waits before every page, ms. */
  readonly delayMs?: number;
}

/** The answer of a venue: a status, and a value that becomes JSON. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: unknown;
}

/** Answers one request; `candles` are the venue's own page, for faults to spoil. */
export type Venue = (request: SeenRequest) => Answer & { readonly isPage?: boolean };

/** Starts a venue on a free port of 127.0.0.1. */
export async function startLoopback(venue: Venue, options: LoopbackOptions): Promise<LoopbackExchange> {
  const requests: SeenRequest[] = [];
  let pages = 0;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const seen = { path: url.pathname, query: url.searchParams };
    requests.push(seen);
    const answer = venue(seen);
    if (answer.isPage === true) pages++;
    const fault = answer.isPage === true ? (options.fault?.(pages) ?? null) : null;
    const send = (): void => {
      response.setHeader('Date', new Date(options.now()).toUTCString());
      if (fault === null) sendJson(response, answer);
      else spoil(fault, answer, request, response);
    };
    if (answer.isPage === true && options.delayMs !== undefined) setTimeout(send, options.delayMs);
    else send();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // A server on a port, not on a pipe, has an address of this shape.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    pages: () => pages,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function sendJson(response: ServerResponse, { status = 200, headers = {}, body }: Answer): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function spoil(fault: Fault, answer: Answer, request: IncomingMessage, response: ServerResponse): void {
  const whole = Buffer.from(JSON.stringify(answer.body));
  const half = whole.subarray(0, Math.floor(whole.length / 2));
  switch (fault.kind) {
    case 'status':
      response.writeHead(fault.status, { 'Content-Type': 'text/html', ...fault.headers });
      response.end(fault.body ?? '<html>not now</html>');
      return;
    case 'reset':
      request.socket.resetAndDestroy();
      return;
    case 'truncated':
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(half);
      return;
    case 'short':
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': whole.length });
      response.write(half, () => request.socket.destroy());
      return;
    case 'short-gzip': {
      const packed = gzipSync(whole);
      response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': packed.length });
      response.write(packed.subarray(0, Math.floor(packed.length / 2)), () => request.socket.destroy());
      return;
    }
    case 'empty':
      sendJson(response, { body: [] });
      return;
    case 'silence':
      return;
  }
}
