import type { Locator, Page } from 'playwright-core'

/**
 * What has the focus: whether it is in what is shown, and whether one sees that it has it. In a list the marked item
 * stands for the list.
 */
export const focused = (shown: Locator): Promise<{ inside: boolean; ring: boolean }> =>
  shown.evaluate((view) => {
    const at = document.activeElement!
    const item = at.matches('[role=listbox]') ? at.querySelector('.focused .photo') : null
    const rings = [item ?? at, ...at.querySelectorAll('*')].flatMap((element) =>
      [null, '::before', '::after'].map((part) => getComputedStyle(element, part)),
    )
    return {
      inside: view.contains(at),
      ring:
        at.checkVisibility({ opacityProperty: true }) &&
        rings.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && outlineWidth !== '0px'),
    }
  })

/** Notes from now on whatever moves for longer than nobody sees. */
export const noteMotion = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen = new Set<string>()
    const note = (element: Element): void => {
      for (const animation of element.getAnimations({ subtree: true }))
        if (Number(animation.effect!.getComputedTiming().duration) > 1)
          seen.add((animation.effect as KeyframeEffect).target!.outerHTML.slice(0, 120))
    }
    for (const event of ['transitionrun', 'animationstart'])
      document.addEventListener(event, ({ target }) => note(target as Element), true)
    const { animate } = Element.prototype
    Element.prototype.animate = function (...how) {
      const animation = animate.apply(this, how)
      note(this)
      return animation
    }
    Object.assign(window, { motion: () => [...seen] })
  })
