/** Where the ids of an element's own tree are looked up, which may be in a frame or a shadow root; for what is on a page. */
export const rootOf = (element: Element): Document | ShadowRoot =>
  // The root of what is on a page is one of these two.
  element.getRootNode() as Document | ShadowRoot
