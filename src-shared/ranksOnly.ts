/** Said wherever scores or thresholds would show of a model whose scoring is "softmax". */
export const RANKS_ONLY =
  'This model only says which of several labels or photos fits better. It finds and ranks, but it has no score for one label alone, so it tags and suggests nothing by itself, and thresholds have no effect.'
