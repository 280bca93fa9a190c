/** What the towers that are measured compute, for the share of the peak that they reach. */

const [WIDTH, HIDDEN, LAYERS] = [768, 3072, 12]
/** Numbers of a patch of 16 and of 32 pixels a side. */
const [PATCH16, PATCH32] = [16 * 16 * 3, 32 * 32 * 3]

export interface Shape {
  /** inputs of the graph with their sizes, batch 1 */
  inputs: Record<string, readonly number[]>
  /** billions of multiplications and additions of one run */
  gflop: number
}

export const shapes = {
  p16: { inputs: { pixel_values: [1, 3, 256, 256] }, gflop: visionGflop(256, PATCH16) },
  p32: { inputs: { pixel_values: [1, 3, 256, 256] }, gflop: visionGflop(64, PATCH32) },
  naflex: {
    inputs: { pixel_values: [1, 256, PATCH16], pixel_attention_mask: [1, 256], spatial_shapes: [1, 2] },
    gflop: visionGflop(256, PATCH16),
  },
  text: { inputs: { input_ids: [1, 64] }, gflop: layersGflop(64) },
} as const satisfies Record<string, Shape>

/** Attention (four projections, and each token with each) and the two layers behind it, twelve times. */
function layersGflop(tokens: number): number {
  const projections = 2 * tokens * (4 * WIDTH ** 2 + 2 * WIDTH * HIDDEN)
  const attention = 4 * tokens ** 2 * WIDTH
  return (LAYERS * (projections + attention)) / 1e9
}

/** With the patches in front, and behind it the head that pools them (keys and values of all tokens). */
function visionGflop(tokens: number, patch: number): number {
  return layersGflop(tokens) + (2 * tokens * (patch * WIDTH + 2 * WIDTH ** 2)) / 1e9
}
