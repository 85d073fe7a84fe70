type Attributes = Readonly<Record<string, string | number | null>>;

/** Text becomes a text node and nothing else, whatever is in it. null attributes are left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

export function svgElement<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(made, attributes);
  made.append(...children);
  return made;
}

function setAttributes(made: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(name, String(value));
}

/** Through the object model, as the policy of the page lets no style attribute in. */
export function setHue(made: HTMLElement | SVGElement, hue: number | null): void {
  made.classList.toggle('hued', hue !== null);
  if (hue !== null) made.style.setProperty('--hue', String(hue));
}
