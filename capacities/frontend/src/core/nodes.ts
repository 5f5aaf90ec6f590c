/* Making elements, for the pages that are drawn without a framework. Text only ever goes in as text. */

export type Attributes = Record<string, string>;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** A button that acts; `kind` is its class. */
export function button(words: string, act: () => void, kind = ""): HTMLButtonElement {
  const made = element("button", { type: "button", ...(kind ? { class: kind } : {}) }, words);
  made.addEventListener("click", act);
  return made;
}
