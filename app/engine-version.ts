/** Version of this package; part of every identity, as another engine may give other numbers. */
export const ENGINE_VERSION = '0.1.0';
