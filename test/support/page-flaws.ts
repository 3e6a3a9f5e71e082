/** Traces of values that were never meant to be read, each with what stands around it. */
export function flawsOf(page: string): string[] {
  const visible = page.replace(/<(script|style)>[\s\S]*?<\/\1>/g, '');
  return [...visible.matchAll(/.{0,30}(?:NaN|undefined|Infinity|\[object).{0,30}/g)].map((match) => match[0]);
}
