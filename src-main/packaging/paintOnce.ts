import type { Plugin } from 'vite'

/** The window is first painted when its script has run, in the colours that were chosen. */
export const paintOnce = (): Plugin => ({
  name: 'paint-once',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replace('<script type="module"', '<script type="module" blocking="render"'),
  },
})
