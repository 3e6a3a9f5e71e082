/** Shortens dot paths to their last parts, as many as keep them apart. */
export function shortenNames(names: readonly string[]): ReadonlyMap<string, string> {
  const suffix = (name: string, parts: number): string => name.split('.').slice(-parts).join('.');
  const short = new Map<string, string>();
  for (const name of names) {
    let parts = 1;
    while (
      names.some((other) => other !== name && suffix(other, parts) === suffix(name, parts)) &&
      parts < name.split('.').length
    )
      parts++;
    short.set(name, suffix(name, parts));
  }
  return short;
}
