/** As Python's string.punctuation: what the training of SigLIP 1 removed, and no others. */
export const PUNCTUATION = /[!-/:-@[-`{-~]/g
