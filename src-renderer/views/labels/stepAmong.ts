/** Where an arrow, Home or End leads from a tile: left and right within its list, up and down to what lies there. */
export function stepAmong(
  tiles: readonly HTMLElement[],
  from: HTMLElement,
  key: string,
): HTMLElement | undefined {
  const list = tiles.filter((tile) => tile.closest('ul') === from.closest('ul'))
  const at = list.indexOf(from)
  switch (key) {
    case 'ArrowLeft':
      return list[at - 1]
    case 'ArrowRight':
      return list[at + 1]
    case 'Home':
      return list[0]
    case 'End':
      return list.at(-1)
    case 'ArrowUp':
      return nextRow(tiles, from, -1)
    case 'ArrowDown':
      return nextRow(tiles, from, 1)
  }
  return undefined
}

/** The tile of the next row that way which lies closest. */
function nextRow(
  tiles: readonly HTMLElement[],
  from: HTMLElement,
  direction: 1 | -1,
): HTMLElement | undefined {
  const here = from.getBoundingClientRect()
  const beyond = tiles
    .map((tile) => ({ tile, box: tile.getBoundingClientRect() }))
    .map(({ tile, box }) => ({
      tile,
      down: Math.round(box.top - here.top) * direction,
      aside: Math.abs(box.left - here.left),
    }))
    .filter(({ down }) => down > 0)
  return beyond.sort((a, b) => a.down - b.down || a.aside - b.aside)[0]?.tile
}
