/** Finds an element that the renderer has put into the page. */
export function element<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`Expected an element with the id ${id}, found none.`);
  return found as T; // the renderer decides which element carries which id
}

/** Like {@link element}, for parts that a page may lack. */
export function elementIfAny<T extends HTMLElement = HTMLElement>(id: string): T | null {
  return document.getElementById(id) as T | null; // the renderer decides which element carries which id
}

/** Reads the data of the page. */
export function readPayload<T>(): T {
  return JSON.parse(element('payload').textContent ?? 'null') as T; // written by the same version of this project
}

/** Creates an element with a class and text. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  text = '',
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  if (className !== '') node.className = className;
  if (text !== '') node.textContent = text;
  return node;
}
