/** The type of what is dragged when a tag is: nothing else may be dropped on tags. */
export const TAG_TYPE = 'application/x-lumitag-tag'

/** Handlers of an element that tags can be dropped on. */
export function dropsTag(ondrop: (path: string) => void): {
  ondragover(event: DragEvent): void
  ondrop(event: DragEvent): void
} {
  return {
    ondragover(event) {
      if (event.dataTransfer?.types.includes(TAG_TYPE)) event.preventDefault()
    },
    ondrop(event) {
      const path = event.dataTransfer?.getData(TAG_TYPE)
      if (!path) return
      event.preventDefault()
      event.stopPropagation()
      ondrop(path)
    },
  }
}
